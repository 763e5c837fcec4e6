import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId, Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { technicianDispatched } from '../events.ts';
import { createIncident } from '../incidents/index.ts';
import { enqueue } from '../jobs.ts';
import { findLiveQuote } from '../pricing/index.ts';
import { toStorableLine } from '../storable.ts';
import { type Addition, addTrades } from './add-trades.ts';
import { askOwner } from './ask-owner.ts';
import { correctPlace } from './correct-place.ts';
import { readPolicy } from './dispatch-policy.ts';
import type { DispatchRow } from './dispatch-record.ts';
import type { DispatchTechnicianInput } from './dispatch-technician-input.ts';
import { type Drives, findDrives } from './find-drives.ts';
import { findOwnDispatch, findSameTrouble, lockStreet } from './find-same-trouble.ts';
import { listSendable, type NotSent } from './list-sendable.ts';
import { planWork } from './plan-work.ts';
import {
  type ApprovalQuestion,
  findMissingYes,
  listApprovalReasons,
  type MissingYes,
} from './rules/approval.ts';
import { isNightAt } from './rules/arrival-estimate.ts';
import { findMissingProof, type MissingProof } from './rules/residence-proof.ts';
import { type Trouble, toPlaceKeys } from './rules/same-trouble.ts';
import { isTooMild } from './rules/surge.ts';
import { isSurgeNow } from './surge-state.ts';
import { worsenDispatch } from './worsen-dispatch.ts';
import { addCaller, writeDispatch } from './write-dispatch.ts';
import { tellOfCaller } from './write-pages.ts';

export type DispatchTechnicianResult =
  | {
      ok: true;
      /** Of what comes first; the others of the call are in its status. */
      dispatchId: string;
      isRepeat: boolean;
      hasJoined: boolean;
      asksOwner: boolean;
      /** Of the trades that were asked for; the caller is told so plainly. */
      notSent: readonly NotSent[];
    }
  | {
      ok: false;
      refusal: 'not-our-trade' | 'outside-service-area' | 'nobody-on-call' | MissingYes | MissingProof;
    }
  /** In a rush, and others are worse off: a slot is what it gets. */
  | { ok: false; refusal: 'rush-worst-first' };

type Made = DispatchTechnicianResult & { ok: true };

/**
 * Asks technicians to go at once: best first, until one says yes. One dispatch for each call and trade, however often
 * it is asked; who calls about a trouble for which somebody is asked already joins it. Several trades are one dispatch
 * when one technician can do all of it soon enough, else one for each, in the order of the work. Nobody is paged by this
 * itself: a job that commits with it does. Throws `NotFound` for an unknown call.
 */
export async function dispatchTechnician(
  ctx: DomainContext,
  given: DispatchTechnicianInput,
): Promise<DispatchTechnicianResult> {
  const input = {
    ...given,
    problem: toStorableLine(given.problem),
    addressLine: toStorableLine(given.addressLine),
  };
  const { callId, zip } = input;
  const asked = [...new Set([input.trade, ...(input.otherTrades ?? [])])];
  const before = await ctx.db.transaction((tx) => joinKnown(tx, { ctx, input, trades: asked }));
  if (before.made?.isRepeat) {
    const repeated = asked.filter((trade) => !before.open.includes(trade));
    const refused = await correctPlace(ctx, { ...input, trades: repeated });
    if (refused) return { ok: false, refusal: refused.why };
  }
  if (before.made && before.open.length === 0) return before.made;
  const { sendable, notSent, edges } = await listSendable(ctx, { ...input, trades: before.open });
  const [refused] = notSent;
  if (refused && sendable.length === 0)
    return before.made ? { ...before.made, notSent } : { ok: false, refusal: refused.why };
  const isOfIncident = (trade: Trade) =>
    !notSent.some((one) => one.trade === trade && one.why === 'outside-service-area');
  const trades = asked.filter(isOfIncident);
  const incident = await createIncident(ctx, { callId, zip, trades, jobTypes: input.jobTypes });
  const drives = await findDrives(ctx, { zip });
  const made = await ctx.db.transaction(async (tx) => {
    const joined = await joinKnown(tx, { ctx, input, trades: asked });
    const open = joined.open.filter((trade) => sendable.includes(trade));
    const known = joined.made && { ...joined.made, notSent };
    if (known && open.length === 0) return known;
    const isEdge = open.some((trade) => edges.includes(trade));
    const fresh = await make(tx, { ctx, input, incidentId: incident.id, isEdge, open, drives });
    if (!fresh.ok) return known ?? fresh;
    return {
      ...fresh,
      ...(known && { dispatchId: known.dispatchId }),
      notSent: [...notSent, ...fresh.notSent],
    };
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

/** What is asked for already, by this call or by others about the same trouble, and for which trades nothing is. */
async function joinKnown(
  tx: Transaction,
  { ctx, input, trades }: Making & { trades: readonly Trade[] },
): Promise<{ made: Made | null; open: Trade[] }> {
  const trouble = { ...toPlaceKeys(input), problem: input.problem };
  await lockCall(tx, { ctx, callId: input.callId });
  for (const trade of trades.toSorted()) await lockStreet(tx, { ctx, trade, streetKey: trouble.streetKey });
  let made: Made | null = null;
  const open: Trade[] = [];
  for (const trade of trades) {
    const known = await joinOne(tx, { ctx, input: { ...input, trade }, trouble });
    if (!known) open.push(trade);
    made ??= known;
  }
  return { made, open };
}

async function joinOne(
  tx: Transaction,
  { ctx, input, trouble }: Making & { trouble: Trouble },
): Promise<Made | null> {
  const own = await findOwnDispatch(tx, { ctx, ...input });
  if (own)
    return toMade(await worsenDispatch(tx, { ctx, row: own, told: input }), {
      isRepeat: true,
      hasJoined: false,
    });
  const others = await findSameTrouble(tx, { ctx, trade: input.trade, trouble });
  if (!others) return null;
  const { callerCount } = others;
  const row = await worsenDispatch(tx, { ctx, row: others.row, told: input });
  await addCaller(tx, { ctx, input, row });
  const { contactName, contactPhone } = input;
  await tellOfCaller(tx, { ctx, row, caller: { number: callerCount, contactName, contactPhone } });
  return toMade(row, { isRepeat: false, hasJoined: true });
}

const toMade = (row: DispatchRow, how: Pick<Made, 'isRepeat' | 'hasJoined'>): Made => ({
  ...{ ok: true, dispatchId: row.id, ...how },
  asksOwner: row.approval === 'asked' && row.phase === 'created',
  notSent: [],
});

interface Asked extends Making {
  incidentId: DispatchRow['incidentId'];
  isEdge: boolean;
  /** The trades for which nobody is asked yet. */
  open: readonly Trade[];
  drives: Drives;
}

async function make(tx: Transaction, asked: Asked): Promise<DispatchTechnicianResult> {
  const { ctx, input, incidentId, open, drives } = asked;
  const policy = await readPolicy(tx, ctx);
  const isSurge = await isSurgeNow(tx, { ctx, policy });
  if (isSurge && isTooMild(input, policy)) return { ok: false, refusal: 'rush-worst-first' };
  const isRound = isSurge && input.severity !== 'life_safety';
  const question = await toApprovalQuestion(tx, asked);
  const reasons = ctx.business.ownerNumber ? listApprovalReasons(question, policy) : [];
  const [trade = input.trade, ...otherTrades] = open;
  const job = { ...input, ...toPlaceKeys(input), trade, otherTrades };
  // What the owner has to be asked for is not slipped into what they were not asked for.
  const mayAdd = ({ row }: Addition) => reasons.length === 0 || row.approval !== 'not-needed';
  const work = await planWork(tx, { ctx, policy, job, incidentId, open, mayAdd, drives });
  if (work.additions.length + work.crews.length === 0) return { ok: false, refusal: 'nobody-on-call' };
  const lockJob = open.includes('locksmith') ? { ...input, trade: 'locksmith' as const } : input;
  const missing = findMissingProof({ ...lockJob, residenceProof: input.residenceProof ?? null });
  const refusal = missing ?? findMissingYes(question, policy);
  if (refusal) return { ok: false, refusal };
  const { totalCents: quotedCents } = question;
  const rows: DispatchRow[] = [];
  for (const addition of work.additions) rows.push(await addTrades(tx, work.question, addition));
  for (const crew of work.crews) {
    // The owner is asked once, about what comes first; the rest waits for the answer.
    const own = rows.length === work.additions.length ? reasons : [];
    const row = await writeDispatch(tx, { ctx, input, incidentId, crew, reasons: own, isRound, quotedCents });
    await addCaller(tx, { ctx, input: { ...input, trade: row.trade }, row });
    if (own.length > 0) await askOwner(tx, { ctx, row });
    else await enqueueStart(tx, { row, isRound });
    rows.push(row);
  }
  const [first] = rows;
  if (!first) throw new Error('Work that is planned is for somebody');
  const notSent = work.unmanned.map((trade) => ({ trade, why: 'nobody-on-call' as const }));
  return { ...toMade(first, { isRepeat: false, hasJoined: false }), asksOwner: reasons.length > 0, notSent };
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

async function toApprovalQuestion(
  tx: Transaction,
  { ctx, input, isEdge, open }: Asked,
): Promise<ApprovalQuestion> {
  const { callId, quoteId, zip, severity, isVulnerable } = input;
  // A price that was told for a part of it is still the best that is known.
  const parts = open.length > 1 ? [open, ...open.map((trade) => [trade])] : [open];
  let totalCents: number | null = null;
  for (const trades of parts) {
    const found = await findLiveQuote(tx, { ctx, callId, quoteId, trades, zip });
    totalCents ??= found.ok ? found.quote.totalCents : null;
  }
  return {
    severity,
    isVulnerable,
    totalCents,
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
