import { VendorError } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RecordedServer, readAnswers, startRecordedServer } from '../testing/recorded-server.ts';
import { createNominatimGeocoder } from './adapter.ts';

const ADDRESS = { street: "58 O'Brien & Sons Rd", city: 'Dublin', state: 'OH', zip: '43017' };
const NEVER = new AbortController().signal;

let server: RecordedServer;
beforeAll(async () => {
  server = await startRecordedServer(readAnswers(new URL('recordings/search.jsonl', import.meta.url)));
});
afterAll(() => server[Symbol.asyncDispose]());

const geocode = (signal = NEVER) =>
  createNominatimGeocoder({ baseUrl: `${server.baseUrl}/maps/` }).geocode(ADDRESS, signal);

test.each([
  ['house', { point: { latitude: 39.9702113, longitude: -83.0011905 }, zip: '43215', confidence: 1 }],
  ['interpolated', { point: { latitude: 40.0992417, longitude: -83.1140771 }, zip: '43017', confidence: 1 }],
  ['street', { point: { latitude: 40.1044202, longitude: -83.1290331 }, zip: null, confidence: 0.7 }],
  ['town', { point: { latitude: 40.0992294, longitude: -83.1140771 }, zip: null, confidence: 0.3 }],
])('an answer that is a %s is located as well as it tells', async (name, located) => {
  server.play(name);
  expect(await geocode()).toEqual(located);
});

test('asks by the parts of the address, for at most one place, and says who asks', async () => {
  server.play('house');
  await geocode();
  const url = new URL(server.asked.at(-1) ?? '', server.baseUrl);
  expect(url.pathname).toBe('/maps/search');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    street: "58 O'Brien & Sons Rd",
    city: 'Dublin',
    state: 'OH',
    postalcode: '43017',
    countrycodes: 'us,ca',
    format: 'jsonv2',
    addressdetails: '1',
    limit: '1',
  });
  expect(server.userAgents.at(-1)).toMatch(/^AfterHourFix\//);
});

test.each([
  ['nothing', 'street', 0.7],
  ['unreadable', 'house', 1],
])('asks without the ZIP when that finds %s', async (first, second, confidence) => {
  server.play(first, second);
  expect(await geocode()).toMatchObject({ confidence });
  expect(server.asked.at(-2)).toContain('postalcode');
  expect(server.asked.at(-1)).not.toContain('postalcode');
});

test('an address that the server does not know is nowhere', async () => {
  server.play('nothing', 'nothing');
  expect(await geocode()).toBeNull();
});

test.each([
  ['bad-request', false, 'nominatim: Parameter'],
  ['bandwidth', true, 'nominatim: Too many requests'],
  ['down', true, 'nominatim: Database connection failed.'],
])('%s is a failure that may pass: %s', async (name, isRetryable, message) => {
  server.play(name);
  const failure = await geocode().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(VendorError);
  expect(failure).toMatchObject({
    vendor: 'nominatim',
    isRetryable,
    message: expect.stringContaining(message),
  });
});

test.each<[string, (response: { end(text?: string): unknown }) => unknown]>([
  ['a page of HTML', (response) => response.end('<html>Bad gateway</html>')],
  ['nothing at all', (response) => response.end()],
  ['half of a JSON', (response) => response.end('[{"place_id":')],
  ['more than anybody needs', (response) => response.end(`["${'x'.repeat(300_000)}"]`)],
])('%s is a failure', async (_what, answer) => {
  server.playRaw(answer);
  await expect(geocode()).rejects.toThrow(VendorError);
});

test('a redirection is not followed', async () => {
  server.playRaw((response) => response.writeHead(302, { location: '/elsewhere' }).end());
  const before = server.asked.length;
  await expect(geocode()).rejects.toThrow(VendorError);
  expect(server.asked.length).toBe(before + 1);
});

test('a request that is no longer wanted ends at once', async () => {
  const abort = new AbortController();
  server.playRaw(() => abort.abort(new Error('No answer within 800 ms')));
  await expect(geocode(abort.signal)).rejects.toThrow('nominatim: A GET request got no answer');
});

test('a server that is not there is a failure that may pass', async () => {
  const away = createNominatimGeocoder({ baseUrl: 'http://127.0.0.1:9' });
  await expect(away.geocode(ADDRESS, NEVER)).rejects.toMatchObject({
    vendor: 'nominatim',
    isRetryable: true,
  });
});
