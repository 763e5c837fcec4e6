import { randomBytes } from 'node:crypto';
import { crmConnections, crmDeliveries } from '@afterhourfix/database/schema';
import { createSealer, Secret, VendorError } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookSlot, getSlots } from '../booking/index.ts';
import { finishCall } from '../calls/index.ts';
import type { DomainContext } from '../context.ts';
import { eraseCustomer, setContactConsent, updateCustomer } from '../customers/index.ts';
import { advanceDueLadders, dispatchTechnician, recordTechnicianReply } from '../dispatch/index.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { tellPrice } from '../testing/visits.ts';
import { connectCrm } from './connect-crm.ts';
import { deliverNews } from './deliver-news.ts';
import type { CrmEvent, FieldServiceAdapter, News } from './field-service-adapter.ts';
import { queueNews } from './queue-news.ts';

type NewsJob = { event: CrmEvent; entityId: string };

const sealer = createSealer(new Secret(randomBytes(32).toString('base64')));

let world: DemoWorld;
beforeAll(async () => {
  world = await createDemoWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** A vendor that keeps bookings by reference, and fails in the order that it is told to. */
function createVendor() {
  const failures: Error[] = [];
  const lostAnswers: Error[] = [];
  const records = new Map<string, { title: string; key: string }>();
  const told: string[] = [];
  const fail = (planned = failures) => {
    const failure = planned.shift();
    if (failure) throw failure;
  };
  const adapter: FieldServiceAdapter = {
    id: 'vendor',
    capabilities: new Set(['customers', 'bookings']),
    checkHealth: () => Promise.resolve({ latencyMs: 0 }),
    async upsertCustomer(customer, { ref, key }) {
      fail();
      told.push(`customer ${customer.name}`);
      const id = ref ?? `contact-${customer.id}`;
      records.set(id, { title: customer.name ?? '', key });
      return id;
    },
    async createBooking(booking, { customerRef, key }) {
      const earlier = [...records].find(([, record]) => record.key === key);
      if (earlier) return earlier[0];
      fail();
      const ref = `visit-${records.size}`;
      records.set(ref, { title: booking.problem, key });
      told.push(`${booking.problem} for ${customerRef?.slice(0, 8)}`);
      fail(lostAnswers);
      return ref;
    },
    async updateBooking(booking, { ref }) {
      fail();
      if (!records.has(ref)) return { ok: false, refusal: 'unknown-ref' };
      told.push(`changed to ${booking.problem}`);
      return { ok: true };
    },
    async cancelBooking(booking, { ref }) {
      fail();
      told.push(`cancelled ${booking.problem}`);
      return records.delete(ref) ? { ok: true } : { ok: false, refusal: 'unknown-ref' };
    },
  };
  return { adapter, failures, lostAnswers, records, told };
}

async function connect(ctx: DomainContext, adapter: FieldServiceAdapter) {
  const place = { adapter: 'hubspot', settings: {}, secret: new Secret('pat-1'), sealer } as const;
  return connectCrm(ctx, { ...place, openAdapter: () => adapter });
}

async function book() {
  const { ctx, call } = await world.placeCall({ to: 'redwood' });
  const found = await getSlots(ctx, { callId: call.id, trade: 'plumbing', zip: '95401' });
  if (!found.ok) throw new Error(found.refusal);
  const [slot] = found.slots;
  const visit = { name: 'Ann "Nan" Lee', phone: '707 555 0161', addressLine: '12 Oak St', zip: '95401' };
  await tellPrice({ ctx, call }, { zip: '95401', visitAt: slot?.startsAt });
  const booked = await bookSlot(ctx, {
    callId: call.id,
    slotId: slot?.slotId ?? '',
    ...visit,
    problem: 'leak',
  });
  if (!booked.ok) throw new Error(booked.refusal);
  return { ctx, call, bookingId: booked.booking.id };
}

const listDeliveries = (ctx: DomainContext, connectionId: string) =>
  ctx.db.transaction(async (tx) =>
    (await tx.select().from(crmDeliveries))
      .filter((row) => row.connectionId === connectionId)
      .map(({ event, status, attempts, error }) => ({ event, status, attempts, error })),
  );

const occurredAt = new Date('2026-11-23T08:00:00Z');

test('keeps the secret of a connection sealed, and connects nothing that lets us not in', async () => {
  const ctx = await world.contextOf('mesa');
  const { connectionId } = await connect(ctx, createVendor().adapter);
  const [row] = await ctx.db.transaction((tx) => tx.select().from(crmConnections));
  expect(row?.id).toBe(connectionId);
  expect(row?.sealedSecret).not.toContain('pat-1');
  expect(sealer.open(row?.sealedSecret ?? '', ctx.business.id).reveal()).toBe('pat-1');
  const closed: FieldServiceAdapter = {
    ...createVendor().adapter,
    checkHealth: () => Promise.reject(new VendorError('vendor', '401', { isRetryable: true })),
  };
  await expect(connect(ctx, closed)).rejects.toThrow('401');
  expect(await ctx.db.transaction((tx) => tx.select().from(crmConnections))).toHaveLength(1);
});

test('tells a visit once with its customer, its change in order, and its cancellation', async () => {
  const { ctx, bookingId } = await book();
  const vendor = createVendor();
  const { connectionId } = await connect(ctx, vendor.adapter);
  const subject = { connectionId, entity: 'booking', entityId: bookingId } as const;
  const run = () => deliverNews(ctx, { subject, sealer, openAdapter: () => vendor.adapter });
  await queueNews(ctx, { event: 'booking.created', entityId: bookingId, occurredAt });
  await queueNews(ctx, { event: 'booking.created', entityId: bookingId, occurredAt });
  await run();
  await run();
  expect(vendor.told).toEqual(['customer Ann "Nan" Lee', 'leak for contact-']);
  await queueNews(ctx, { event: 'booking.updated', entityId: bookingId, occurredAt });
  await run();
  expect(vendor.told.slice(2)).toEqual(['changed to leak']);
  expect(await listDeliveries(ctx, connectionId)).toEqual([
    { event: 'booking.created', status: 'delivered', attempts: 1, error: null },
    { event: 'booking.updated', status: 'delivered', attempts: 1, error: null },
  ]);
});

test('tells a new customer first, so that a visit told at the same time makes no second one', async () => {
  const { ctx, bookingId } = await book();
  const vendor = createVendor();
  const { connectionId } = await connect(ctx, vendor.adapter);
  const [job] = (await world.listJobs('crm.queue-news')).filter(
    (news) => Object(news).event === 'customer.updated',
  );
  const customerId: string = Object(job).entityId;
  const run = (subject: { entity: 'booking' | 'customer'; entityId: string }) =>
    deliverNews(ctx, {
      subject: { connectionId, ...subject },
      sealer,
      openAdapter: () => vendor.adapter,
    });
  await queueNews(ctx, { event: 'booking.created', entityId: bookingId, occurredAt });
  await queueNews(ctx, { event: 'customer.updated', entityId: customerId, occurredAt });
  await expect(run({ entity: 'booking', entityId: bookingId })).rejects.toThrow('The customer is told first');
  await run({ entity: 'customer', entityId: customerId });
  await run({ entity: 'booking', entityId: bookingId });
  expect(vendor.told).toEqual(['customer Ann "Nan" Lee', 'leak for contact-']);
});

test('makes a visit anew that somebody deleted there', async () => {
  const { ctx, bookingId } = await book();
  const vendor = createVendor();
  const { connectionId } = await connect(ctx, vendor.adapter);
  const subject = { connectionId, entity: 'booking', entityId: bookingId } as const;
  const run = () => deliverNews(ctx, { subject, sealer, openAdapter: () => vendor.adapter });
  await queueNews(ctx, { event: 'booking.created', entityId: bookingId, occurredAt });
  await run();
  vendor.records.clear();
  await queueNews(ctx, { event: 'booking.updated', entityId: bookingId, occurredAt });
  await run();
  expect(vendor.told.filter((line) => line.startsWith('leak'))).toHaveLength(2);
});

test('keeps what the vendor could not take for the next run, and repeats nothing that it took', async () => {
  const { ctx, bookingId } = await book();
  const vendor = createVendor();
  const { connectionId } = await connect(ctx, vendor.adapter);
  const subject = { connectionId, entity: 'booking', entityId: bookingId } as const;
  const run = () => deliverNews(ctx, { subject, sealer, openAdapter: () => vendor.adapter });
  await queueNews(ctx, { event: 'booking.created', entityId: bookingId, occurredAt });
  vendor.failures.push(new VendorError('vendor', '503 away', { isRetryable: true }));
  await expect(run()).rejects.toThrow('503 away');
  expect(await listDeliveries(ctx, connectionId)).toEqual([
    { event: 'booking.created', status: 'queued', attempts: 1, error: 'vendor: 503 away' },
  ]);
  // The customer passes, the visit is taken and the answer is lost.
  vendor.lostAnswers.push(new VendorError('vendor', 'no answer in time', { isRetryable: true }));
  await expect(run()).rejects.toThrow('no answer in time');
  await run();
  expect(vendor.told.filter((line) => line.startsWith('leak'))).toHaveLength(1);
  const [row] = await listDeliveries(ctx, connectionId);
  expect(row).toEqual({ event: 'booking.created', status: 'delivered', attempts: 3, error: null });
});

test('gives up what is refused for good, shows why, and tells the next', async () => {
  const { ctx, bookingId } = await book();
  const vendor = createVendor();
  const { connectionId } = await connect(ctx, vendor.adapter);
  const subject = { connectionId, entity: 'booking', entityId: bookingId } as const;
  await queueNews(ctx, { event: 'booking.created', entityId: bookingId, occurredAt });
  await queueNews(ctx, { event: 'booking.updated', entityId: bookingId, occurredAt });
  vendor.failures.push(new VendorError('vendor', '400 no such property', { isRetryable: false }));
  await deliverNews(ctx, { subject, sealer, openAdapter: () => vendor.adapter });
  expect(await listDeliveries(ctx, connectionId)).toEqual([
    { event: 'booking.created', status: 'failed', attempts: 1, error: 'vendor: 400 no such property' },
    { event: 'booking.updated', status: 'delivered', attempts: 1, error: null },
  ]);
  expect(vendor.told).toContain('leak for contact-');
});

test('two runs for one row never tell at the same time', async () => {
  const { ctx, bookingId } = await book();
  const vendor = createVendor();
  const { connectionId } = await connect(ctx, vendor.adapter);
  const subject = { connectionId, entity: 'booking', entityId: bookingId } as const;
  await queueNews(ctx, { event: 'booking.created', entityId: bookingId, occurredAt });
  const run = () => deliverNews(ctx, { subject, sealer, openAdapter: () => vendor.adapter });
  const ends = await Promise.allSettled([run(), run(), run()]);
  expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true);
  for (const end of ends) {
    if (end.status === 'rejected') expect(String(end.reason)).toContain('Another run');
  }
  expect(vendor.told).toEqual(['customer Ann "Nan" Lee', 'leak for contact-']);
});

test('one business is never told of another: its outbox holds only its own rows', async () => {
  const { bookingId } = await book();
  const other = await world.contextOf('oak');
  const vendor = createVendor();
  const { connectionId } = await connect(other, vendor.adapter);
  await queueNews(other, { event: 'booking.created', entityId: bookingId, occurredAt });
  const subject = { connectionId, entity: 'booking', entityId: bookingId } as const;
  await deliverNews(other, { subject, sealer, openAdapter: () => vendor.adapter });
  expect(vendor.told).toEqual([]);
});

test('who is erased here is forgotten there, and an answer about texts is told to hooks', async () => {
  const { ctx, call } = await world.placeCall({ to: 'redwood', from: '+17075550177' });
  const heard: News[] = [];
  const adapter: FieldServiceAdapter = {
    id: 'listener',
    capabilities: new Set(['events']),
    checkHealth: () => Promise.resolve({ latencyMs: 0 }),
    async tell(news) {
      heard.push(news);
    },
  };
  const { connectionId } = await connect(ctx, adapter);
  const updated = await updateCustomer(ctx, { callId: call.id, name: 'Ann Lee' });
  if (!updated.ok) throw new Error(updated.refusal);
  const { customerId } = updated;
  await finishCall(ctx, {
    callId: call.id,
    outcome: 'abandoned',
    reason: 'caller_hung_up',
    endedAt: occurredAt,
  });
  const number = PhoneNumber.parse('+17075550177');
  const answer = { number, channel: 'sms', purpose: 'service', isGranted: true, wording: 'May I?' } as const;
  await setContactConsent(ctx, { ...answer, callId: call.id, evidence: {} });
  await eraseCustomer(ctx, { customerId });
  const asked = (await world.listJobs('crm.queue-news')) as NewsJob[];
  const ofPerson = asked.filter(
    ({ event, entityId }) => event.startsWith('consent') || entityId === customerId,
  );
  for (const { event, entityId } of ofPerson) {
    await queueNews(ctx, { event, entityId, occurredAt });
    const entity = event === 'consent.changed' ? ('consent' as const) : ('customer' as const);
    const subject = { connectionId, entity, entityId };
    await deliverNews(ctx, { subject, sealer, openAdapter: () => adapter });
  }
  expect(heard.map(({ event, data }) => [event, data.id])).toContainEqual(['customer.erased', customerId]);
  expect(heard.find(({ event }) => event === 'consent.changed')?.data).toMatchObject({
    number,
    isGranted: true,
  });
  // What was owed of the person before the erasure has nothing left to tell.
  expect(heard.map(({ event }) => event)).not.toContain('customer.updated');
});

test('an ended call is told with the summary that code wrote', async () => {
  const { ctx, call } = await world.placeCall({ to: 'redwood' });
  const heard: News[] = [];
  const adapter: FieldServiceAdapter = {
    id: 'listener',
    capabilities: new Set(['events']),
    checkHealth: () => Promise.resolve({ latencyMs: 0 }),
    async tell(news) {
      heard.push(news);
    },
  };
  const { connectionId } = await connect(ctx, adapter);
  await finishCall(ctx, {
    callId: call.id,
    outcome: 'abandoned',
    reason: 'caller_hung_up',
    endedAt: occurredAt,
  });
  const subject = { connectionId, entity: 'call', entityId: call.id } as const;
  await queueNews(ctx, { event: 'call.completed', entityId: call.id, occurredAt });
  await deliverNews(ctx, { subject, sealer, openAdapter: () => adapter });
  expect(heard.map(({ event, data }) => [event, data.id])).toEqual([['call.completed', call.id]]);
});

test('a hook hears who has taken a job at once, and that nobody has', async () => {
  await using fresh = await createDemoWorld();
  const heard: News[] = [];
  const hook: FieldServiceAdapter = {
    id: 'hook',
    capabilities: new Set(['events']),
    checkHealth: () => Promise.resolve({ latencyMs: 0 }),
    tell: async (news) => void heard.push(news),
  };
  const { ctx, call } = await fresh.placeCall();
  const { connectionId } = await connect(ctx, hook);
  const made = await dispatchTechnician(ctx, {
    ...{ callId: call.id, trade: 'plumbing', severity: 'property_damage', isVulnerable: false, jobTypes: [] },
    ...{ problem: 'A pipe has burst', addressLine: '7 Elm Street', zip: '43201' },
    ...{ contactName: null, contactPhone: null },
  });
  if (!made.ok) throw new Error(made.refusal);
  await advanceDueLadders(ctx);
  for (let rung = 0; rung < 5; rung += 1) {
    fresh.clock.advance(5 * 60_000);
    await advanceDueLadders(ctx);
  }
  const from = PhoneNumber.parse('+16145550192');
  expect(await recordTechnicianReply(ctx, { from, text: '1 20' })).toMatchObject({ became: 'acknowledged' });
  const jobs = (await fresh.listJobs('crm.queue-news')) as NewsJob[];
  for (const { event, entityId } of jobs) await queueNews(ctx, { event, entityId, occurredAt });
  const subject = { connectionId, entity: 'dispatch', entityId: made.dispatchId } as const;
  await deliverNews(ctx, { subject, sealer, openAdapter: () => hook });
  expect(heard.map(({ event }) => event)).toEqual(['dispatch.exhausted', 'dispatch.acked']);
  expect(heard.at(-1)?.data).toMatchObject({ addressLine: '7 Elm Street', technicianName: 'Ben Kowalski' });
});
