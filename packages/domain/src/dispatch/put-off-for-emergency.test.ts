import {
  bookings,
  customers,
  dispatches,
  technicianCommitments,
  technicians,
  textMessages,
} from '@afterhourfix/database/schema';
import { PhoneNumber, type TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setContactConsent } from '../customers/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import {
  advanceDueLadders,
  dispatchTechnician,
  putOffForEmergency,
  recordTechnicianReply,
  setDispatchPolicy,
} from './index.ts';

const BEN = PhoneNumber.parse('+16145550192');
const CUSTOMER = PhoneNumber.parse('+16145550177');
const MINUTE_MS = 60_000;

let world: DemoWorld;
let routine: PlacedCall;
beforeEach(async () => {
  world = await createDemoWorld();
  // Tuesday at nine in the morning.
  world.clock.advance(11 * 60 * MINUTE_MS);
  routine = await world.placeCall({ from: CUSTOMER });
});
afterEach(() => world[Symbol.asyncDispose]());

/** Ben is at a visit that was booked in the routine call; Dee is off. */
async function sendBenToAVisit(): Promise<(typeof bookings.$inferSelect)['id']> {
  const { ctx, call } = routine;
  const businessId = ctx.business.id;
  const startsAt = new Date(world.clock.now().getTime() - 30 * MINUTE_MS);
  const endsAt = new Date(startsAt.getTime() + 120 * MINUTE_MS);
  return ctx.db.transaction(async (tx) => {
    const [ben] = await tx.select().from(technicians).where(eq(technicians.slug, 'tech_ben'));
    await tx.update(technicians).set({ phone: null }).where(eq(technicians.slug, 'tech_dee'));
    const who = { businessId, name: 'Marla Quint', phone: CUSTOMER };
    const [customer] = await tx.insert(customers).values(who).returning();
    if (!ben || !customer) throw new Error('Nobody is there');
    const [booking] = await tx
      .insert(bookings)
      .values({
        ...{ businessId, callId: call.id, customerId: customer.id, technicianId: ben.id, startsAt, endsAt },
        ...{ trade: 'plumbing', contactName: 'Marla Quint', contactPhone: CUSTOMER, zip: '43201' },
        ...{ addressLine: '1 Elm Street', problem: 'A tap drips' },
      })
      .returning();
    if (!booking) throw new Error('No booking');
    return booking.id;
  });
}

async function reportBurst() {
  const { ctx, call } = await world.placeCall();
  const made = await dispatchTechnician(ctx, {
    ...{ callId: call.id, trade: 'plumbing', severity: 'property_damage', isVulnerable: false },
    ...{ jobTypes: [], problem: 'A pipe has burst', addressLine: '9 Oak Street', zip: '43201' },
    ...{ contactName: null, contactPhone: null },
  });
  if (!made.ok) throw new Error(made.refusal);
  await advanceDueLadders(ctx);
  return recordTechnicianReply(ctx, { from: BEN, text: '1 20' });
}

const listJobs = () => world.listJobs('dispatch.put-off-visit');
const readBooking = async () => {
  const [row] = await routine.ctx.db.transaction((tx) => tx.select().from(bookings));
  if (!row) throw new Error('No booking');
  return row;
};

test('a visit gives way to an emergency where the owner lets it, and its customer is texted the new window', async () => {
  const bookingId = await sendBenToAVisit();
  await setContactConsent(routine.ctx, {
    ...{ callId: routine.call.id, number: CUSTOMER, channel: 'sms', purpose: 'service', isGranted: true },
    ...{ wording: 'yes, text me', evidence: {} },
  });
  await setDispatchPolicy(routine.ctx, { mayDisplace: true });
  expect(await listJobs()).toEqual([]);
  expect(await reportBurst()).toMatchObject({ became: 'acknowledged' });
  expect(await listJobs()).toEqual([{ businessId: routine.ctx.business.id, bookingId }]);
  const outbox = createOutbox();
  const before = await readBooking();
  expect(await putOffForEmergency(routine.ctx, { bookingId }, outbox)).toEqual({ told: 'customer' });
  const after = await readBooking();
  expect(after.startsAt.getTime()).toBeGreaterThan(world.clock.now().getTime());
  expect(after).toMatchObject({ id: before.id, status: 'booked', quoteId: before.quoteId });
  const commitments = await routine.ctx.db.transaction((tx) =>
    tx.$count(technicianCommitments, eq(technicianCommitments.bookingId, bookingId)),
  );
  expect(commitments).toBe(1);
  expect(await putOffForEmergency(routine.ctx, { bookingId }, outbox)).toEqual({ told: 'customer' });
  expect(await readBooking()).toEqual(after);
  const texts = await routine.ctx.db.transaction((tx) =>
    tx.select().from(textMessages).where(eq(textMessages.toNumber, CUSTOMER)),
  );
  expect(texts).toMatchObject([{ kind: 'booking-moved', body: expect.stringContaining('has moved to') }]);
  expect(outbox.texts).toEqual([]);
});

test('who wants no texts is called by the owner, who is asked to', async () => {
  const bookingId = await sendBenToAVisit();
  const outbox = createOutbox();
  expect(await putOffForEmergency(routine.ctx, { bookingId }, outbox)).toEqual({ told: 'owner' });
  expect(outbox.texts).toMatchObject([
    {
      to: '+16145550199',
      body: expect.stringMatching(/Marla Quint, \+16145550177, gave way .* was moved to/),
    },
  ]);
});

test('without leave the visit stays, and the technician is expected when it should be over', async () => {
  await sendBenToAVisit();
  const before = await readBooking();
  await reportBurst();
  expect(await listJobs()).toEqual([]);
  expect(await readBooking()).toEqual(before);
  const [row] = await routine.ctx.db.transaction((tx) => tx.select().from(dispatches));
  const ben: TechnicianId | null = before.technicianId;
  expect(row?.choice).toMatchObject({
    ranked: [{ id: ben, displaces: null, inputs: { waitMinutes: 90 } }],
  });
});
