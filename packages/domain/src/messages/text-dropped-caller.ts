import type { Transaction } from '@afterhourfix/database';
import type { CallId } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { findCallerLanguage, getCallLine } from './call-line.ts';
import { queueText } from './queue-text.ts';

/** Asks a caller who was cut off to ring again, at once and once for a call; nobody who has not agreed to texts. */
export async function textDroppedCaller(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<void> {
  const { line, callerNumber: to } = await getCallLine(tx, { ctx, callId });
  if (!to) return;
  const language = await findCallerLanguage(tx, { ctx, callId, to });
  const subject = { kind: 'dropped-call', line } as const;
  await queueText(tx, { ctx, text: { to, from: line, language, subject, key: `dropped:${callId}`, callId } });
}
