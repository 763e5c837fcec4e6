import { bookings, customers, technicians } from '@afterhourfix/database/schema';
import { Invalid, NotFound } from '@afterhourfix/foundation';
import { PhoneNumber, type Trade } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { addWorkOrder, assignBooking, createIncident, findOpenIncident, type Incident } from './index.ts';

let world: DemoWorld;
let placed: PlacedCall;
beforeAll(async () => {
  world = await createDemoWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  placed = await world.placeCall();
});

const open = (trades: Trade[], jobTypes: string[] = []) =>
  createIncident(placed.ctx, { callId: placed.call.id, zip: '43215', trades, jobTypes });
const LEAK: Trade[] = ['water_damage', 'plumbing', 'electrical'];
const told = ({ workOrders }: Incident) =>
  workOrders.map(({ trade, status, dependsOn }) => {
    const before = dependsOn.map((id) => workOrders.find((order) => order.id === id)?.trade);
    return [trade, status, before.toSorted()];
  });

/** A visit by anybody, so many hours from now. */
async function book(trade: Trade, inHours: number) {
  const startsAt = new Date(world.clock.now().getTime() + inHours * 3_600_000);
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  const businessId = placed.ctx.business.id;
  const phone = PhoneNumber.parse(`+1614555${String(1000 + Math.trunc(inHours * 7))}`);
  return placed.ctx.db.transaction(async (tx) => {
    const [customer] = await tx
      .insert(customers)
      .values({ businessId, phone })
      .onConflictDoUpdate({ target: [customers.businessId, customers.phone], set: { phone } })
      .returning();
    const [technician] = await tx.select().from(technicians).limit(1);
    if (!customer || !technician) throw new Error('Nobody is there');
    const place = { contactName: 'Marla Quint', contactPhone: phone, addressLine: '1 Elm St', zip: '43215' };
    const who = { businessId, customerId: customer.id, technicianId: technician.id };
    const [row] = await tx
      .insert(bookings)
      .values({ ...who, ...place, trade, problem: 'leak', startsAt, endsAt })
      .returning();
    if (!row) throw new Error('An insert returned no row');
    return row.id;
  });
}
const assign = async (trade: Trade, inHours: number) => {
  const bookingId = await book(trade, inHours);
  const result = await assignBooking(placed.ctx, { callId: placed.call.id, trade, bookingId });
  return result.ok ? 'booked' : result.refusal;
};

describe('an incident', () => {
  test('has its orders in the order of the work', async () => {
    const incident = await open(LEAK);
    expect(told(incident)).toEqual([
      ['electrical', 'planned', []],
      ['plumbing', 'planned', ['electrical']],
      ['water_damage', 'planned', ['electrical', 'plumbing']],
    ]);
    expect(await findOpenIncident(placed.ctx, { callId: placed.call.id })).toEqual(incident);
  });

  test('is one in a call, however often and at once it is told; what is told besides joins it', async () => {
    const many = await Promise.all(Array.from({ length: 5 }, () => open(['plumbing'])));
    expect(new Set(many.map(({ id }) => id)).size).toBe(1);
    await addWorkOrder(placed.ctx, { callId: placed.call.id, trade: 'water_damage' });
    const incident = await addWorkOrder(placed.ctx, {
      callId: placed.call.id,
      trade: 'electrical',
      jobType: 'electrical.water_contact',
    });
    expect(told(incident)).toEqual(told({ ...incident, workOrders: (await open(LEAK)).workOrders }));
    expect(incident.workOrders.map(({ jobType }) => jobType)).toContain('electrical.water_contact');
    expect(incident.workOrders[1]?.id).toBe(many[0]?.workOrders[0]?.id);
  });

  test('learns what the work is when it was first told without', async () => {
    await open(['electrical']);
    const jobType = 'electrical.water_contact';
    const incident = await addWorkOrder(placed.ctx, { callId: placed.call.id, trade: 'electrical', jobType });
    expect(incident.workOrders.map((order) => order.jobType)).toEqual([jobType]);
  });

  test('refers what the business does not do, and says so', async () => {
    placed = await world.placeCall({ to: 'mesa' });
    const { trades } = placed.ctx.business;
    expect(trades).not.toContain('water_damage');
    const incident = await open(['plumbing', 'water_damage']);
    expect(told(incident)).toContainEqual(['water_damage', 'referred', ['plumbing']]);
    expect(await assign('water_damage', 5)).toBe('not-in-incident');
  });

  test('is not there without work, in another business, or before it is opened', async () => {
    await expect(async () => open([])).rejects.toThrow(Invalid);
    const mesa = await world.contextOf('mesa');
    const input = { callId: placed.call.id, zip: '43215', trades: LEAK, jobTypes: [] };
    await expect(createIncident(mesa, input)).rejects.toThrow(NotFound);
    expect(await findOpenIncident(placed.ctx, input)).toBeNull();
    await expect(addWorkOrder(placed.ctx, { callId: input.callId, trade: 'hvac' })).rejects.toThrow(NotFound);
  });
});

describe('a visit', () => {
  test('is not booked before the work that comes first is', async () => {
    await open(['plumbing', 'electrical']);
    expect(await assign('plumbing', 5)).toBe('predecessor-not-booked');
    expect(await assign('electrical', 4)).toBe('booked');
    expect(await assign('plumbing', 3)).toBe('before-predecessor');
    expect(await assign('plumbing', 4)).toBe('booked');
    expect(await assign('electrical', 6)).toBe('before-predecessor');
  });

  test('of another trade than the incident has, or one that is cancelled, is no visit of it', async () => {
    await open(['plumbing', 'electrical']);
    expect(await assign('roofing', 5)).toBe('not-in-incident');
    const bookingId = await book('electrical', 4);
    await placed.ctx.db.transaction((tx) =>
      tx.update(bookings).set({ status: 'cancelled' }).where(eq(bookings.id, bookingId)),
    );
    const assigned = { callId: placed.call.id, trade: 'electrical', bookingId } as const;
    expect(await assignBooking(placed.ctx, assigned)).toEqual({ ok: false, refusal: 'visit-not-booked' });
  });
});
