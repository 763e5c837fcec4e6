import { bookings, technicianCommitments } from '@afterhourfix/database/schema';
import { createTestDatabase } from '@afterhourfix/database/testing';
import {
  answerCall,
  bookSlot,
  cancelBooking,
  followCalendar,
  forBusiness,
  getPricing,
  getSlots,
  seedDemoBusinesses,
  watchCalendar,
} from '@afterhourfix/domain';
import { silentLogger } from '@afterhourfix/foundation';
import { GoogleCalendar } from '@afterhourfix/integrations/google-calendar';
import type { TechnicianId } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { hoursAfter } from './calcom-world.ts';
import { CALENDAR_OF_COLLEAGUE, CALENDAR_OF_TECHNICIAN, startGoogleWorld } from './google-world.ts';

const SAGUARO_LINE = '+16025550142';
const VISIT = {
  name: 'Alex Romero',
  phone: '(602) 555-0107',
  addressLine: '1412 W Hayward Ave',
  zip: '85021',
  problem: 'Water heater leaks',
};

/** A visit of Ida's that stands in her Google calendar; Hal has one too. */
async function startOffice() {
  await using stack = new AsyncDisposableStack();
  const { simulator, client, clock } = stack.use(await startGoogleWorld());
  const database = stack.use(await createTestDatabase());
  const system = { db: database.system, clock, log: silentLogger };
  await seedDemoBusinesses(system);
  const call = { callSid: `CA${'1'.repeat(32)}`, from: '+16025550107', to: SAGUARO_LINE };
  const answer = await answerCall(system, call);
  if (!answer.ok) throw new Error(`The call was refused: ${answer.refusal}`);
  const callId = answer.call.id;
  const ctx = await forBusiness(system, answer.business.id, { kind: 'agent', callId });
  const [ida, hal] = await findTechnicians(ctx.db);
  const calendars = [
    { calendarId: CALENDAR_OF_TECHNICIAN, technicianId: ida },
    { calendarId: CALENDAR_OF_COLLEAGUE, technicianId: hal },
  ];
  const calendar = new GoogleCalendar({ settings: { kind: 'google', calendars }, client });
  const offered = await getSlots(ctx, { callId, trade: 'plumbing', zip: VISIT.zip }, calendar);
  const [slot] = offered.ok ? offered.slots : [];
  if (!slot) throw new Error('Nothing was offered');
  await getPricing(ctx, { callId, trade: 'plumbing', zip: VISIT.zip, visitAt: slot.startsAt });
  const booked = await bookSlot(ctx, { callId, slotId: slot.slotId, ...VISIT }, calendar);
  if (!booked.ok || !booked.booking.isConfirmed) throw new Error('The visit does not stand there');
  const [event] = simulator.events;
  const place = { calendarId: CALENDAR_OF_TECHNICIAN, id: event?.id ?? '' };
  const followed = new Set<unknown>();
  const running = stack.move();
  return {
    ...{ simulator, clock, ctx, callId, calendar, place, ida, hal },
    bookingId: booked.booking.id,
    startsAt: slot.startsAt,
    listJobs: async (name: string) => (await database.listJobs()).filter((job) => job.name === name),
    async watch() {
      const results = [];
      for (const source of calendar.listChangeSources()) results.push(await watchCalendar(ctx, source));
      return results;
    },
    /** The jobs that the watching has left, each once. */
    async follow() {
      const results = [];
      for (const { name, payload } of await database.listJobs()) {
        const key = JSON.stringify(payload);
        if (name !== 'booking.follow-calendar' || followed.has(key)) continue;
        followed.add(key);
        const { bookingId, changedAt } = payload as Parameters<typeof followCalendar>[1];
        results.push(await followCalendar(ctx, { bookingId, changedAt: new Date(changedAt) }, calendar));
      }
      return results;
    },
    async read() {
      const rows = await ctx.db.transaction(async (tx) => ({
        visits: await tx.select().from(bookings),
        commitments: await tx.select().from(technicianCommitments),
      }));
      return { visit: rows.visits[0], commitments: rows.commitments.filter((row) => row.bookingId) };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function findTechnicians(db: Awaited<ReturnType<typeof forBusiness>>['db']) {
  const find = async (slug: string): Promise<TechnicianId> => {
    const { rows } = await db.transaction((tx) =>
      tx.execute<{ id: TechnicianId }>(`select id from technicians where slug = '${slug}'`),
    );
    if (!rows[0]) throw new Error(`No technician ${slug}`);
    return rows[0].id;
  };
  return Promise.all([find('tech_ida'), find('tech_hal')]);
}

const READ = ['read', 'read'];

test('a visit that somebody drags to another time in Google Calendar moves here, and its news go out', async () => {
  await using office = await startOffice();
  const { simulator, clock, place, startsAt, ida } = office;
  expect(await office.watch()).toEqual(READ);
  expect(await office.follow()).toEqual([]);
  clock.advance(60_000);
  const start = hoursAfter(startsAt, 4);
  simulator.moveByHand({ ...place, start, end: hoursAfter(start, 2) });
  expect(await office.watch()).toEqual(READ);
  expect(await office.follow()).toEqual(['moved']);
  const { visit, commitments } = await office.read();
  expect(visit).toMatchObject({ startsAt: start, endsAt: hoursAfter(start, 2), status: 'booked' });
  expect(commitments).toMatchObject([{ technicianId: ida, during: { startsAt: start } }]);
  const news = (await office.listJobs('crm.queue-news')).map(({ payload }) => Object(payload).event);
  expect(news).toContain('booking.updated');
  await office.watch();
  expect(await office.follow()).toEqual([]);
  expect(simulator.unexpected).toEqual([]);
});

test('a visit that is deleted there is cancelled here, once, and its time is free', async () => {
  await using office = await startOffice();
  await office.watch();
  office.simulator.removeByHand(office.place);
  await office.watch();
  expect(await office.follow()).toEqual(['cancelled']);
  const { visit, commitments } = await office.read();
  expect(visit).toMatchObject({ status: 'cancelled' });
  expect(commitments).toEqual([]);
  const news = (await office.listJobs('crm.queue-news')).map(({ payload }) => Object(payload).event);
  expect(news).toContain('booking.cancelled');
});

test("a visit that is dragged into a colleague's calendar is the colleague's from then on, and not cancelled", async () => {
  await using office = await startOffice();
  await office.watch();
  office.simulator.dragByHand({ ...office.place, to: CALENDAR_OF_COLLEAGUE });
  await office.watch();
  expect(await office.follow()).toEqual(['moved']);
  const { visit, commitments } = await office.read();
  const calendarRef = `${office.place.id}|${CALENDAR_OF_COLLEAGUE}`;
  expect(visit).toMatchObject({ status: 'booked', technicianId: office.hal, calendarRef });
  expect(commitments).toMatchObject([{ technicianId: office.hal }]);
});

test('what was deleted while the vendor forgot where we were is found when all is read anew', async () => {
  await using office = await startOffice();
  await office.watch();
  office.simulator.removeByHand(office.place);
  office.simulator.forgetSyncTokens();
  expect(await office.watch()).toEqual(READ);
  expect(await office.follow()).toEqual(['cancelled']);
});

test('nothing is lost while Google is away, and of two runs at a time one counts', async () => {
  await using office = await startOffice();
  await office.watch();
  const start = hoursAfter(office.startsAt, 4);
  office.simulator.moveByHand({ ...office.place, start, end: hoursAfter(start, 2) });
  office.simulator.failNext('unavailable', { times: 2 });
  expect(await office.watch()).toEqual(['away', 'away']);
  const results = (await Promise.all([office.watch(), office.watch()])).flat();
  expect(results.filter((result) => result === 'read').length).toBeGreaterThanOrEqual(2);
  expect((await office.follow()).filter((result) => result === 'moved')).toHaveLength(1);
  expect((await office.read()).visit).toMatchObject({ startsAt: start });
});

test('a time at which the technician has another visit of ours is left to a human', async () => {
  await using office = await startOffice();
  const { ctx, callId, ida, startsAt } = office;
  await office.watch();
  const start = hoursAfter(startsAt, 4);
  const during = { startsAt: start, endsAt: hoursAfter(start, 2) };
  const { visit } = await office.read();
  await ctx.db.transaction(async (tx) => {
    if (!visit) throw new Error('There is no visit');
    const { id: _id, holdId: _holdId, ...like } = visit;
    const [other] = await tx
      .insert(bookings)
      .values({ ...like, ...during, callId, calendarRef: null, calendarStatus: 'none' })
      .returning();
    const { businessId } = like;
    const taken = { businessId, technicianId: ida, during, bookingId: other?.id ?? null };
    await tx.insert(technicianCommitments).values(taken);
  });
  office.simulator.moveByHand({ ...office.place, start, end: during.endsAt });
  await office.watch();
  expect(await office.follow()).toEqual(['time-taken']);
  expect(await office.listJobs('dispatch.page-unconfirmed-booking')).toHaveLength(1);
});

test('what we cancel ourselves is no news', async () => {
  await using office = await startOffice();
  await office.watch();
  const { ctx, bookingId, callId, calendar } = office;
  await cancelBooking(ctx, { bookingId, callId, agreedFeeCents: 0 }, calendar);
  await office.watch();
  expect(await office.follow()).toEqual([]);
});
