import type { Transaction } from '@afterhourfix/database';
import { calls, dispatchCallers, dispatches, dispatchPages } from '@afterhourfix/database/schema';
import { type CallId, TechnicianId } from '@afterhourfix/vocabulary';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { beginInTurn } from './begin-in-turn.ts';
import { readPolicy } from './dispatch-policy.ts';
import { type DispatchRow, OWNER, readLadder, readRanked, readRungs } from './dispatch-record.ts';
import { findDispatchEnding } from './find-dispatch-ending.ts';
import { isNightAt } from './rules/arrival-estimate.ts';
import {
  toCalledOffText,
  toConfirmedText,
  toMoreCallersText,
  toOfferText,
  toTakenText,
} from './rules/dispatch-text.ts';
import {
  type LadderCommand,
  type LadderEvent,
  type LadderStep,
  stepLadder,
  toAckMinutes,
} from './rules/ladder.ts';
import { toOrderLine } from './rules/order-text.ts';
import { splitWork } from './split-work.ts';
import { toAcknowledgement, toSpokenTime } from './to-acknowledgement.ts';
import { heedOrder, readTurn } from './work-in-order.ts';

const MS_PER_MINUTE = 60_000;

export interface Step {
  ctx: DomainContext;
  row: DispatchRow;
  event: LadderEvent;
  /** Minutes that the one who accepts has named. */
  etaMinutes?: number | null;
}

/** Takes one step of the ladder and writes what follows: rows of pages, jobs that send them, the next timer. */
export async function takeStep(tx: Transaction, step: Step): Promise<DispatchRow> {
  if (step.event.type !== 'started') return stepOn(tx, step);
  const begun = await beginInTurn(tx, step);
  const { row, event } = begun;
  return event ? stepOn(tx, { ...step, row, event }) : row;
}

async function stepOn(
  tx: Transaction,
  { ctx, row: before, event, etaMinutes = null }: Step,
): Promise<DispatchRow> {
  const { row, state, commands } = await climbOrSplit(tx, { ctx, row: before, event });
  const notBefore = event.type === 'accepted' ? await readNotBefore(tx, row) : null;
  const [next] = await tx
    .update(dispatches)
    .set({
      phase: state.phase,
      ladder: state,
      ...(await toTimer(tx, { ctx, row, commands, phase: state.phase })),
      ...toProgress(row, { ctx, event, etaMinutes, notBefore, by: 'by' in state ? state.by : null }),
      ...(state.phase === 'cancelled' || state.phase === 'done'
        ? { endedAt: row.endedAt ?? ctx.clock.now() }
        : {}),
    })
    .where(eq(dispatches.id, row.id))
    .returning();
  if (!next) throw new Error('A dispatch that is locked is gone');
  for (const command of commands) await obey(tx, { ctx, row: next, command });
  if (next.nextStepAt && next.nextStepAt !== row.nextStepAt) await setTimer(tx, next);
  await heedOrder(tx, { ctx, row: next, before });
  return next;
}

/** Before a ladder for several trades runs dry, the work is shared out and goes on. */
async function climbOrSplit(
  tx: Transaction,
  { ctx, row, event }: Step,
): Promise<LadderStep & { row: DispatchRow }> {
  const climb = (from: DispatchRow) => {
    const rungs = readRungs(from).map((people) => people.map(({ person }) => person));
    return { ...stepLadder(rungs, readLadder(from), event), row: from };
  };
  const climbed = climb(row);
  const { state } = climbed;
  const isDry = state.phase === 'exhausted' && state.asked.length > 0 && row.otherTrades.length > 0;
  return isDry ? climb(await splitWork(tx, { ctx, row, state })) : climbed;
}

/** When whoever has to do something first is there; null when nobody has to. */
export async function readNotBefore(tx: Transaction, row: DispatchRow): Promise<Date | null> {
  const turn = await readTurn(tx, row);
  return turn.kind === 'go' ? turn.notBefore : null;
}

export async function setTimer(tx: Transaction, { businessId, id, nextStepAt }: DispatchRow): Promise<void> {
  if (!nextStepAt) return;
  await enqueue(tx, 'dispatch.advance-ladder', { businessId, dispatchId: id }, { startAfter: nextStepAt });
}

async function toTimer(
  tx: Transaction,
  {
    ctx,
    row,
    commands,
    phase,
  }: { ctx: DomainContext; row: DispatchRow; commands: readonly LadderCommand[]; phase: string },
): Promise<{ nextStepAt?: Date | null }> {
  if (phase !== 'paging') return { nextStepAt: null };
  if (!commands.some((command) => command.do === 'page')) return {};
  const { ackMinutes } = await readPolicy(tx, ctx);
  const severity = row.isVulnerable && row.severity === 'urgent_comfort' ? 'property_damage' : row.severity;
  const minutes = toAckMinutes(severity, { ...ackMinutes });
  return { nextStepAt: new Date(ctx.clock.now().getTime() + minutes * MS_PER_MINUTE) };
}

interface Progress {
  ctx: DomainContext;
  event: LadderEvent;
  etaMinutes: number | null;
  notBefore: Date | null;
  by: string | null;
}

function toProgress(
  row: DispatchRow,
  { ctx, event, etaMinutes, notBefore, by }: Progress,
): Partial<DispatchRow> {
  const now = ctx.clock.now();
  if (by === null) {
    return {
      takenBy: null,
      technicianId: null,
      acknowledgedAt: null,
      etaP50Minutes: null,
      etaP80Minutes: null,
      etaSource: null,
      arrivesBy: null,
      enRouteAt: null,
    };
  }
  if (event.type === 'accepted' && row.takenBy === null) {
    const technicianId = by === OWNER ? null : TechnicianId.parse(by);
    return { takenBy: by, technicianId, ...toAcknowledgement(row, { ctx, by, etaMinutes, notBefore }) };
  }
  switch (event.type) {
    case 'left':
      return { enRouteAt: row.enRouteAt ?? now };
    case 'arrived':
      return { arrivedAt: row.arrivedAt ?? now };
    default:
      return {};
  }
}

async function obey(
  tx: Transaction,
  { ctx, row, command }: { ctx: DomainContext; row: DispatchRow; command: LadderCommand },
): Promise<void> {
  const businessName = ctx.business.name;
  const { addressLine } = row;
  switch (command.do) {
    case 'page':
      return offer(tx, { ctx, row, command });
    case 'confirm': {
      const by = row.arrivesBy ? toSpokenTime(row.arrivesBy, ctx.business.timeZone) : 'as soon as you can';
      const body = toConfirmedText({ businessName, addressLine, by });
      return tell(tx, { ctx, row, kind: 'confirmed', people: [command.person], toBody: () => body });
    }
    case 'tell-taken': {
      const toBody = () => toTakenText({ businessName, addressLine });
      return tell(tx, { ctx, row, kind: 'taken', people: command.people, toBody });
    }
    case 'tell-called-off': {
      const toBody = () => toCalledOffText({ businessName, addressLine });
      return tell(tx, { ctx, row, kind: 'called-off', people: command.people, toBody });
    }
    case 'give-up':
      return giveUp(tx, { ctx, row });
  }
}

async function offer(
  tx: Transaction,
  { ctx, row, command }: { ctx: DomainContext; row: DispatchRow; command: LadderCommand & { do: 'page' } },
): Promise<void> {
  const [caller] = await tx
    .select()
    .from(dispatchCallers)
    .where(and(eq(dispatchCallers.dispatchId, row.id), eq(dispatchCallers.callId, row.callId)));
  const turn = await readTurn(tx, row);
  const before = turn.kind === 'go' ? turn : { works: [], notBefore: null };
  const notBefore = before.notBefore && toSpokenTime(before.notBefore, ctx.business.timeZone);
  const toBody = (person: string) =>
    toOfferText({
      ...row,
      businessName: ctx.business.name,
      contactName: caller?.contactName ?? null,
      contactPhone: caller?.contactPhone ?? null,
      travelMinutes: readRanked(row, person)?.travelMinutes ?? null,
      order: toOrderLine({ ...before, notBefore }),
    });
  return tell(tx, { ctx, row, kind: 'offer', people: command.people, toBody, rung: command.rung });
}

type PageKind = (typeof dispatchPages.$inferSelect)['kind'];

/** One row and one job for each person; what was written before is not written again. */
async function tell(
  tx: Transaction,
  told: {
    ctx: DomainContext;
    row: DispatchRow;
    kind: PageKind;
    people: readonly string[];
    toBody: (person: string) => string;
    rung?: number;
  },
): Promise<void> {
  const { ctx, row, kind, people, toBody } = told;
  const businessId = ctx.business.id;
  const now = ctx.clock.now();
  const known = readRungs(row).flat();
  const ladder = readLadder(row);
  const rung = told.rung ?? ('rung' in ladder ? ladder.rung : 0);
  for (const person of people) {
    const contact = known.find((one) => one.person === person);
    if (!contact) continue;
    const [page] = await tx
      .insert(dispatchPages)
      .values({
        businessId,
        dispatchId: row.id,
        kind,
        rung,
        person,
        technicianId: person === OWNER ? null : TechnicianId.parse(person),
        toNumber: contact.phone,
        body: toBody(person),
        isWake: kind === 'offer' && isNightAt(now, ctx.business.timeZone),
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: dispatchPages.id });
    if (page) await enqueue(tx, 'dispatch.send-page', { businessId, pageId: page.id });
  }
}

/** One more caller of the same trouble: whoever is asked or comes hears of it. */
export async function tellOfCaller(
  tx: Transaction,
  {
    ctx,
    row,
    caller,
  }: {
    ctx: DomainContext;
    row: DispatchRow;
    caller: { number: number; contactName: string | null; contactPhone: string | null };
  },
): Promise<void> {
  const state = readLadder(row);
  const people = state.phase === 'paging' ? state.waiting : 'by' in state ? [state.by] : [];
  const { name: businessName } = ctx.business;
  const toBody = () => toMoreCallersText({ businessName, addressLine: row.addressLine, ...caller });
  await tell(tx, { ctx, row, kind: 'more', people, toBody, rung: caller.number });
}

/** Calls that ended as sent came to nothing after all. */
async function giveUp(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<void> {
  const businessId = ctx.business.id;
  const callers = await tx
    .select({ callId: dispatchCallers.callId })
    .from(dispatchCallers)
    .where(eq(dispatchCallers.dispatchId, row.id));
  const callIds: CallId[] = [];
  // Another dispatch of the same call may have been taken.
  for (const { callId } of callers)
    if ((await findDispatchEnding(tx, callId)) === 'exhausted') callIds.push(callId);
  const corrected = await tx
    .update(calls)
    .set({ outcome: 'escalation_exhausted', outcomeReason: 'no_ack' })
    .where(
      and(
        eq(calls.businessId, businessId),
        inArray(calls.id, callIds),
        isNotNull(calls.endedAt),
        eq(calls.outcome, 'dispatched'),
      ),
    )
    .returning({ id: calls.id });
  for (const { id: callId } of corrected) await enqueue(tx, 'calls.summarise', { businessId, callId });
}
