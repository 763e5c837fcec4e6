import { randomBytes } from 'node:crypto';
import type { CallRequest } from './call-request.ts';
import { toPlaceFields } from './place-names.ts';
import type { FormFields } from './signature.ts';

/** All parameters of the inbound webhook, but the status, which changes. */
export function toInboundFields(request: CallRequest & { callSid: string }, accountSid: string): FormFields {
  const { from, to } = request;
  return {
    CallSid: request.callSid,
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    Direction: 'inbound',
    From: from,
    To: to,
    Caller: from,
    Called: to,
    ...toPlaceFields('From', from),
    ...toPlaceFields('To', to),
    ...toPlaceFields('Caller', from),
    ...toPlaceFields('Called', to),
    StirVerstat: 'TN-Validation-Passed-A',
    CallToken: encodeURIComponent(
      JSON.stringify({ parentCallInfoToken: randomBytes(24).toString('base64url') }),
    ),
    ...request.parameters,
  };
}
