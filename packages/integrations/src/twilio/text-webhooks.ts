import type { ReportedStatus } from '@afterhourfix/domain';
import type { TextFailure } from '@afterhourfix/vocabulary';
import { toTextFailure } from './text-failures.ts';

export interface TextStatusReport {
  status: ReportedStatus;
  failure: TextFailure | null;
  errorCode: string | null;
}

/** `accepted`, `queued`, `sending` tell nothing that we did not know (twilio.com/docs/messaging, 2026-11-20). */
const STATUSES: Readonly<Record<string, ReportedStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
};

/** What a status callback of a text says; null for a step on the way, and for words that we do not know. */
export function readTextStatus(fields: {
  status: string | undefined;
  errorCode: string | undefined;
}): TextStatusReport | null {
  const status = STATUSES[fields.status ?? ''];
  if (!status) return null;
  const errorCode = fields.errorCode ?? null;
  return { status, errorCode, failure: errorCode === null ? null : toTextFailure(Number(errorCode)) };
}
