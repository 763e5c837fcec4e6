import {
  bookingPolicies,
  bookings,
  calls,
  technicianCommitments,
  technicians,
} from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { eq, ne } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { VISIT } from '../testing/visits.ts';
import { bookSlot, getSlots } from './index.ts';

const TECHNICIANS = 10;
const WINDOWS_A_DAY = 4;
const CALLERS = 1_000;
/** So many are in the database at the same time; the others wait for a connection, as they do on a busy night. */
const CONNECTIONS = 24;
const TUESDAY = new Date('2026-11-24T14:00:00Z');

/** Ten plumbers at Saguaro. */
async function hirePlumbers({ db, business }: DomainContext): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(technicians).set({ isActive: false }).where(ne(technicians.slug, 'none'));
    const names = Array.from({ length: TECHNICIANS }, (_, index) => `plumber-${index}`);
    const rows = names.map((name) => ({ name, slug: name, skills: ['plumbing'], homeZip: '85021' }));
    await tx.insert(technicians).values(rows.map((row) => ({ ...row, businessId: business.id })));
  });
}

/** As many calls as there are callers, like the one that was placed. */
async function placeCalls({ ctx, call }: PlacedCall): Promise<CallId[]> {
  return ctx.db.transaction(async (tx) => {
    const [like] = await tx.select().from(calls).where(eq(calls.id, call.id));
    if (!like) throw new Error('The call is gone');
    const { agentId, phoneNumberId, toNumber, businessId } = like;
    const rows = Array.from({ length: CALLERS }, (_, index) => ({
      agentId,
      phoneNumberId,
      toNumber,
      businessId,
      callSid: `CArace${index}`,
      fromRaw: 'anonymous',
    }));
    const placed = await tx.insert(calls).values(rows).returning({ id: calls.id });
    return placed.map(({ id }) => id);
  });
}

/** Asks for Tuesday and books the first offer. */
async function attempt(ctx: DomainContext, callId: CallId): Promise<string> {
  const offered = await getSlots(ctx, {
    callId,
    trade: 'plumbing',
    zip: VISIT.zip,
    earliestAt: TUESDAY,
    limit: 1,
  });
  if (!offered.ok) return offered.refusal;
  const [slot] = offered.slots;
  if (!slot) throw new Error('An offer without a slot');
  const booked = await bookSlot(ctx, { ...VISIT, callId, slotId: slot.slotId });
  return booked.ok ? 'booked' : booked.refusal;
}

test('of 1,000 callers at once for one day of ten technicians, each gets an answer and none a time twice', async () => {
  await using world = await createDemoWorld({ poolSize: CONNECTIONS });
  const placed = await world.placeCall({ to: 'mesa' });
  const { ctx } = placed;
  await hirePlumbers(ctx);
  // One day only: whoever finds it full is told so.
  const policy = { businessId: ctx.business.id, maximumDaysAhead: 1, requiresQuote: false };
  await ctx.db.transaction((tx) => tx.insert(bookingPolicies).values(policy));
  const callIds = await placeCalls(placed);
  const answers: string[] = [];
  const waiting = callIds.values();
  const line = async () => {
    for (const callId of waiting) answers.push(await attempt(ctx, callId));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, line));
  expect(answers).toHaveLength(CALLERS);
  expect(Object.groupBy(answers, (answer) => answer)).toEqual({
    booked: Array(TECHNICIANS * WINDOWS_A_DAY).fill('booked'),
    'no-slot-free': Array(CALLERS - TECHNICIANS * WINDOWS_A_DAY).fill('no-slot-free'),
  });
  const rows = await ctx.db.transaction(async (tx) => ({
    bookings: await tx.select().from(bookings).where(eq(bookings.status, 'booked')),
    commitments: await tx.$count(technicianCommitments),
  }));
  const times = rows.bookings.map(
    ({ technicianId, startsAt }) => `${technicianId} ${startsAt.toISOString()}`,
  );
  expect(new Set(times).size).toBe(TECHNICIANS * WINDOWS_A_DAY);
  expect(rows.commitments).toBe(TECHNICIANS * WINDOWS_A_DAY);
}, 120_000);
