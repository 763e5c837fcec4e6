import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import { and, eq, getTableColumns, isNotNull, sql } from 'drizzle-orm';
import { getAgentVersion, getPublishedAgent, type PublishedAgent } from '../agents/index.ts';
import type { Business } from '../businesses/index.ts';
import type { SystemContext } from '../context.ts';
import { callAnswered } from '../events.ts';
import type { AnsweredCall } from './call.ts';
import { type CallRow, toAnsweredCall } from './find-call.ts';
import { createMediaToken } from './media-token.ts';
import { type DialledLine, findDialledLine, type RingingCall, toCallRow } from './open-call.ts';

export type AnswerCallInput = RingingCall;

export type AnswerCallResult =
  | { ok: true; call: AnsweredCall; business: Business; agent: PublishedAgent; mediaToken: string }
  | { ok: false; refusal: 'unknown-number' }
  | { ok: false; refusal: 'business-paused'; business: Business; call: AnsweredCall }
  | TooLate;

/** The call is there already, and past letting a media stream in. */
type TooLate = { ok: false; refusal: 'call-ended' | 'media-started' };

/**
 * Opens the call's row and lets one media stream in. Idempotent by CallSid: until the media are there the carrier
 * may ask again, and gets the same call with a fresh token, which voids the one before. Throws `NotFound` when no agent is published.
 */
export async function answerCall(system: SystemContext, input: AnswerCallInput): Promise<AnswerCallResult> {
  const line = await findDialledLine(system, input.to);
  if (!line) return { ok: false, refusal: 'unknown-number' };
  const { ctx } = line;
  const { token, hash } = createMediaToken();
  const opened = await ctx.db.transaction((tx) => openCall(tx, { line, input, tokenHash: hash }));
  if (!('call' in opened)) return opened;
  const { call, agent } = opened;
  const { business } = ctx;
  callAnswered(ctx, { callId: call.id, isRepeat: call.isRepeat });
  if (business.status === 'paused') return { ok: false, refusal: 'business-paused', business, call };
  return { ok: true, call, business, agent, mediaToken: token };
}

interface Opening {
  line: DialledLine;
  input: AnswerCallInput;
  tokenHash: string;
}

async function openCall(
  tx: Transaction,
  opening: Opening,
): Promise<{ call: AnsweredCall; agent: PublishedAgent } | TooLate> {
  const { ctx, route } = opening.line;
  const agent = await getPublishedAgent(tx, { businessId: ctx.business.id, agentId: route.agentId });
  const row = await upsertCall(tx, { ...opening, agent });
  if (!row) return findTooLate(tx, opening);
  return { call: toAnsweredCall(row, row.isRepeat), agent: await keepVersion(tx, { row, agent }) };
}

async function findTooLate(tx: Transaction, { line, input }: Opening): Promise<TooLate> {
  const ended = and(eq(calls.callSid, input.callSid), isNotNull(calls.endedAt));
  const count = await tx.$count(calls, and(eq(calls.businessId, line.ctx.business.id), ended));
  return { ok: false, refusal: count > 0 ? 'call-ended' : 'media-started' };
}

/** A call stays with the version it began with, whatever was published since. */
async function keepVersion(
  tx: Transaction,
  { row, agent }: { row: CallRow; agent: PublishedAgent },
): Promise<PublishedAgent> {
  const versionId = row.agentVersionId;
  if (versionId === null || versionId === agent.versionId) return agent;
  return getAgentVersion(tx, { businessId: row.businessId, versionId });
}

async function upsertCall(
  tx: Transaction,
  { line, input, tokenHash, agent }: Opening & { agent: PublishedAgent },
): Promise<(CallRow & { isRepeat: boolean }) | null> {
  const mediaTokenHash = line.ctx.business.status === 'paused' ? null : tokenHash;
  const [row] = await tx
    .insert(calls)
    .values({ ...toCallRow(line, { input, agent }), mediaTokenHash })
    .onConflictDoUpdate({
      target: calls.callSid,
      set: { mediaTokenHash, mediaTokenUsedAt: null },
      // Once spent, only the end of its stream renews a token: a replayed request must not let a second one in.
      setWhere: sql`${calls.endedAt} is null and ${calls.mediaStartedAt} is null`,
    })
    // xmax is zero in a row that this statement inserted, and set in one that it updated.
    .returning({ ...getTableColumns(calls), isRepeat: sql<boolean>`(xmax <> 0)` });
  return row ?? null;
}
