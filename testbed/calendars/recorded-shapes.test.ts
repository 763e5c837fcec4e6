import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hoursAfter, KEY, MORNING, PLUMBING, startCalcomWorld, toAppointment } from './calcom-world.ts';

const folder = new URL('../../packages/integrations/src/calcom/recordings/', import.meta.url);

interface Recorded {
  request: string;
  status: number;
  body: unknown;
}

function readRecording(name: string): Recorded[] {
  const lines = readFileSync(new URL(`${name}.jsonl`, folder), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Paths of all fields; days have one name, and a list is as good as its items. */
function listFields(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => listFields(item, path));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, field]) =>
    listFields(field, `${path}.${/^\d{4}-\d\d-\d\d$/.test(name) ? 'day' : name}`),
  );
}

const OWN_FIELDS = /bookingFieldsResponses|\.metadata\./;

/** What the simulator says that the vendor was never seen to say. */
function listInvented(body: unknown, recorded: readonly unknown[]): string[] {
  const known = new Set(recorded.flatMap((one) => listFields(one)));
  return listFields(body).filter((field) => !known.has(field) && !OWN_FIELDS.test(field));
}

test('the simulator of Cal.com says nothing that is not in the recordings of its answers', async () => {
  await using world = await startCalcomWorld();
  const bodies: unknown[] = [];
  const ask = async (method: string, path: string, { version, body }: { version: string; body?: object }) => {
    const response = await fetch(`${world.simulator.url}${path}`, {
      method,
      headers: {
        authorization: 'Bearer cal_test_key',
        'cal-api-version': version,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    bodies.push(await response.json());
    return response.status;
  };
  const slots = { version: '2024-09-04' };
  const bookings = { version: '2026-02-25' };
  const [start, end] = [MORNING.toISOString(), hoursAfter(MORNING, 8).toISOString()];
  const slot = { eventTypeId: PLUMBING, slotStart: start, reservationDuration: 5 };
  expect(
    await ask('GET', `/slots?eventTypeId=${PLUMBING}&start=${start}&end=${end}&format=range`, slots),
  ).toBe(200);
  expect(await ask('POST', '/slots/reservations', { ...slots, body: slot })).toBe(201);
  const booked = await world.calendar.book(toAppointment(), KEY);
  const uid = booked.ok ? booked.ref : '';
  const move = { start: hoursAfter(MORNING, 2).toISOString() };
  expect(await ask('POST', `/bookings/${uid}/reschedule`, { ...bookings, body: move })).toBe(201);
  expect(await ask('GET', `/bookings/${uid}`, bookings)).toBe(200);
  expect(await ask('GET', '/bookings', bookings)).toBe(200);
  expect(await ask('GET', '/bookings/90211', bookings)).toBe(404);
  const recorded = ['slots', 'bookings', 'errors'].flatMap((name) =>
    readRecording(name).map(({ body }) => body),
  );
  expect(bodies.flatMap((body) => listInvented(body, recorded))).toEqual([]);
  expect(world.simulator.unexpected).toEqual([]);
});

test('its news have the fields of the vendor’s news', async () => {
  await using world = await startCalcomWorld();
  const booked = await world.calendar.book(toAppointment(), KEY);
  const moved = world.simulator.moveByHand(booked.ok ? booked.ref : '', hoursAfter(MORNING, 2));
  world.simulator.cancelByHand(moved.uid, 'No need any more');
  const lines = readFileSync(new URL('webhooks.jsonl', folder), 'utf8').trim().split('\n');
  const recorded: unknown[] = lines.map((line) => JSON.parse(line));
  const told: unknown[] = world.simulator.takeDeliveries().map(({ body }) => JSON.parse(body));
  expect(told).toHaveLength(3);
  expect(told.flatMap((body) => listInvented(body, recorded))).toEqual([]);
});
