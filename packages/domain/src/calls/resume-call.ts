import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import type { CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { getAgentVersion, getPublishedAgent, type PublishedAgent } from '../agents/index.ts';
import type { Business } from '../businesses/index.ts';
import type { DomainContext, SystemContext } from '../context.ts';
import { callResumed } from '../events.ts';
import type { AnsweredCall, ConversationTurn, Handover } from './call.ts';
import { type CallRow, findCall, lockCall, toAnsweredCall } from './find-call.ts';
import type { DangerBefore } from './load-danger-before.ts';
import { createMediaToken } from './media-token.ts';
import { loadConversation } from './read-conversation.ts';

const MAX_RECONNECTIONS = 2;
/** A media stream that lasted so long was good: what broke before it is forgiven. */
const STEADY_AFTER_MS = 60_000;

interface Resumption {
  call: AnsweredCall;
  business: Business;
}

export type ResumeCallResult =
  | { next: 'unknown-call' }
  | { next: 'finished' }
  | { next: 'hang-up' }
  | ({ next: 'transfer'; to: PhoneNumber; technicianName: string | null } & Resumption)
  | ({
      next: 'reconnect';
      agent: PublishedAgent;
      mediaToken: string;
      /** Of how many reconnections in a row this is the latest; 0 when nothing broke. */
      attempt: number;
      conversation: ConversationTurn[];
      /** What the call has booked and what is held for it, as sentences. */
      facts: string[];
      isBooked: boolean;
      isMessageTaken: boolean;
      isRecordingRefused: boolean;
      danger: DangerBefore;
      /** A person was rung, and the caller has come back. */
      isTransferFailed: boolean;
    } & Resumption)
  | ({ next: 'give-up' } & Resumption);

/**
 * What follows a media stream that has ended: what the agent left word for, else the agent again, at most twice
 * in a row, then the keypad script. Each reconnection comes with a fresh one-time token.
 */
export async function resumeCall(
  system: SystemContext,
  input: { callSid: string },
): Promise<ResumeCallResult> {
  const found = await findCall(system, input.callSid);
  if (!found) return { next: 'unknown-call' };
  const { ctx, callId } = found;
  const result = await ctx.db.transaction((tx) => decideNext(tx, { ctx, callId }));
  callResumed(ctx, { callId, next: result.next });
  return result;
}

async function decideNext(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<ResumeCallResult> {
  const row = await lockCall(tx, { ctx, callId });
  if (row.endedAt) return { next: 'finished' };
  const resumption = { call: toAnsweredCall(row, true), business: ctx.business };
  if (row.handover) return toHandoverStep(row.handover, resumption);
  return reconnectAfterFault(tx, { ctx, row, resumption });
}

function toHandoverStep(handover: Handover, resumption: Resumption): ResumeCallResult {
  if (handover.kind === 'hang-up') return { next: 'hang-up' };
  const { to, technicianName } = handover;
  return { next: 'transfer', to, technicianName, ...resumption };
}

export interface Reconnection {
  ctx: DomainContext;
  row: CallRow;
  resumption: Resumption;
}

/** The agent again, unless the line breaks again and again. */
export async function reconnectAfterFault(
  tx: Transaction,
  reconnection: Reconnection,
): Promise<ResumeCallResult> {
  const { ctx, row, resumption } = reconnection;
  const streamMs = row.mediaTokenUsedAt ? ctx.clock.now().getTime() - row.mediaTokenUsedAt.getTime() : 0;
  const count = streamMs >= STEADY_AFTER_MS ? 0 : row.resumeCount;
  if (count >= MAX_RECONNECTIONS) return { next: 'give-up', ...resumption };
  return reconnect(tx, { ...reconnection, attempt: count + 1 });
}

export async function reconnect(
  tx: Transaction,
  { ctx, row, resumption, attempt }: Reconnection & { attempt: number },
): Promise<ResumeCallResult> {
  const { token, hash } = createMediaToken();
  await tx
    .update(calls)
    .set({ resumeCount: attempt, mediaTokenHash: hash, mediaTokenUsedAt: null })
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, row.id)));
  const agent = await getAgentOfCall(tx, row);
  const { turns: conversation, ...known } = await loadConversation(tx, { ctx, callId: row.id });
  return {
    next: 'reconnect',
    agent,
    mediaToken: token,
    attempt,
    conversation,
    ...known,
    isTransferFailed: row.transferCount > 0,
    ...resumption,
  };
}

export function getAgentOfCall(tx: Transaction, row: CallRow): Promise<PublishedAgent> {
  const { businessId, agentId, agentVersionId } = row;
  if (agentVersionId) return getAgentVersion(tx, { businessId, versionId: agentVersionId });
  return getPublishedAgent(tx, { businessId, agentId });
}
