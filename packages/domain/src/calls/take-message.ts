import type { SystemContext } from '../context.ts';
import {
  type MessagePart,
  saveMessagePart,
  saveUnroutedMessage,
  type UnroutedMessage,
} from '../dispatch/index.ts';
import { findCall } from './find-call.ts';

export type TakenMessage = Omit<MessagePart, 'callId'> &
  Pick<UnroutedMessage, 'callSid' | 'fromRaw' | 'toRaw'>;

/** Keeps a part of a message for the business of the call, or for the operator when the call belongs to none. */
export async function takeMessage(system: SystemContext, message: TakenMessage): Promise<void> {
  const found = await findCall(system, message.callSid);
  if (found) await saveMessagePart(found.ctx, { ...message, callId: found.callId });
  else await saveUnroutedMessage(system, message);
}
