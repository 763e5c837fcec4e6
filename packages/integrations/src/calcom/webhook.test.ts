import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isCalcomDeliverySigned, readCalcomDelivery } from './webhook.ts';

const LINES = readFileSync(new URL('recordings/webhooks.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const BOOKING_ID = '0197a000-0000-7000-8000-00000000b001';
const body = Buffer.from(LINES[0] ?? '');
const sign = (secret: string) => createHmac('sha256', secret).update(body).digest('hex');

test('reads what moves or cancels a booking, and leaves out the rest', () => {
  const first = {
    ref: '7qYkPz3mVtQ2cXn8RbLd5w',
    previousRef: null,
    bookingId: BOOKING_ID,
    state: 'standing',
  };
  const second = { ...first, ref: 'uR4dKx9TqW1mZs6HjYv2Bn' };
  expect(LINES.map((line) => readCalcomDelivery(JSON.parse(line)))).toMatchObject(
    [
      {
        ...first,
        startsAt: new Date('2026-11-24T15:00:00Z'),
        changedAt: new Date('2026-11-24T03:02:12.400Z'),
      },
      { ...second, previousRef: first.ref, startsAt: new Date('2026-11-24T17:00:00Z') },
      { ...second, state: 'cancelled' },
      { ...first, state: 'cancelled', bookingId: null },
      null,
      null,
    ].map((change) => (change === null ? null : expect.objectContaining(change))),
  );
});

test.each([null, 7, {}, { triggerEvent: 'BOOKING_CREATED', createdAt: 'yesterday', payload: {} }])(
  'makes nothing of %j',
  (json) => {
    expect(readCalcomDelivery(json)).toBeNull();
  },
);

test('knows the signature by any of its secrets, over the very bytes', () => {
  const secrets = ['old', 'new'];
  expect(isCalcomDeliverySigned({ secrets, signature: sign('new'), body })).toBe(true);
  expect(isCalcomDeliverySigned({ secrets, signature: sign('new').toUpperCase(), body })).toBe(true);
  expect(isCalcomDeliverySigned({ secrets, signature: sign('guess'), body })).toBe(false);
  expect(isCalcomDeliverySigned({ secrets, signature: sign('new').slice(2), body })).toBe(false);
  expect(isCalcomDeliverySigned({ secrets, signature: undefined, body })).toBe(false);
  expect(isCalcomDeliverySigned({ secrets: [], signature: sign('new'), body })).toBe(false);
  const changed = Buffer.concat([body, Buffer.from(' ')]);
  expect(isCalcomDeliverySigned({ secrets, signature: sign('new'), body: changed })).toBe(false);
});
