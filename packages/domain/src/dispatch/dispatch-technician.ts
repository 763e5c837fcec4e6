import type { Transaction } from '@afterhourfix/database';
import { callEvents, calls, dispatchCallers, dispatches } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId, PhoneNumber, Severity, Trade } from '@afterhourfix/vocabulary';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { technicianDispatched } from '../events.ts';
import { createIncident } from '../incidents/index.ts';
import { enqueue } from '../jobs.ts';
import { findLiveQuote } from '../pricing/index.ts';
import { checkServiceArea } from '../service-area/index.ts';
import { toStorableText } from '../storable.ts';
import { askOwner } from './ask-owner.ts';
import { rankTechnicians } from './choose-contacts.ts';
import { readPolicy } from './dispatch-policy.ts';
import type { DispatchRow, RungPerson } from './dispatch-record.ts';
import { type Drives, findDrives } from './find-drives.ts';
import { findOwnDispatch, findSameTrouble, lockStreet } from './find-same-trouble.ts';
import {
  type ApprovalQuestion,
  type ApprovalReason,
  type CallerRole,
  findMissingYes,
  listApprovalReasons,
  type MissingYes,
} from './rules/approval.ts';
import { isNightAt } from './rules/arrival-estimate.ts';
import type { Choice } from './rules/choose-technician.ts';
import { findMissingProof, type MissingProof, type ResidenceProof } from './rules/residence-proof.ts';
import { toPlaceKeys } from './rules/same-trouble.ts';
import { isTooMild } from './rules/surge.ts';
import { isSurgeNow } from './surge-state.ts';
import { tellOfCaller } from './write-pages.ts';

const Judged = z.object({ ruleIds: z.array(z.string()) });
/** A job that no round has given to anybody by then goes up its own ladder. */
const LONGEST_ROUND_MS = 10 * 60_000;

export interface DispatchTechnicianInput {
  callId: CallId;
  trade: Trade;
  severity: Severity;
  isVulnerable: boolean;
  jobTypes: readonly string[];
  problem: string;
  addressLine: string;
  zip: string;
  contactName: string | null;
  contactPhone: PhoneNumber | null;
  quoteId?: string | undefined;
  callerRole?: CallerRole | undefined;
  /** Who the caller says has said yes, or no, when it is not theirs to say. */
  approvedBy?: string | undefined;
  refusedBy?: string | undefined;
  /** Of a locksmith's job: how the caller can show that the door is theirs to open. */
  residenceProof?: ResidenceProof | undefined;
}

export type DispatchTechnicianResult =
  | { ok: true; dispatchId: string; isRepeat: boolean; hasJoined: boolean; asksOwner: boolean }
  | {
      ok: false;
      refusal: 'not-our-trade' | 'outside-service-area' | 'nobody-on-call' | MissingYes | MissingProof;
    }
  /** In a rush, and others are worse off: a slot is what it gets. */
  | { ok: false; refusal: 'rush-worst-first' };

type Made = DispatchTechnicianResult & { ok: true };

/**
 * Asks technicians to go at once: best first, until one says yes. One dispatch for each call and trade, however often
 * it is asked; who calls about a trouble for which somebody is asked already joins it. Nobody is paged by this
 * itself: a job that commits with it does. Throws `NotFound` for an unknown call.
 */
export async function dispatchTechnician(
  ctx: DomainContext,
  given: DispatchTechnicianInput,
): Promise<DispatchTechnicianResult> {
  const input = {
    ...given,
    problem: toStorableText(given.problem),
    addressLine: toStorableText(given.addressLine),
  };
  const { callId, trade, zip, severity, addressLine: street } = input;
  const before = await ctx.db.transaction((tx) => joinKnown(tx, { ctx, input }));
  if (before) return before;
  if (!ctx.business.trades.includes(trade)) return { ok: false, refusal: 'not-our-trade' };
  const area = await checkServiceArea(ctx, { zip, trade, severity, street });
  if (area.zone === 'outside' || area.zone === 'referral' || area.zone === 'not-a-us-zip')
    return { ok: false, refusal: 'outside-service-area' };
  const incident = await createIncident(ctx, { callId, zip, trades: [trade], jobTypes: input.jobTypes });
  const drives = await findDrives(ctx, { zip });
  const made = await ctx.db.transaction(async (tx) => {
    const joined = await joinKnown(tx, { ctx, input });
    if (joined) return joined;
    return make(tx, { ctx, input, incidentId: incident.id, isEdge: area.zone === 'edge', drives });
  });
  if (made.ok && !made.isRepeat && !made.hasJoined) {
    technicianDispatched(ctx, { callId, dispatchId: made.dispatchId });
  }
  return made;
}

interface Making {
  ctx: DomainContext;
  input: DispatchTechnicianInput;
}

async function joinKnown(tx: Transaction, { ctx, input }: Making): Promise<Made | null> {
  const trouble = { ...toPlaceKeys(input), problem: input.problem };
  await lockCall(tx, { ctx, callId: input.callId });
  await lockStreet(tx, { ctx, trade: input.trade, streetKey: trouble.streetKey });
  const own = await findOwnDispatch(tx, { ctx, ...input });
  if (own) return { ok: true, dispatchId: own.id, isRepeat: true, hasJoined: false, asksOwner: isAsked(own) };
  const others = await findSameTrouble(tx, { ctx, trade: input.trade, trouble });
  if (!others) return null;
  const { row, callerCount } = others;
  await addCaller(tx, { ctx, input, row });
  const { contactName, contactPhone } = input;
  await tellOfCaller(tx, { ctx, row, caller: { number: callerCount, contactName, contactPhone } });
  return { ok: true, dispatchId: row.id, isRepeat: false, hasJoined: true, asksOwner: isAsked(row) };
}

const isAsked = ({ approval, phase }: DispatchRow) => approval === 'asked' && phase === 'created';

async function make(
  tx: Transaction,
  {
    ctx,
    input,
    incidentId,
    isEdge,
    drives,
  }: Making & { incidentId: DispatchRow['incidentId']; isEdge: boolean; drives: Drives },
): Promise<DispatchTechnicianResult> {
  const policy = await readPolicy(tx, ctx);
  const isSurge = await isSurgeNow(tx, { ctx, policy });
  if (isSurge && isTooMild(input, policy)) return { ok: false, refusal: 'rush-worst-first' };
  const isRound = isSurge && input.severity !== 'life_safety';
  const [call] = await tx
    .select({ customerId: calls.customerId })
    .from(calls)
    .where(eq(calls.id, input.callId));
  const customerId = call?.customerId ?? null;
  const { rungs, choice } = await rankTechnicians(tx, { ctx, policy, job: input, customerId, drives });
  if (rungs.length === 0) return { ok: false, refusal: 'nobody-on-call' };
  const question = await toApprovalQuestion(tx, { ctx, input, isEdge });
  const missing = findMissingProof({ ...input, residenceProof: input.residenceProof ?? null });
  const refusal = missing ?? findMissingYes(question, policy);
  if (refusal) return { ok: false, refusal };
  const reasons = ctx.business.ownerNumber ? listApprovalReasons(question, policy) : [];
  const { totalCents: quotedCents } = question;
  const row = await insert(tx, { ctx, input, incidentId, rungs, choice, reasons, isRound, quotedCents });
  await addCaller(tx, { ctx, input, row });
  if (reasons.length > 0) await askOwner(tx, { ctx, row });
  else await enqueueStart(tx, { row, isRound });
  return { ok: true, dispatchId: row.id, isRepeat: false, hasJoined: false, asksOwner: reasons.length > 0 };
}

interface Start {
  row: DispatchRow;
  isRound: boolean;
}

/** In a rush the jobs of a minute are shared out together; danger to life waits for no round. */
async function enqueueStart(tx: Transaction, { row, isRound }: Start): Promise<void> {
  if (isRound) return;
  const { businessId, id: dispatchId } = row;
  await enqueue(tx, 'dispatch.advance-ladder', { businessId, dispatchId });
}

/** The rules that made the call urgent, so that false wakes are counted for each. */
async function listRuleIds(tx: Transaction, callId: CallId): Promise<string[]> {
  const events = await tx
    .select({ payload: callEvents.payload })
    .from(callEvents)
    .where(and(eq(callEvents.callId, callId), eq(callEvents.type, 'triage-judged')));
  return [...new Set(events.flatMap(({ payload }) => Judged.safeParse(payload).data?.ruleIds ?? []))];
}

async function insert(
  tx: Transaction,
  making: Making & {
    incidentId: DispatchRow['incidentId'];
    rungs: RungPerson[][];
    choice: Choice;
    reasons: readonly ApprovalReason[];
    isRound: boolean;
    quotedCents: number | null;
  },
): Promise<DispatchRow> {
  const { ctx, input, incidentId, rungs, choice, reasons, isRound, quotedCents } = making;
  const now = ctx.clock.now();
  const { callId, trade, severity, isVulnerable, problem, addressLine, zip } = input;
  const [row] = await tx
    .insert(dispatches)
    .values({
      businessId: ctx.business.id,
      incidentId,
      ...{ callId, trade, severity, isVulnerable, problem, addressLine, zip },
      ...toPlaceKeys(input),
      jobTypes: [...input.jobTypes],
      ruleIds: await listRuleIds(tx, callId),
      rungs,
      ladder: { phase: 'created' },
      choice: { ...choice },
      approval: reasons.length > 0 ? 'asked' : 'not-needed',
      approvalReasons: [...reasons],
      callerRole: input.callerRole ?? 'unknown',
      approvedBy: input.approvedBy === undefined ? null : toStorableText(input.approvedBy),
      residenceProof: input.residenceProof ?? null,
      quotedCents,
      nextStepAt: isRound ? new Date(now.getTime() + LONGEST_ROUND_MS) : now,
      createdAt: now,
    })
    .returning();
  if (!row) throw new Error('An insert returned no row');
  return row;
}

/** A call that ended while this was under way came to it all the same. */
async function addCaller(tx: Transaction, { ctx, input, row }: Making & { row: DispatchRow }): Promise<void> {
  const businessId = ctx.business.id;
  const { callId, trade, contactName, contactPhone } = input;
  const name = contactName && toStorableText(contactName);
  await tx.insert(dispatchCallers).values({
    businessId,
    dispatchId: row.id,
    ...{ callId, trade, contactPhone },
    contactName: name,
    createdAt: ctx.clock.now(),
  });
  await tx
    .update(calls)
    .set({ outcome: 'dispatched', outcomeReason: 'technician_sent' })
    .where(
      and(
        eq(calls.businessId, businessId),
        eq(calls.id, callId),
        isNotNull(calls.endedAt),
        inArray(calls.outcome, ['abandoned', 'information_given', 'safety_redirect', 'failed']),
      ),
    );
}

async function toApprovalQuestion(
  tx: Transaction,
  { ctx, input, isEdge }: Making & { isEdge: boolean },
): Promise<ApprovalQuestion> {
  const { callId, quoteId, trade, zip, severity, isVulnerable } = input;
  const found = await findLiveQuote(tx, { ctx, callId, quoteId, trades: [trade], zip });
  return {
    severity,
    isVulnerable,
    totalCents: found.ok ? found.quote.totalCents : null,
    callerRole: input.callerRole ?? 'unknown',
    approvedBy: input.approvedBy?.trim() || null,
    refusedBy: input.refusedBy?.trim() || null,
    isNight: isNightAt(ctx.clock.now(), ctx.business.timeZone),
    isEdge,
  };
}

async function lockCall(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<void> {
  const [call] = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)))
    .for('no key update');
  if (!call) throw new NotFound(`No call ${callId}`);
}
