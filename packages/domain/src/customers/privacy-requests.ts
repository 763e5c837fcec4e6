import { privacyRequests } from '@afterhourfix/database/schema';
import { type CallId, type PrivacyRequestId, toLocalDay } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { privacyRequested } from '../events.ts';
import { toStorableText } from '../storable.ts';
import { findCallingCustomer, findVerifiedCustomer } from './lookup-customer.ts';

export type PrivacyRequestKind = (typeof privacyRequests.$inferSelect)['kind'];

export interface PrivacyRequestInput {
  callId: CallId;
  kind: PrivacyRequestKind;
  name?: string | undefined;
  /** What is wished, in the caller's words. */
  details: string;
}

export interface PrivacyRequest {
  requestId: PrivacyRequestId;
  /** Local day, `YYYY-MM-DD`, by which the law wants an answer. */
  dueOn: string;
  /** False: the office makes sure first who asks. */
  isVerified: boolean;
}

/** CCPA: 45 days (Cal. Civ. Code 1798.130); the laws of other states give as much or more. */
const DAYS_TO_ANSWER_MS = 45 * 24 * 3_600_000;

/** Keeps a wish about one's own data for the office; asked twice in a call it is one. Throws `NotFound`. */
export async function createPrivacyRequest(
  ctx: DomainContext,
  input: PrivacyRequestInput,
): Promise<PrivacyRequest> {
  const { callId, kind } = input;
  const businessId = ctx.business.id;
  const now = ctx.clock.now();
  const dueAt = new Date(now.getTime() + DAYS_TO_ANSWER_MS);
  const row = await ctx.db.transaction(async (tx) => {
    const { callerNumber } = await findCallingCustomer(tx, { ctx, callId });
    const customerId = await findVerifiedCustomer(tx, { businessId, callId });
    const told = {
      customerId,
      requesterName: input.name === undefined ? null : toStorableText(input.name),
      requesterPhone: callerNumber,
      details: toStorableText(input.details),
      isVerified: customerId !== null,
    };
    const [kept] = await tx
      .insert(privacyRequests)
      .values({ businessId, callId, kind, dueAt, createdAt: now, ...told })
      .onConflictDoUpdate({
        target: [privacyRequests.callId, privacyRequests.kind],
        targetWhere: sql`call_id is not null`,
        set: told,
      })
      .returning();
    if (!kept) throw new Error('An upsert returned no row');
    return kept;
  });
  privacyRequested(ctx, { callId, kind });
  const dueOn = toLocalDay(row.dueAt, ctx.business.timeZone);
  return { requestId: row.id, dueOn, isVerified: row.isVerified };
}
