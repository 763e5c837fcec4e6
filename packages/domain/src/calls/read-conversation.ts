import type { Transaction } from '@afterhourfix/database';
import { transcriptTurns } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, asc, eq, ne } from 'drizzle-orm';
import { listCallFacts } from '../booking/index.ts';
import type { DomainContext } from '../context.ts';
import { listMessageFacts } from '../paging/index.ts';
import type { ConversationTurn } from './call.ts';
import { type DangerBefore, loadDangerBefore } from './load-danger-before.ts';
import { listRefusedCalls } from './recording-consent.ts';

export interface Conversation {
  turns: ConversationTurn[];
  /** What the call has booked, what is held for it and the message it left, as sentences. */
  facts: string[];
  isBooked: boolean;
  isMessageTaken: boolean;
  /** The caller refused to be recorded: there are no words of before. */
  isRecordingRefused: boolean;
  danger: DangerBefore;
}

const NOTHING_KEPT =
  'The caller refused to be recorded, so what was said before is not kept. The recording stays off. Ask again for what you need, and say why if the caller wonders.';

/** What was said and done so far, for an agent that picks the call up again. */
export function readConversation(ctx: DomainContext, input: { callId: CallId }): Promise<Conversation> {
  return ctx.db.transaction((tx) => loadConversation(tx, { ctx, callId: input.callId }));
}

export async function loadConversation(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<Conversation> {
  const { business, clock } = ctx;
  const kept = await tx
    .select({ speaker: transcriptTurns.speaker, text: transcriptTurns.text })
    .from(transcriptTurns)
    .where(
      and(
        eq(transcriptTurns.businessId, business.id),
        eq(transcriptTurns.callId, callId),
        ne(transcriptTurns.text, ''),
      ),
    )
    .orderBy(asc(transcriptTurns.startedAt), asc(transcriptTurns.id));
  // What a person and the caller agreed between them is theirs, and nothing an agent may go by.
  const turns = kept.flatMap(({ speaker, text }) => (speaker === 'person' ? [] : [{ speaker, text }]));
  const booked = await listCallFacts(tx, { business, callId, now: clock.now() });
  const { facts, isMessageTaken } = await listMessageFacts(tx, { ctx, callId });
  const isRecordingRefused = (await listRefusedCalls(tx, { ctx, callIds: [callId] })).has(callId);
  const danger = await loadDangerBefore(tx, { ctx, callId });
  const told = isRecordingRefused ? [NOTHING_KEPT, ...tellTrouble(danger)] : [];
  return {
    turns,
    facts: [...booked.facts, ...facts, ...told],
    isBooked: booked.isBooked,
    isMessageTaken,
    isRecordingRefused,
    danger,
  };
}

/** For an agent that has no words of it. */
function tellTrouble({ verdict }: DangerBefore): string[] {
  if (verdict === null) return [];
  const { severity, trades, isVulnerable } = verdict;
  const who = isVulnerable ? '; somebody vulnerable is there' : '';
  return [
    `What the caller told before was judged: ${severity}; trades: ${trades.join(', ') || 'unknown'}${who}.`,
  ];
}
