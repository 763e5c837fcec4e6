import type { Transaction } from '@afterhourfix/database';
import { calls, textMessages, transcriptTurns } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId, PhoneNumber, TextLanguage } from '@afterhourfix/vocabulary';
import { and, desc, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { guessSpokenLanguage } from './rules/text-language.ts';

/** Enough to tell a language by. */
const LISTENED_TURNS = 12;
/** So many texts may a caller ask for in one call. */
const MAX_TEXTS_OF_CALL = 6;

interface CallLine {
  line: PhoneNumber;
  callerNumber: PhoneNumber | null;
  areTextsUsedUp: boolean;
}

/** The line that was rung, from which its texts come. Throws `NotFound`. */
export async function getCallLine(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<CallLine> {
  const businessId = ctx.business.id;
  const [call] = await tx
    .select({ line: calls.toNumber, callerNumber: calls.fromNumber })
    .from(calls)
    .where(and(eq(calls.businessId, businessId), eq(calls.id, callId)));
  if (!call) throw new NotFound(`No call ${callId}`);
  const count = await tx.$count(
    textMessages,
    and(eq(textMessages.businessId, businessId), eq(textMessages.callId, callId)),
  );
  return { ...call, areTextsUsedUp: count >= MAX_TEXTS_OF_CALL };
}

/** The language in which this number was texted last; null when it never was. */
export async function findLastLanguage(
  tx: Transaction,
  { ctx, to }: { ctx: DomainContext; to: PhoneNumber },
): Promise<TextLanguage | null> {
  const [last] = await tx
    .select({ language: textMessages.language })
    .from(textMessages)
    .where(and(eq(textMessages.businessId, ctx.business.id), eq(textMessages.toNumber, to)))
    .orderBy(desc(textMessages.id))
    .limit(1);
  return last?.language ?? null;
}

/** The language in which somebody spoke in a call, else in which they were texted last, else English. */
export async function findCallerLanguage(
  tx: Transaction,
  { ctx, callId, to }: { ctx: DomainContext; callId: CallId; to: PhoneNumber },
): Promise<TextLanguage> {
  const turns = await tx
    .select({ text: transcriptTurns.text })
    .from(transcriptTurns)
    .where(
      and(
        eq(transcriptTurns.businessId, ctx.business.id),
        eq(transcriptTurns.callId, callId),
        eq(transcriptTurns.speaker, 'caller'),
      ),
    )
    .orderBy(desc(transcriptTurns.id))
    .limit(LISTENED_TURNS);
  const spoken = guessSpokenLanguage(turns.map(({ text }) => text));
  return spoken ?? (await findLastLanguage(tx, { ctx, to })) ?? 'en';
}
