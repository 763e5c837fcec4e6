import { createSpokenFactsLedger } from '@afterhourfix/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { issueFacts } from '../call-session/issued-facts.ts';
import { AnsweredCalls, type TestCall } from '../testing/answered-call.ts';
import { runTool } from '../testing/run-tool.ts';

const HOUR_MS = 3_600_000;
const HER_NUMBER = '+16145550114';
const THURSDAY_NOON = new Date('2026-12-03T17:00:00Z');
const UNKNOWN = { result: { refusal: 'unknown-booking' }, effect: null };

let calls: AnsweredCalls;
let placed: TestCall;
let visit: { bookingId: string; startsAt: string; endsAt: string; speakable: string };
beforeEach(async () => {
  calls = await AnsweredCalls.open();
  placed = await calls.answer({ from: HER_NUMBER });
  visit = await bookVisit();
  placed = await calls.answer({ from: HER_NUMBER });
});
afterEach(() => calls[Symbol.asyncDispose]());

const run = (name: string, input: unknown, by = placed) => runTool(by, { name, input });

async function offer(earliestAt: Date, by = placed): Promise<{ slotId: string; speakable: string }> {
  const asked = { trade: 'plumbing', zip: '43215', earliestAt: earliestAt.toISOString() };
  return Object((await run('get_slots', asked, by)).result).slots[0];
}

async function bookVisit() {
  const visitAt = '2026-12-01T17:00:00Z';
  await run('get_pricing', { trade: 'plumbing', zip: '43215', visitAt });
  const { slotId } = await offer(new Date(visitAt));
  const where = { name: 'Joan Abbate', addressLine: '1215 E Broad St', zip: '43215' };
  return Object((await run('book_slot', { ...where, slotId, problem: 'No hot water' })).result).booking;
}

const verify = () => run('lookup_customer', { name: 'Joan Abbate' });
const advanceTo = (at: number) => calls.clock.advance(at - calls.clock.now().getTime());
const advanceToLate = () => advanceTo(Date.parse(visit.startsAt) - HOUR_MS);
async function visits() {
  const rows = await calls.rows(placed.domain, 'select id, status, starts_at from bookings order by id');
  return rows.map(({ id, status, starts_at: at }) => ({ id, status, startsAt: new Date(String(at)) }));
}

describe('a visit that was booked in an earlier call', () => {
  const changes = () => [
    ['cancel_booking', { agreedFeeCents: 0 }] as const,
    ['reschedule_booking', { slotId: crypto.randomUUID() }] as const,
  ];

  test('is moved and cancelled by nobody who has not shown to be its customer', async () => {
    const stranger = await calls.answer({ from: '+16145550177' });
    await run('lookup_customer', { phone: HER_NUMBER, name: 'Joan Abbate' }, stranger);
    const before = await visits();
    for (const by of [stranger, placed])
      for (const [name, rest] of changes())
        expect(await run(name, { appointmentId: visit.bookingId, ...rest }, by)).toEqual(UNKNOWN);
    expect(await visits()).toEqual(before);
  });

  test('is refused to a stranger in the words for one that does not exist', async () => {
    await verify();
    for (const appointmentId of [crypto.randomUUID(), 'appt_55', "'; drop table bookings; --"])
      for (const [name, rest] of changes())
        expect(await run(name, { appointmentId, ...rest })).toEqual(UNKNOWN);
  });

  test('is unknown to a caller of another business', async () => {
    const elsewhere = await calls.answer({ to: '+16025550142', from: HER_NUMBER });
    const asked = { appointmentId: visit.bookingId, agreedFeeCents: 0 };
    expect(await run('cancel_booking', asked, elsewhere)).toEqual(UNKNOWN);
    expect(await visits()).toMatchObject([{ status: 'booked' }]);
  });
});

describe('cancel_booking', () => {
  beforeEach(verify);

  test('asks first, also when it costs nothing, and tells which window was given up', async () => {
    const asked = { appointmentId: visit.bookingId, reason: 'the neighbor fixed it' };
    expect(await run('cancel_booking', asked)).toEqual({
      result: {
        refusal: 'not-confirmed',
        feeCents: 0,
        speakable: 'zero dollars',
        speakableEs: 'cero dólares',
      },
      effect: { kind: 'facts-told' },
    });
    expect(await visits()).toMatchObject([{ status: 'booked' }]);
    const { startsAt, endsAt } = visit;
    expect(await run('cancel_booking', { ...asked, agreedFeeCents: 0 })).toEqual({
      result: { cancelled: true, appointmentId: visit.bookingId, startsAt, endsAt, feeCents: 0 },
      effect: { kind: 'visit-cancelled' },
    });
    expect(await visits()).toMatchObject([{ status: 'cancelled' }]);
  });

  test('takes no fee for agreed that was not told: too little is asked for anew', async () => {
    advanceToLate();
    placed = await calls.answer({ from: HER_NUMBER });
    await verify();
    for (const agreed of [{}, { agreedFeeCents: 0 }, { agreedFeeCents: 4_899 }])
      expect(await run('cancel_booking', { appointmentId: visit.bookingId, ...agreed })).toMatchObject({
        result: { refusal: 'not-confirmed', feeCents: 4_900, speakable: 'forty-nine dollars' },
      });
    expect(await visits()).toMatchObject([{ status: 'booked' }]);
    expect(
      await run('cancel_booking', { appointmentId: visit.bookingId, agreedFeeCents: 4_900 }),
    ).toMatchObject({ result: { cancelled: true, feeCents: 4_900 } });
  });

  test('that comes a second time says the same and charges nothing more', async () => {
    const agreed = { appointmentId: visit.bookingId, agreedFeeCents: 0 };
    const first = await run('cancel_booking', agreed);
    expect(await run('cancel_booking', agreed)).toEqual(first);
    const changes = await calls.rows(placed.domain, "select 1 from booking_changes where kind = 'cancelled'");
    expect(changes).toHaveLength(1);
  });
});

describe('reschedule_booking', () => {
  beforeEach(verify);

  test('moves the visit and keeps its id, and says where it stood and stands', async () => {
    const slot = await offer(THURSDAY_NOON);
    const moved = await run('reschedule_booking', { appointmentId: visit.bookingId, slotId: slot.slotId });
    expect(moved).toMatchObject({
      result: {
        feeCents: 0,
        booking: {
          appointmentId: visit.bookingId,
          startsAt: THURSDAY_NOON.toISOString(),
          speakable: slot.speakable,
          movedFrom: visit.speakable,
        },
      },
      effect: { kind: 'visit-moved' },
    });
    expect(await visits()).toEqual([{ id: visit.bookingId, status: 'booked', startsAt: THURSDAY_NOON }]);
  });

  test('lets the agent say the new window as booked, and the old one no more', async () => {
    const slot = await offer(THURSDAY_NOON);
    const empty = createSpokenFactsLedger({ timeZone: 'America/New_York', now: calls.clock.now() });
    const known = issueFacts(empty, { toolCallId: 'c0', name: 'lookup_customer', ...(await verify()) });
    const moved = await run('reschedule_booking', { appointmentId: visit.bookingId, slotId: slot.slotId });
    const told = issueFacts(known, { toolCallId: 'c1', name: 'reschedule_booking', ...moved });
    expect(told.windows).toMatchObject([
      { status: 'moved-from', startsAt: new Date(visit.startsAt) },
      { status: 'booked', startsAt: THURSDAY_NOON },
    ]);
  });

  test('asks for the late fee, and moves once the caller has agreed', async () => {
    advanceToLate();
    placed = await calls.answer({ from: HER_NUMBER });
    await verify();
    const { slotId } = await offer(THURSDAY_NOON);
    const asked = { appointmentId: visit.bookingId, slotId };
    expect(await run('reschedule_booking', asked)).toMatchObject({
      result: { refusal: 'not-confirmed', feeCents: 4_900, speakableEs: 'cuarenta y nueve dólares' },
    });
    expect(await visits()).toMatchObject([{ startsAt: new Date(visit.startsAt) }]);
    expect(await run('reschedule_booking', { ...asked, agreedFeeCents: 4_900 })).toMatchObject({
      result: { feeCents: 4_900, booking: { appointmentId: visit.bookingId } },
      effect: { kind: 'visit-moved' },
    });
  });

  test('moves to a time with another price once that was told', async () => {
    const atNight = { trade: 'plumbing', zip: '43215', day: '2026-12-02', time: '23:00', isUrgent: true };
    const [slot] = Object((await run('get_slots', atNight)).result).slots;
    const asked = { appointmentId: visit.bookingId, slotId: slot.slotId };
    expect(await run('reschedule_booking', asked)).toEqual({
      result: { refusal: 'quote-required' },
      effect: null,
    });
    await run('get_pricing', { trade: 'plumbing', zip: '43215', visitAt: slot.startsAt });
    expect(await run('reschedule_booking', asked)).toMatchObject({
      result: { booking: { appointmentId: visit.bookingId, startsAt: slot.startsAt } },
    });
  });

  test('refuses a slot that was offered to another call, and leaves the visit where it was', async () => {
    const other = await calls.answer({ from: '+16145550177' });
    const { slotId } = await offer(THURSDAY_NOON, other);
    expect(await run('reschedule_booking', { appointmentId: visit.bookingId, slotId })).toEqual({
      result: { refusal: 'unknown-slot' },
      effect: null,
    });
    expect(await visits()).toMatchObject([{ startsAt: new Date(visit.startsAt) }]);
  });

  test('refuses a visit that was cancelled', async () => {
    await run('cancel_booking', { appointmentId: visit.bookingId, agreedFeeCents: 0 });
    const { slotId } = await offer(THURSDAY_NOON);
    expect(await run('reschedule_booking', { appointmentId: visit.bookingId, slotId })).toEqual({
      result: { refusal: 'booking-cancelled' },
      effect: null,
    });
  });
});
