import type { CallId } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import type { TextMessages } from '../messages/index.ts';
import { deliverPage, type PageOnCallResult } from './deliver-page.ts';
import { readPageOfCall } from './page-danger.ts';

/**
 * Tells the on-call person that a caller wanted to speak to somebody and nobody took the call, as `deliverPage`
 * does, once per call. Throws `NotFound` for an unknown call.
 */
export function pageMissedTransfer(
  ctx: DomainContext,
  { callId }: { callId: CallId },
  port: TextMessages,
): Promise<PageOnCallResult> {
  return deliverPage({ ctx, port, readSubject: (tx) => readPageOfCall(tx, { ctx, callId, isMissed: true }) });
}
