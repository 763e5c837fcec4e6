import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { VendorError } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { fetchFeed } from './fetch-feed.ts';

const ALLOWED = { timeoutMs: 2_000, isPrivateAllowed: true };
const FORBIDDEN = { timeoutMs: 2_000, isPrivateAllowed: false };

async function serve(listener: RequestListener): Promise<AsyncDisposable & { port: number; url: string }> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}/feed.ics`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function failureOf(promise: Promise<unknown>): Promise<VendorError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof VendorError)) throw new Error('No VendorError was thrown');
  return error;
}

test('reads a feed, also behind a redirect', async () => {
  await using server = await serve((request, response) => {
    if (request.url === '/old.ics') response.writeHead(301, { location: '/feed.ics' }).end();
    else response.end('BEGIN:VCALENDAR');
  });
  expect(await fetchFeed(server.url, ALLOWED)).toBe('BEGIN:VCALENDAR');
  expect(await fetchFeed(server.url.replace('feed', 'old'), ALLOWED)).toBe('BEGIN:VCALENDAR');
});

test.each([
  ['by address', (port: number) => `http://127.0.0.1:${port}/`],
  ['by an address of version 6', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
  ['by a number', (port: number) => `http://2130706433:${port}/`],
  ['by name', (port: number) => `http://localhost:${port}/`],
  ['a file', () => 'file:///etc/passwd'],
])('reaches nothing in our own network: %s', async (_name, toUrl) => {
  let asked = 0;
  await using server = await serve((_request, response) => {
    asked += 1;
    response.end('secret');
  });
  const failure = await failureOf(fetchFeed(toUrl(server.port), FORBIDDEN));
  expect(`${failure.message} ${failure.cause}`).toMatch(/private address|on the web/);
  expect(asked).toBe(0);
});

test('follows no redirect from outside into our own network, and none without end', async () => {
  await using server = await serve((request, response) =>
    response.writeHead(302, { location: request.url === '/loop' ? '/loop' : 'ftp://127.0.0.1/' }).end(),
  );
  const loop = await failureOf(fetchFeed(server.url.replace('feed.ics', 'loop'), ALLOWED));
  expect(loop).toMatchObject({ isRetryable: false, message: expect.stringContaining('without end') });
  expect((await failureOf(fetchFeed(server.url, ALLOWED))).message).toContain('on the web');
});

test.each([
  [404, false],
  [503, true],
  [429, true],
])('an answer of %d is a failure, that may pass: %s', async (status, isRetryable) => {
  await using server = await serve((_request, response) => response.writeHead(status).end());
  expect(await failureOf(fetchFeed(server.url, ALLOWED))).toMatchObject({ isRetryable });
});

test('gives up on a feed that is too slow, or too long', async () => {
  await using slow = await serve((_request, response) => response.write('BEGIN:'));
  expect(await failureOf(fetchFeed(slow.url, { ...ALLOWED, timeoutMs: 150 }))).toMatchObject({
    isRetryable: true,
  });
  await using long = await serve((_request, response) => response.end('x'.repeat(3 * 1024 * 1024)));
  expect((await failureOf(fetchFeed(long.url, ALLOWED))).message).toContain('longer than');
});
