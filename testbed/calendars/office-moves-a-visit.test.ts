import { createHmac } from 'node:crypto';
import { createApiServer } from '@afterhourfix/api';
import { readApiConfig } from '@afterhourfix/api/config';
import { connectCalcom } from '@afterhourfix/api/connect-calcom';
import { createTestDatabase } from '@afterhourfix/database/testing';
import {
  answerCall,
  bookSlot,
  confirmWithCalendar,
  followCalendar,
  forBusiness,
  getBookingCalendar,
  getCallCalendar,
  getPricing,
  getSlots,
  listVisits,
  rescheduleBooking,
  seedDemoBusinesses,
  setAgentCalendar,
} from '@afterhourfix/domain';
import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import {
  CalendarVariables,
  ExternalCalendars,
  toCalendarAccess,
} from '@afterhourfix/integrations/external-calendars';
import { AgentId, type BookingId, type TechnicianId } from '@afterhourfix/vocabulary';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startCalcomSimulator } from '../simulators/calcom/index.ts';
import { hoursAfter, MORNING, PLUMBING, WEBHOOK_SECRET } from './calcom-world.ts';

const SAGUARO = { line: '+16025550142', agentId: AgentId.parse('0197a000-0000-7000-8000-000000000102') };
const API_KEY = 'cal_test_key';
const FEED_SECRET = 'sixteen characters at least';
const ACCOUNTS = JSON.stringify({
  main: { apiKey: API_KEY, webhookSecret: WEBHOOK_SECRET },
  others: { apiKey: 'cal_other', webhookSecret: 'the secret of others' },
});
const VISIT = {
  name: 'Alex Romero',
  phone: '(602) 555-0107',
  addressLine: '1412 W Hayward Ave',
  zip: '85021',
  problem: 'Water heater leaks',
};

async function startOffice() {
  await using stack = new AsyncDisposableStack();
  const clock = new ManualClock();
  const simulator = stack.use(
    await startCalcomSimulator({
      apiKey: API_KEY,
      webhookSecret: WEBHOOK_SECRET,
      now: () => clock.now(),
      eventTypes: [
        {
          id: PLUMBING,
          lengthInMinutes: 120,
          openings: [0, 2, 24, 26].map((hours) => hoursAfter(MORNING, hours)),
        },
      ],
    }),
  );
  const database = stack.use(await createTestDatabase());
  const system = { db: database.system, clock, log: silentLogger };
  await seedDemoBusinesses(system);
  const env = {
    DATABASE_URL: database.ownerUrl,
    API_PORT: '0',
    LOG_LEVEL: 'silent',
    CALCOM_ACCOUNTS: ACCOUNTS,
    FEED_SECRET,
  };
  const api = stack.use(await createApiServer(readApiConfig(env), { clock }));
  const access = toCalendarAccess(
    CalendarVariables.parse({ CALCOM_ACCOUNTS: ACCOUNTS, CALCOM_API_URL: simulator.url }),
  );
  const calendars = new ExternalCalendars({ access, clock });
  const answer = await answerCall(system, {
    callSid: `CA${'1'.repeat(32)}`,
    from: '+16025550107',
    to: SAGUARO.line,
  });
  if (!answer.ok) throw new Error(`The call was refused: ${answer.refusal}`);
  const callId = answer.call.id;
  const ctx = await forBusiness(system, answer.business.id, { kind: 'agent', callId });
  const parts = { simulator, database, api, calendars, ctx, callId, clock };
  const running = stack.move();
  return { ...parts, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

type Office = Awaited<ReturnType<typeof startOffice>>;

/** By an agent whose calendar is Cal.com; either its host or one of our technicians comes. */
async function bookVisit({ ctx, callId, calendars }: Office, technicianId: TechnicianId | null) {
  const eventTypes = [{ eventTypeId: PLUMBING, trades: ['plumbing'], technicianId }];
  const calendar = { kind: 'calcom', eventTypes, attendeeEmailDomain: 'visits.example.com' };
  await setAgentCalendar(ctx, { agentId: SAGUARO.agentId, calendar });
  const external = calendars.find(await getCallCalendar(ctx, { callId }));
  const offered = await getSlots(ctx, { callId, trade: 'plumbing', zip: VISIT.zip }, external);
  if (!offered.ok) throw new Error(`Nothing was offered: ${offered.refusal}`);
  const [slot] = offered.slots;
  await getPricing(ctx, { callId, trade: 'plumbing', zip: VISIT.zip, visitAt: slot?.startsAt });
  const booked = await bookSlot(ctx, { callId, slotId: slot?.slotId ?? '', ...VISIT }, external);
  if (!booked.ok) throw new Error(`Refused: ${booked.refusal}`);
  return booked.booking;
}

async function deliver(
  office: Office,
  delivery: { body: string; headers: Readonly<Record<string, string>> },
) {
  const url = `http://127.0.0.1:${office.api.port}/calendars/calcom/${office.ctx.business.id}`;
  const response = await fetch(url, { method: 'POST', ...delivery });
  const body: { result?: string; error?: string } = JSON.parse(await response.text());
  return { status: response.status, body };
}

async function query<Row extends pg.QueryResultRow>({ database }: Office, statement: string): Promise<Row[]> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    return (await owner.query<Row>(statement)).rows;
  } finally {
    await owner.end();
  }
}

async function findIda(office: Office): Promise<TechnicianId> {
  const [ida] = await query<{ id: TechnicianId }>(
    office,
    "select id from technicians where slug = 'tech_ida'",
  );
  if (!ida) throw new Error('Ida is not there');
  return ida.id;
}

async function runFollowing({ database, ctx, calendars }: Office): Promise<void> {
  for (const { name, payload } of await database.listJobs()) {
    if (name !== 'booking.follow-calendar') continue;
    const { bookingId, changedAt } = payload as Parameters<typeof followCalendar>[1];
    const calendar = calendars.find(await getBookingCalendar(ctx, { bookingId }));
    await followCalendar(ctx, { bookingId, changedAt: new Date(changedAt) }, calendar);
  }
}

test('a visit that the office moves twice in Cal.com stands where it was moved last, though the news come backwards', async () => {
  await using office = await startOffice();
  const ida = await findIda(office);
  const visit = await bookVisit(office, ida);
  expect(visit).toMatchObject({ isConfirmed: true, startsAt: MORNING });
  const [first] = office.simulator.bookings;
  expect(first?.metadata).toMatchObject({ bookingId: visit.id, callId: office.callId });
  office.clock.advance(60_000);
  const second = office.simulator.moveByHand(first?.uid ?? '', hoursAfter(MORNING, 24));
  office.clock.advance(60_000);
  office.simulator.moveByHand(second.uid, hoursAfter(MORNING, 26));
  const [created, ...moves] = office.simulator.takeDeliveries();
  if (!created) throw new Error('Nothing was told');
  expect(await deliver(office, created)).toMatchObject({ body: { result: 'unchanged' } });
  const results = [];
  for (const move of moves.toReversed()) results.push((await deliver(office, move)).body.result);
  expect(results).toEqual(['to-follow', 'moved']);
  await runFollowing(office);
  const startsAt = hoursAfter(MORNING, 26);
  const [row] = await query(office, 'select starts_at, calendar_ref, calendar_status from bookings');
  const uid = office.simulator.bookings.at(-1)?.uid;
  expect(row).toEqual({ starts_at: startsAt, calendar_ref: uid, calendar_status: 'confirmed' });
  const name = `${office.ctx.business.id}/${ida}`;
  const key = createHmac('sha256', FEED_SECRET).update(name).digest('hex');
  const feed = await fetch(`http://127.0.0.1:${office.api.port}/calendars/feeds/${name}/${key}.ics`);
  expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(await feed.text()).toContain(`UID:${visit.id}@afterhourfix\r\n`);
  const day = { technicianId: ida, from: startsAt, until: hoursAfter(startsAt, 2) };
  expect(await listVisits(office.ctx, day)).toMatchObject([{ bookingId: visit.id, startsAt }]);
  expect(office.simulator.unexpected).toEqual([]);
});

test('an account of others speaks for no business that does not name it', async () => {
  await using office = await startOffice();
  await bookVisit(office, null);
  const [created] = office.simulator.takeDeliveries();
  if (!created) throw new Error('Nothing was told');
  const signature = createHmac('sha256', 'the secret of others').update(created.body).digest('hex');
  expect(
    await deliver(office, { ...created, headers: { ...created.headers, 'x-cal-signature-256': signature } }),
  ).toEqual({
    status: 403,
    body: { error: 'another-account' },
  });
  const ping = JSON.stringify({ triggerEvent: 'PING', createdAt: '2026-11-24T03:00:00.000Z', payload: {} });
  const signed = createHmac('sha256', WEBHOOK_SECRET).update(ping).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-cal-signature-256': signed };
  expect(await deliver(office, { body: ping, headers })).toEqual({
    status: 200,
    body: { result: 'ignored' },
  });
});

test('connecting an account has its news posted to the business, once, and says what its event types lack', async () => {
  await using office = await startOffice();
  const { simulator, ctx, clock, database } = office;
  const system = { db: database.system, clock, log: silentLogger };
  const connect = (accounts = ACCOUNTS) => {
    const calcom = toCalendarAccess(
      CalendarVariables.parse({ CALCOM_ACCOUNTS: accounts, CALCOM_API_URL: simulator.url }),
    ).calcom;
    return connectCalcom(system, { apiUrl: 'https://api.example.com/', calcom });
  };
  expect(await connect()).toEqual([]);
  await bookVisit(office, null);
  const { id: businessId } = ctx.business;
  const connection = { businessId, account: 'main', faults: [] };
  expect(await connect()).toEqual([{ ...connection, webhook: 'created' }]);
  expect(await connect()).toEqual([{ ...connection, webhook: 'unchanged' }]);
  expect(simulator.webhooks).toMatchObject([
    {
      subscriberUrl: `https://api.example.com/calendars/calcom/${businessId}`,
      secret: WEBHOOK_SECRET,
      active: true,
      triggers: expect.arrayContaining(['BOOKING_RESCHEDULED', 'BOOKING_CANCELLED']),
    },
  ]);
  const renewed = JSON.stringify({ main: { apiKey: API_KEY, webhookSecret: 'a new secret' } });
  expect(await connect(renewed)).toEqual([{ ...connection, webhook: 'changed' }]);
  expect(simulator.webhooks).toMatchObject([{ secret: 'a new secret' }]);
  const keyless = JSON.stringify({ main: { apiKey: API_KEY } });
  expect(await connect(keyless)).toMatchObject([
    { webhook: 'failed', faults: ['The account main has no webhookSecret'] },
  ]);
  simulator.failNext('unavailable');
  expect(await connect()).toMatchObject([{ webhook: 'failed', faults: ['calcom: The vendor answered 503'] }]);
  expect(simulator.unexpected).toEqual([]);
});

/** To the first opening from a time on. */
async function moveVisit(
  { ctx, callId, calendars }: Office,
  { bookingId, earliestAt }: { bookingId: BookingId; earliestAt: Date },
) {
  const external = calendars.find(await getCallCalendar(ctx, { callId }));
  const offered = await getSlots(ctx, { callId, trade: 'plumbing', zip: VISIT.zip, earliestAt }, external);
  const slotId = (offered.ok && offered.slots[0]?.slotId) || '';
  return rescheduleBooking(ctx, { callId, bookingId, slotId }, external);
}

test.each([
  ['that it never got', 'unavailable'],
  ['of which the answer is lost', 'lost-answer'],
] as const)(
  'two moves of a visit, the first one %s, end in one booking at the last time',
  async (_what, fault) => {
    await using office = await startOffice();
    const { simulator, ctx, calendars } = office;
    const { id: bookingId } = await bookVisit(office, null);
    simulator.failNext(fault, { request: /reschedule$/ });
    const first = await moveVisit(office, { bookingId, earliestAt: hoursAfter(MORNING, 2) });
    expect(first).toMatchObject({ ok: true, booking: { isConfirmed: fault === 'lost-answer' } });
    simulator.failNext('unavailable', { request: /^GET .*bookings$/ });
    const second = await moveVisit(office, { bookingId, earliestAt: hoursAfter(MORNING, 26) });
    expect(second).toMatchObject({ ok: true });
    const calendar = calendars.find(await getBookingCalendar(ctx, { bookingId }));
    expect(await confirmWithCalendar(ctx, { bookingId }, calendar)).toBe('settled');
    const standing = simulator.bookings.filter(({ status }) => status === 'accepted');
    const startsAt = hoursAfter(MORNING, 26);
    expect(standing).toMatchObject([{ start: startsAt }]);
    const [row] = await query(office, 'select starts_at, calendar_ref, calendar_status from bookings');
    expect(row).toEqual({
      starts_at: startsAt,
      calendar_ref: standing[0]?.uid,
      calendar_status: 'confirmed',
    });
    expect(simulator.unexpected).toEqual([]);
  },
);
