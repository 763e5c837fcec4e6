import { calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { getPublishedAgent } from '../agents/index.ts';
import type { SystemContext } from '../context.ts';
import {
  type MessagePart,
  saveMessagePart,
  saveUnroutedMessage,
  type UnroutedMessage,
} from '../paging/index.ts';
import { findCall } from './find-call.ts';
import { findDialledLine, toCallRow } from './open-call.ts';

export type TakenMessage = Omit<MessagePart, 'callId'> &
  Pick<UnroutedMessage, 'callSid' | 'fromRaw' | 'toRaw'> & {
    /** When the caller left it: it may be written much later. */
    receivedAt: Date;
  };

/**
 * Keeps a part of a message for the business of the call, whose row is made when nobody could make it as it rang;
 * or for the operator when the number dialled belongs to nobody. `isPaged` is true when the message is complete
 * and goes to somebody who is on call.
 */
export async function takeMessage(
  system: SystemContext,
  message: TakenMessage,
): Promise<{ isPaged: boolean }> {
  const found = (await findCall(system, message.callSid)) ?? (await openMissedCall(system, message));
  if (!found) {
    await saveUnroutedMessage(system, message);
    return { isPaged: false };
  }
  const { isPaged } = await saveMessagePart(found.ctx, { ...message, callId: found.callId });
  return { isPaged };
}

/** Never touches a row that is there: the call may be live, with a media token of its own. */
async function openMissedCall(system: SystemContext, message: TakenMessage) {
  const line = await findDialledLine(system, message.toRaw);
  if (!line) return null;
  const { callSid, fromRaw: from, toRaw: to, receivedAt } = message;
  const { businessId, agentId } = line.route;
  await line.ctx.db.transaction(async (tx) => {
    const agent = await getPublishedAgent(tx, { businessId, agentId }).catch(orNone);
    const row = toCallRow(line, { input: { callSid, from, to }, agent });
    await tx
      .insert(calls)
      .values({ ...row, startedAt: receivedAt })
      .onConflictDoNothing();
  });
  return findCall(system, callSid);
}

/** An agent that was never published answers no calls, but messages are taken without one. */
function orNone(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
