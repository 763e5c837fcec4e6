import { VendorError } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RecordedServer, readAnswers, startRecordedServer } from '../testing/recorded-server.ts';
import { createOsrmRouter } from './adapter.ts';

const JOURNEY = {
  from: { latitude: 39.9702113, longitude: -83.0011905 },
  to: { latitude: 40.0992417, longitude: -83.1140771 },
  at: new Date('2026-11-24T05:00:00Z'),
};
const NEVER = new AbortController().signal;

let server: RecordedServer;
beforeAll(async () => {
  server = await startRecordedServer(readAnswers(new URL('recordings/route.jsonl', import.meta.url)));
});
afterAll(() => server[Symbol.asyncDispose]());

const drive = (signal = NEVER) => createOsrmRouter({ baseUrl: server.baseUrl }).drive(JOURNEY, signal);

test('a route is told in minutes and kilometers', async () => {
  server.play('route');
  expect(await drive()).toEqual({ minutes: 1216.9 / 60, roadKm: 21.8734 });
});

test('asks with longitude first, for no geometry', async () => {
  server.play('route');
  await drive();
  expect(server.asked.at(-1)).toBe(
    '/route/v1/driving/-83.001191,39.970211;-83.114077,40.099242?overview=false',
  );
});

test('to where one is already takes no time', async () => {
  server.play('same-place');
  expect(await drive()).toEqual({ minutes: 0, roadKm: 0 });
});

test.each(['no-route', 'no-segment'])('%s means that there is no road', async (name) => {
  server.play(name);
  expect(await drive()).toBeNull();
});

test.each([
  ['invalid', false, 'osrm: InvalidQuery'],
  ['too-big', false, 'osrm: TooBig'],
  ['busy', true, 'osrm: status 429'],
  ['no-routes', false, 'osrm: status 200'],
])('%s is a failure that may pass: %s', async (name, isRetryable, message) => {
  server.play(name);
  const failure = await drive().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(VendorError);
  expect(failure).toMatchObject({ vendor: 'osrm', isRetryable, message: expect.stringContaining(message) });
});

test('a request that is no longer wanted ends at once', async () => {
  const abort = new AbortController();
  server.playRaw(() => abort.abort(new Error('No answer within 800 ms')));
  await expect(drive(abort.signal)).rejects.toThrow('osrm: A GET request got no answer');
});
