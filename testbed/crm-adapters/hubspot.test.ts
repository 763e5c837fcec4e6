import type { BookingNews, CallNews, CustomerNews } from '@afterhourfix/domain';
import { Secret } from '@afterhourfix/foundation';
import { createHubSpot } from '@afterhourfix/integrations/hubspot';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type HubSpotFault,
  type HubSpotSimulator,
  startHubSpotSimulator,
} from '../simulators/hubspot/hubspot-simulator.ts';

let portal: HubSpotSimulator;
beforeEach(async () => {
  portal = await startHubSpotSimulator({ token: 'pat-na1-1' });
});
afterEach(async () => {
  expect(portal.unexpected).toEqual([]);
  await portal[Symbol.asyncDispose]();
});

const open = (token = 'pat-na1-1') => createHubSpot({ token: new Secret(token), apiUrl: portal.url });
const phone = PhoneNumber.parse('+16145550111');
const ANA: CustomerNews = {
  id: '01a20891-68d9-7bfe-88c4-f0534d7cfd5b',
  name: 'Ana María O\'Neill "Nan" 🏠',
  phone,
  addressLine: '12 Oak St',
  city: null,
  zip: '43215',
  membership: null,
};
const VISIT: BookingNews = {
  id: '01a20891-6919-7f5e-af20-6fec792b7bc9',
  status: 'booked',
  trade: 'water_damage',
  problem: 'Water <everywhere> & rising',
  startsAt: new Date('2026-11-24T13:00:00Z'),
  endsAt: new Date('2026-11-24T15:00:00Z'),
  technicianName: 'Fay',
  contactName: 'Ana',
  contactPhone: phone,
  addressLine: '12 Oak St',
  city: 'Columbus',
  zip: '43215',
  customer: ANA,
};
const CALL: CallNews = {
  id: '01a20891-6931-7e90-93b6-16878ff0a6a6',
  from: phone,
  to: PhoneNumber.parse('+16145550142'),
  startedAt: new Date('2026-11-24T03:00:00Z'),
  durationMs: 93_000,
  outcome: 'booked',
  reason: 'slot_booked',
  summary: 'Ana called about a leak.',
  customer: ANA,
};

test('a customer becomes one contact, however often it is told, found by phone when we know no reference', async () => {
  const hubspot = open();
  const ref = await hubspot.upsertCustomer?.(ANA, { ref: null, key: 'k1' });
  const again = await hubspot.upsertCustomer?.({ ...ANA, city: 'Columbus' }, { ref: null, key: 'k2' });
  const third = await hubspot.upsertCustomer?.({ ...ANA, zip: null }, { ref: ref ?? null, key: 'k3' });
  expect([again, third]).toEqual([ref, ref]);
  expect(portal.objects).toHaveLength(1);
  expect(portal.objects[0]?.properties).toEqual({
    firstname: 'Ana',
    lastname: 'María O\'Neill "Nan" 🏠',
    phone: '+16145550111',
    address: '12 Oak St',
    city: 'Columbus',
    zip: '43215',
  });
  expect(await hubspot.findCustomers?.({ phone })).toEqual([
    { ref, name: 'Ana María O\'Neill "Nan" 🏠', phone: '+16145550111' },
  ]);
});

test('a contact that was deleted there is made anew', async () => {
  const hubspot = open();
  const ref = (await hubspot.upsertCustomer?.(ANA, { ref: null, key: 'k1' })) ?? '';
  portal.forget(ref);
  expect(await hubspot.upsertCustomer?.(ANA, { ref, key: 'k2' })).not.toBe(ref);
  expect(portal.objects).toHaveLength(1);
});

test('a person who is erased is deleted there for good, and may be asked for twice', async () => {
  const hubspot = open();
  const ref = (await hubspot.upsertCustomer?.(ANA, { ref: null, key: 'k1' })) ?? '';
  await hubspot.eraseCustomer?.({ ref, key: 'k2' });
  await hubspot.eraseCustomer?.({ ref, key: 'k2' });
  expect(portal.objects).toEqual([]);
});

test('a visit becomes a meeting of its contact, and its change and cancellation change it', async () => {
  const hubspot = open();
  const customerRef = (await hubspot.upsertCustomer?.(ANA, { ref: null, key: 'k1' })) ?? '';
  const ref = (await hubspot.createBooking?.(VISIT, { customerRef, key: 'k2' })) ?? '';
  const meeting = portal.objects.find(({ id }) => id === ref);
  expect(meeting).toMatchObject({
    contacts: [customerRef],
    properties: {
      hs_meeting_title: 'water damage visit',
      hs_meeting_body: 'Water &lt;everywhere&gt; &amp; rising<br>Ana, +16145550111<br>Technician: Fay',
      hs_meeting_start_time: '2026-11-24T13:00:00.000Z',
      hs_meeting_location: '12 Oak St, Columbus, 43215',
      hs_meeting_outcome: 'SCHEDULED',
    },
  });
  const moved = { ...VISIT, startsAt: new Date('2026-11-25T13:00:00Z') };
  expect(await hubspot.updateBooking?.(moved, { ref, key: 'k3' })).toEqual({ ok: true });
  expect(await hubspot.cancelBooking?.({ ...moved, status: 'cancelled' }, { ref, key: 'k4' })).toEqual({
    ok: true,
  });
  expect(meeting?.properties).toMatchObject({
    hs_meeting_start_time: '2026-11-25T13:00:00.000Z',
    hs_meeting_outcome: 'CANCELED',
  });
  portal.forget(ref);
  expect(await hubspot.updateBooking?.(VISIT, { ref, key: 'k5' })).toEqual({
    ok: false,
    refusal: 'unknown-ref',
  });
});

test('a visit whose answer was lost is found by its mark, not made twice', async () => {
  const hubspot = open();
  portal.failNext(null, 'lost-answer');
  await expect(hubspot.createBooking?.(VISIT, { customerRef: null, key: 'k1' })).rejects.toMatchObject({
    isRetryable: true,
  });
  const ref = await hubspot.createBooking?.(VISIT, { customerRef: null, key: 'k1' });
  expect(portal.objects.map(({ id }) => id)).toEqual([ref]);
});

test('a call is logged once with its summary, beside the contact of its caller', async () => {
  const hubspot = open();
  const ref = await hubspot.logCall?.(CALL, { customerRef: null, key: 'k1' });
  expect(await hubspot.logCall?.(CALL, { customerRef: null, key: 'k1' })).toBe(ref);
  const [contact, call] = portal.objects;
  expect(portal.objects).toHaveLength(2);
  expect(call).toMatchObject({
    contacts: [contact?.id],
    properties: {
      hs_call_title: 'After-hours call: booked',
      hs_call_duration: '93000',
      hs_call_direction: 'INBOUND',
      hs_call_body: 'Ana called about a leak.',
    },
  });
});

test.each<[HubSpotFault, string]>([
  ['too-many', '429 TEN_SECONDLY_ROLLING'],
  ['unavailable', '503'],
  ['expired', '401 EXPIRED_AUTHENTICATION'],
  ['lost-answer', 'got no answer'],
])('%s may pass, and says what it was', async (fault, words) => {
  portal.failNext(fault);
  await expect(open().checkHealth()).rejects.toMatchObject({
    vendor: 'hubspot',
    isRetryable: true,
    message: expect.stringContaining(words),
  });
});

test('what HubSpot does not know how to store is refused for good', async () => {
  const hubspot = open();
  await expect(hubspot.createBooking?.(VISIT, { customerRef: '999', key: 'k1' })).rejects.toMatchObject({
    isRetryable: false,
    message: expect.stringContaining('OBJECT_NOT_FOUND'),
  });
});

test('a wrong token connects nothing, and may be mended', async () => {
  await expect(open('wrong').checkHealth()).rejects.toMatchObject({ isRetryable: true });
});
