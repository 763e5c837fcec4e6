import { readFileSync } from 'node:fs';
import { VendorError } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { readEvent, readEventPage, readFreeBusy, readRefusal, readToken } from './wire.ts';

function readBodies(name: string): unknown[] {
  const lines = readFileSync(new URL(`recordings/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line).body);
}

test('reads a token, busy times with those that cannot be read, an event and a page of them', () => {
  const [token, freeBusy, event, page] = readBodies('answers');
  expect(readToken(token)).toEqual({ token: 'ya29.c.b0Aaekm1', lifeSeconds: 3599 });
  const window = { startsAt: new Date('2026-11-24T15:00:00Z'), endsAt: new Date('2026-11-24T17:00:00Z') };
  expect(readFreeBusy(freeBusy)).toEqual({
    'ida@saguaro.example': { busy: [window], fault: null },
    'hal@saguaro.example': { busy: [], fault: 'notFound' },
  });
  expect(readEvent(event)).toMatchObject({ isStanding: true, ...window });
  const { events, nextPageToken, nextSyncToken } = readEventPage(page);
  expect(events.map(({ id, isStanding, startsAt }) => [id, isStanding, startsAt])).toEqual([
    ['ahf7c9e6679f425', true, window.startsAt],
    ['allday1', true, null],
    ['ahf00ff', false, null],
  ]);
  expect([nextPageToken, nextSyncToken]).toEqual([null, 'CPDAlvWDx70CEPDAlvWDx70CGAU=']);
});

test('reads why something was refused', () => {
  expect(readBodies('errors').map((body) => readRefusal(body).reason)).toEqual([
    'duplicate',
    'fullSyncRequired',
    'deleted',
    'rateLimitExceeded',
  ]);
  expect(readRefusal('<html>')).toEqual({ reason: 'unknown', message: '' });
});

test('an answer of an unknown shape is a failure', () => {
  expect(() => readEvent({ kind: 'calendar#event' })).toThrow(VendorError);
});
