import type { Transaction } from '@afterhourfix/database';
import { holds } from '@afterhourfix/database/schema';
import type { CallId, HoldId, TimeWindow, Trade } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { slotsOffered } from '../events.ts';
import { checkServiceArea } from '../service-area/index.ts';
import { clearLapsedCommitments } from './lapsed-holds.ts';
import { listCommitments } from './list-commitments.ts';
import { listTechnicianIds } from './list-technicians.ts';
import { listWindows } from './list-windows.ts';
import { lockOffers } from './lock-call.ts';
import { releaseCallHolds } from './release-holds.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { type Candidate, listCandidates } from './rules/free-slots.ts';
import { toSpeakableWindow } from './rules/speakable-window.ts';
import { takeTime } from './take-time.ts';

const HOLD_MS = 5 * 60_000;
const DEFAULT_LIMIT = 2;

export interface GetSlotsInput {
  callId: CallId;
  trade: Trade;
  zip: string;
  /** Nothing that begins before this; now, when left out or past. */
  earliestAt?: Date | undefined;
  limit?: number | undefined;
}

/** A window that is kept for this call until its hold lapses. */
export interface Slot {
  slotId: HoldId;
  startsAt: Date;
  endsAt: Date;
  speakable: string;
}

export type GetSlotsResult =
  | { ok: true; slots: Slot[]; heldUntil: Date }
  | { ok: false; refusal: 'outside-service-area' | 'trade-not-offered' | 'no-slot-free' };

/**
 * The next free two-hour arrival windows in business hours. Each is held for this call for five minutes;
 * what the call was offered before is given back first.
 */
export async function getSlots(ctx: DomainContext, input: GetSlotsInput): Promise<GetSlotsResult> {
  if (!ctx.business.trades.includes(input.trade)) return { ok: false, refusal: 'trade-not-offered' };
  const area = await checkServiceArea(ctx, { zip: input.zip });
  if (area.zone !== 'core' && area.zone !== 'edge') return { ok: false, refusal: 'outside-service-area' };
  const now = ctx.clock.now();
  const heldUntil = new Date(now.getTime() + HOLD_MS);
  const search = { ctx, input, now, heldUntil };
  const slots = await retryDeadlock(() => ctx.db.transaction((tx) => holdFreeSlots(tx, search)));
  if (slots.length === 0) return { ok: false, refusal: 'no-slot-free' };
  slotsOffered(ctx, { callId: input.callId, count: slots.length });
  return { ok: true, slots, heldUntil };
}

interface Search {
  ctx: DomainContext;
  input: GetSlotsInput;
  now: Date;
  heldUntil: Date;
}

async function holdFreeSlots(tx: Transaction, search: Search): Promise<Slot[]> {
  const { ctx, input, now } = search;
  const businessId = ctx.business.id;
  await lockOffers(tx, input.callId);
  await releaseCallHolds(tx, { businessId, callId: input.callId });
  await clearLapsedCommitments(tx, { businessId, now });
  const limit = Math.max(1, input.limit ?? DEFAULT_LIMIT);
  const slots: Slot[] = [];
  for (const candidate of await findCandidates(tx, search)) {
    if (slots.length === limit) break;
    if (slots.some((slot) => isSameWindow(slot, candidate.window))) continue;
    const slotId = await hold(tx, { search, candidate });
    if (slotId) slots.push(toSlot(slotId, { window: candidate.window, timeZone: ctx.business.timeZone }));
  }
  return slots;
}

async function findCandidates(tx: Transaction, { ctx, input, now }: Search): Promise<Candidate[]> {
  const businessId = ctx.business.id;
  const notBefore = input.earliestAt && input.earliestAt > now ? input.earliestAt : now;
  const windows = listWindows(ctx.business, notBefore);
  const endsAt = windows.at(-1)?.endsAt;
  if (!endsAt) return [];
  const technicianIds = await listTechnicianIds(tx, { businessId, trade: input.trade });
  const commitments = await listCommitments(tx, { businessId, during: { startsAt: notBefore, endsAt } });
  return listCandidates({ windows, technicianIds, commitments });
}

async function hold(
  tx: Transaction,
  { search, candidate }: { search: Search; candidate: Candidate },
): Promise<HoldId | null> {
  const { ctx, input, now, heldUntil } = search;
  const { technicianId, window } = candidate;
  const businessId = ctx.business.id;
  const [row] = await tx
    .insert(holds)
    .values({
      businessId,
      callId: input.callId,
      technicianId,
      trade: input.trade,
      startsAt: window.startsAt,
      endsAt: window.endsAt,
      expiresAt: heldUntil,
      createdAt: now,
    })
    .returning({ id: holds.id });
  if (!row) throw new Error('An insert returned no row');
  const claim = { businessId, holdId: row.id, technicianId, window, expiresAt: heldUntil };
  if (await takeTime(tx, claim)) return row.id;
  await tx.delete(holds).where(eq(holds.id, row.id));
  return null;
}

function isSameWindow(slot: Slot, window: TimeWindow): boolean {
  return slot.startsAt.getTime() === window.startsAt.getTime();
}

function toSlot(slotId: HoldId, { window, timeZone }: { window: TimeWindow; timeZone: string }): Slot {
  return { slotId, ...window, speakable: toSpeakableWindow(window, timeZone) };
}
