import type { Transaction } from '@afterhourfix/database';
import { calls, messages } from '@afterhourfix/database/schema';
import type { CallId, MessageId, PhoneNumber } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { messageCompleted } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { toStorableText } from '../storable.ts';
import { findOnCall } from './find-transfer-target.ts';

export interface MessagePart {
  callId: CallId;
  source: 'keypad' | 'voicemail' | 'refusal' | 'agent';
  callerName?: string | undefined;
  callerPhone?: PhoneNumber | undefined;
  problem?: string | undefined;
  recordingUrl?: string | undefined;
  nameRecordingUrl?: string | undefined;
  /** There is nothing more to come. */
  isComplete?: boolean | undefined;
}

export interface SavedMessage {
  messageId: MessageId;
  /** The message is complete and somebody is on call: their page has been enqueued. */
  isPaged: boolean;
}

interface Saving {
  ctx: DomainContext;
  part: MessagePart;
}
type MessageRow = typeof messages.$inferSelect;

/**
 * Adds what a caller left so far to the one message of the call. Once it is complete, says what is wrong in words
 * or on tape, or the call is over, the on-call person is paged; that job commits with the message. What is
 * corrected after that pages again, what is repeated does not.
 */
export async function saveMessagePart(ctx: DomainContext, part: MessagePart): Promise<SavedMessage> {
  const { messageId, hasCompleted, isPaged } = await ctx.db.transaction((tx) => savePart(tx, { ctx, part }));
  if (hasCompleted) messageCompleted(ctx, { callId: part.callId, messageId });
  return { messageId, isPaged };
}

async function savePart(
  tx: Transaction,
  { ctx, part }: Saving,
): Promise<SavedMessage & { hasCompleted: boolean }> {
  // Nobody comes back to complete the message of a call that is over.
  const isOver = await isCallOver(tx, part.callId);
  const isLastPart = isOver || isWorthPaging(part);
  const { message, hasChanged } = await mergePart(tx, { ctx, part });
  const wasComplete = message.completedAt !== null;
  const hasCompleted = !wasComplete && isLastPart;
  if (hasCompleted) {
    await tx.update(messages).set({ completedAt: ctx.clock.now() }).where(eq(messages.id, message.id));
  }
  const isComplete = wasComplete || hasCompleted;
  if (hasCompleted || (wasComplete && hasChanged)) {
    await enqueue(tx, 'dispatch.page-on-call', { businessId: ctx.business.id, messageId: message.id });
  }
  if (isOver) await enqueue(tx, 'calls.summarise', { businessId: ctx.business.id, callId: part.callId });
  const isPaged = isComplete && (await findOnCall(tx, { ctx, trade: null })) !== null;
  return { messageId: message.id, hasCompleted, isPaged };
}

const isWorthPaging = (part: MessagePart) =>
  part.isComplete === true || Boolean(part.problem) || Boolean(part.recordingUrl);

/** The row comes back locked, so parts that arrive together are added up one after the other. */
async function mergePart(
  tx: Transaction,
  { ctx, part }: Saving,
): Promise<{ message: MessageRow; hasChanged: boolean }> {
  const { callId, source } = part;
  const now = ctx.clock.now();
  const details = toDetails(part);
  const [inserted] = await tx
    .insert(messages)
    .values({ businessId: ctx.business.id, callId, source, ...details, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: messages.callId })
    .returning();
  if (inserted) return { message: inserted, hasChanged: true };
  const [known] = await tx.select().from(messages).where(eq(messages.callId, callId)).for('update');
  if (!known) throw new Error('A message that is in the way cannot be seen');
  const hasChanged = Object.entries(details).some(([name, value]) => Reflect.get(known, name) !== value);
  if (hasChanged) {
    await tx
      .update(messages)
      .set({ ...details, updatedAt: now })
      .where(eq(messages.id, known.id));
  }
  return { message: known, hasChanged };
}

/** The lock waits for an end that is being written, and whoever ends the call waits for our part. */
async function isCallOver(tx: Transaction, callId: CallId): Promise<boolean> {
  const [call] = await tx
    .select({ endedAt: calls.endedAt })
    .from(calls)
    .where(eq(calls.id, callId))
    .for('share');
  return call?.endedAt != null;
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
