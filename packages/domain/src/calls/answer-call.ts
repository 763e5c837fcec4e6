import { findNumberRoute, type NumberRoute, type Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import { type PhoneNumber, readPhoneNumber } from '@afterhourfix/vocabulary';
import { getTableColumns, isNull, sql } from 'drizzle-orm';
import { getAgentVersion, getPublishedAgent, type PublishedAgent } from '../agents/index.ts';
import { type Business, forBusiness } from '../businesses/index.ts';
import type { DomainContext, SystemContext } from '../context.ts';
import { callAnswered } from '../events.ts';
import { toStorableText } from '../storable.ts';
import type { AnsweredCall } from './call.ts';
import { type CallRow, toAnsweredCall } from './find-call.ts';
import { createMediaToken } from './media-token.ts';
import { readCallerNumber } from './rules/caller-number.ts';

export interface AnswerCallInput {
  callSid: string;
  /** As the carrier sent them. */
  from: string;
  to: string;
  forwardedFrom?: string | undefined;
  stirVerstat?: string | undefined;
}

export type AnswerCallResult =
  | { ok: true; call: AnsweredCall; business: Business; agent: PublishedAgent; mediaToken: string }
  | { ok: false; refusal: 'unknown-number' }
  | { ok: false; refusal: 'business-paused'; business: Business; call: AnsweredCall }
  | { ok: false; refusal: 'call-ended' };

/**
 * Opens the call's row and lets one media stream in. Idempotent by CallSid: the carrier may ask again, and gets
 * the same call with a fresh token, which voids the one before. Throws `NotFound` when no agent is published.
 */
export async function answerCall(system: SystemContext, input: AnswerCallInput): Promise<AnswerCallResult> {
  const to = readPhoneNumber(input.to);
  const route = to && (await findNumberRoute(system.db, to));
  if (!to || !route) return { ok: false, refusal: 'unknown-number' };
  const ctx = await forBusiness(system, route.businessId, { kind: 'carrier' });
  const { token, hash } = createMediaToken();
  const opened = await ctx.db.transaction((tx) => openCall(tx, { ctx, input, to, route, tokenHash: hash }));
  if (!opened) return { ok: false, refusal: 'call-ended' };
  const { call, agent } = opened;
  const { business } = ctx;
  callAnswered(ctx, { callId: call.id, isRepeat: call.isRepeat });
  if (business.status === 'paused') return { ok: false, refusal: 'business-paused', business, call };
  return { ok: true, call, business, agent, mediaToken: token };
}

interface Opening {
  ctx: DomainContext;
  input: AnswerCallInput;
  to: PhoneNumber;
  route: NumberRoute;
  tokenHash: string;
}

async function openCall(
  tx: Transaction,
  opening: Opening,
): Promise<{ call: AnsweredCall; agent: PublishedAgent } | null> {
  const { ctx, route } = opening;
  const agent = await getPublishedAgent(tx, { businessId: ctx.business.id, agentId: route.agentId });
  const row = await upsertCall(tx, { ...opening, agent });
  // No row: the call is there and has ended.
  return row && { call: toAnsweredCall(row, row.isRepeat), agent: await keepVersion(tx, { row, agent }) };
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
  { ctx, input, to, route, tokenHash, agent }: Opening & { agent: PublishedAgent },
): Promise<(CallRow & { isRepeat: boolean }) | null> {
  const mediaTokenHash = ctx.business.status === 'paused' ? null : tokenHash;
  const startedAt = ctx.clock.now();
  const values = {
    businessId: ctx.business.id,
    agentId: agent.id,
    agentVersionId: agent.versionId,
    phoneNumberId: route.phoneNumberId,
    callSid: input.callSid,
    route: agent.route,
    fromNumber: readCallerNumber(input.from),
    fromRaw: toStorableText(input.from),
    toNumber: to,
    forwardedFrom: input.forwardedFrom ?? null,
    stirVerstat: input.stirVerstat ?? null,
    mediaTokenHash,
    startedAt,
  };
  const [row] = await tx
    .insert(calls)
    .values(values)
    .onConflictDoUpdate({
      target: calls.callSid,
      set: { mediaTokenHash, mediaTokenUsedAt: null },
      setWhere: isNull(calls.endedAt),
    })
    // xmax is zero in a row that this statement inserted, and set in one that it updated.
    .returning({ ...getTableColumns(calls), isRepeat: sql<boolean>`(xmax <> 0)` });
  return row ?? null;
}
