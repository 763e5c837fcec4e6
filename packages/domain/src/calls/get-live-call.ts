import type { CallId } from '@afterhourfix/vocabulary';
import type { PublishedAgent } from '../agents/index.ts';
import type { DomainContext } from '../context.ts';
import type { AnsweredCall, ConversationTurn } from './call.ts';
import { lockCall, toAnsweredCall } from './find-call.ts';
import type { DangerBefore } from './load-danger-before.ts';
import { loadConversation } from './read-conversation.ts';
import { getAgentOfCall } from './resume-call.ts';

export interface LiveCall {
  call: AnsweredCall;
  agent: PublishedAgent;
  /** Empty unless an earlier media stream of this call has ended. */
  conversation: ConversationTurn[];
  facts: string[];
  isBooked: boolean;
  isMessageTaken: boolean;
  isRecordingRefused: boolean;
  danger: DangerBefore;
  /** A person was rung, and the caller has come back. */
  isTransferFailed: boolean;
}

/** What a node needs that takes over media for a call another node has answered. */
export function getLiveCall(ctx: DomainContext, input: { callId: CallId }): Promise<LiveCall> {
  return ctx.db.transaction(async (tx) => {
    const row = await lockCall(tx, { ctx, callId: input.callId });
    const { turns: conversation, ...known } = await loadConversation(tx, { ctx, callId: input.callId });
    const agent = await getAgentOfCall(tx, row);
    const isTransferFailed = row.transferCount > 0;
    return { call: toAnsweredCall(row, true), agent, conversation, ...known, isTransferFailed };
  });
}
