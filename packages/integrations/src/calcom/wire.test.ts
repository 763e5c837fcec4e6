import { readFileSync } from 'node:fs';
import { VendorError } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import {
  isTimeRefused,
  readBooking,
  readBookingPage,
  readRefusal,
  readReservationUid,
  readSlots,
} from './wire.ts';

interface Recorded {
  request: string;
  status: number;
  body: unknown;
}

function readRecording(name: string): Recorded[] {
  const lines = readFileSync(new URL(`recordings/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

test('reads slots of several days, whatever their offset, and days without any', () => {
  const [some, none, reservation] = readRecording('slots');
  expect(readSlots(some?.body).map(({ startsAt }) => startsAt.toISOString())).toEqual([
    '2026-11-24T15:00:00.000Z',
    '2026-11-24T17:00:00.000Z',
    '2026-11-25T15:00:00.000Z',
  ]);
  expect(readSlots(none?.body)).toEqual([]);
  expect(readReservationUid(reservation?.body)).toBe('b1f6f0e2-4f0c-4f7c-9a58-3a1f1f9f3e11');
});

test('reads bookings: one that stands, one that was moved on, the one in its place, one that waits for its host', () => {
  const [made, left, moved, page] = readRecording('bookings');
  const uid = '7qYkPz3mVtQ2cXn8RbLd5w';
  expect(readBooking(made?.body)).toMatchObject({
    uid,
    isStanding: true,
    successorUid: null,
    eventTypeId: 5511,
  });
  expect(readBooking(left?.body)).toMatchObject({
    uid,
    isStanding: false,
    successorUid: 'uR4dKx9TqW1mZs6HjYv2Bn',
  });
  expect(readBooking(moved?.body)).toMatchObject({ startsAt: new Date('2026-11-24T17:00:00.000Z') });
  expect(readBookingPage(page?.body)).toMatchObject({
    bookings: [{ uid, isStanding: true, metadata: { bookingId: '0197a000-0000-7000-8000-00000000b001' } }],
    hasMore: false,
  });
});

test('a booking of a strange shape hides no other one of its page', () => {
  const [slot] = readRecording('slots');
  const booking = {
    uid: 'a',
    status: 'accepted',
    start: '2026-11-24T15:00:00Z',
    end: '2026-11-24T17:00:00Z',
  };
  const page = { data: [{ uid: 7 }, slot, booking], pagination: { hasNextPage: true } };
  expect(readBookingPage(page)).toMatchObject({ bookings: [{ isStanding: true }], hasMore: true });
});

test('tells a time that cannot be had from a request that is wrong', () => {
  const judged = readRecording('errors').map(({ status, body }) => {
    const { message } = readRefusal(body);
    return [message, isTimeRefused({ status, message })];
  });
  expect(judged).toEqual([
    ['User either already has booking at this time or is not available', true],
    ['no_available_users_found_error', true],
    ['fixed_hosts_unavailable_for_booking', true],
    ['Attempting to book a meeting in the past.', true],
    ['booking_time_out_of_bounds_error', true],
    ['responses - {problem}error_required_field', false],
    ['Booking location with type attendeeAddress not valid for event type', false],
    ['Booking with uid=90211 was not found in the database', false],
  ]);
});

test.each([null, {}, { data: [] }, 'nonsense'])('an answer of an unknown shape is a failure: %j', (json) => {
  expect(() => readBooking(json)).toThrow(VendorError);
  expect(readRefusal(json)).toEqual({ code: 'unknown', message: '' });
});
