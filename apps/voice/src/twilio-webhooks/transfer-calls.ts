import { readTransfer, type TransferUnderWay } from '@afterhourfix/domain';
import { withTimeLimit } from '@afterhourfix/foundation';
import type { WebhookParts } from './answer-call.ts';

/** Twilio waits for our answer meanwhile, and the caller hears nothing. */
export const REST_LIMIT_MS = 4_000;
const READ_LIMIT_MS = 2_000;

export type TransferParts = Pick<WebhookParts, 'system' | 'telephone'>;

/** The music asks again by itself, so a failure costs the caller a few seconds of it. */
export async function callAway(
  { telephone, urls, system }: WebhookParts,
  { callSid, path }: { callSid: string; path: string },
): Promise<void> {
  const redirected = telephone.redirectCall({ callSid, scriptUrl: urls.http(path) });
  await withTimeLimit(redirected, REST_LIMIT_MS, 'Twilio is slow').catch((error: unknown) =>
    system.log.warn({ err: error, callSid }, 'a caller could not be called away from the music'),
  );
}

export async function endPersonCall(
  { telephone, system }: TransferParts,
  personCallSid: string,
): Promise<void> {
  const ended = telephone.endCall({ callSid: personCallSid });
  await withTimeLimit(ended, REST_LIMIT_MS, 'Twilio is slow').catch((error: unknown) =>
    system.log.warn({ err: error, personCallSid }, 'the call to a person could not be ended'),
  );
}

/** Null also while the database does not answer. */
export async function findTransfer(
  parts: Pick<WebhookParts, 'system'>,
  callSid: string,
): Promise<TransferUnderWay | null> {
  const read = readTransfer(parts.system, { callSid });
  return withTimeLimit(read, READ_LIMIT_MS, 'no database in time').catch((error: unknown) => {
    parts.system.log.warn({ err: error, callSid }, 'a transfer could not be read');
    return null;
  });
}
