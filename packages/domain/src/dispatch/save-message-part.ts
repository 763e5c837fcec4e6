import type { Transaction } from '@afterhourfix/database';
import { messages } from '@afterhourfix/database/schema';
import type { CallId, MessageId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq, isNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { messageCompleted } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { toStorableText } from '../storable.ts';

export interface MessagePart {
  callId: CallId;
  source: 'keypad' | 'voicemail' | 'refusal';
  callerName?: string | undefined;
  callerPhone?: PhoneNumber | undefined;
  problem?: string | undefined;
  recordingUrl?: string | undefined;
  nameRecordingUrl?: string | undefined;
  /** There is nothing more to come. */
  isComplete?: boolean | undefined;
}

/**
 * Adds what a caller left so far to the one message of the call. Once it is complete, or says what is wrong in
 * words or on tape, the on-call person is paged; that job commits with the message, and is enqueued once.
 */
export async function saveMessagePart(
  ctx: DomainContext,
  part: MessagePart,
): Promise<{ messageId: MessageId }> {
  const saved = await ctx.db.transaction(async (tx) => {
    const messageId = await upsertMessage(tx, { ctx, part });
    const isWorthPaging = part.isComplete || part.problem || part.recordingUrl;
    const hasCompleted = isWorthPaging ? await completeMessage(tx, { ctx, messageId }) : false;
    return { messageId, hasCompleted };
  });
  if (saved.hasCompleted) messageCompleted(ctx, { callId: part.callId, messageId: saved.messageId });
  return { messageId: saved.messageId };
}

async function upsertMessage(
  tx: Transaction,
  { ctx, part }: { ctx: DomainContext; part: MessagePart },
): Promise<MessageId> {
  const now = ctx.clock.now();
  const details = toDetails(part);
  const [row] = await tx
    .insert(messages)
    .values({
      businessId: ctx.business.id,
      callId: part.callId,
      source: part.source,
      ...details,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoUpdate({ target: messages.callId, set: { ...details, updatedAt: now } })
    .returning({ id: messages.id });
  if (!row) throw new Error('An upsert returned no row');
  return row.id;
}

/** True for the one caller that turns the message complete. */
async function completeMessage(
  tx: Transaction,
  { ctx, messageId }: { ctx: DomainContext; messageId: MessageId },
): Promise<boolean> {
  const completed = await tx
    .update(messages)
    .set({ completedAt: ctx.clock.now() })
    .where(and(eq(messages.id, messageId), isNull(messages.completedAt)))
    .returning({ id: messages.id });
  if (completed.length === 0) return false;
  await enqueue(tx, 'dispatch.page-on-call', { businessId: ctx.business.id, messageId });
  return true;
}

/** Only what this part says: a later part never wipes out an earlier one. */
function toDetails(part: MessagePart) {
  return {
    ...(part.callerName && { callerName: toStorableText(part.callerName) }),
    ...(part.callerPhone && { callerPhone: part.callerPhone }),
    ...(part.problem && { problem: toStorableText(part.problem) }),
    ...(part.recordingUrl && { recordingUrl: part.recordingUrl }),
    ...(part.nameRecordingUrl && { nameRecordingUrl: part.nameRecordingUrl }),
  };
}
