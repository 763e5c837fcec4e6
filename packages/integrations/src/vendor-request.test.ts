import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { VendorError } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { askVendor, readJson } from './vendor-request.ts';

async function ask(listener: RequestListener, body?: object | URLSearchParams) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}/path?token=secret`;
  try {
    const signal = AbortSignal.timeout(500);
    return await askVendor({ vendor: 'vendor', method: 'POST', url, headers: {}, body, signal });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('any status is an answer, with the pause that it wants', async () => {
  const answer = await ask((_request, response) =>
    response.writeHead(429, { 'retry-after': '7' }).end('slow'),
  );
  expect(answer).toEqual({ status: 429, text: 'slow', retryAfterMs: 7_000 });
});

test.each([
  ['99999999', 3_600_000],
  ['Wed, 25 Nov 2026 07:28:00 GMT', null],
])('takes a pause of %s for %s ms', async (header, retryAfterMs) => {
  const answer = await ask((_request, response) => response.writeHead(503, { 'retry-after': header }).end());
  expect(answer.retryAfterMs).toBe(retryAfterMs);
});

test.each([
  ['JSON', { a: 1 }, 'application/json', '{"a":1}'],
  ['a form', new URLSearchParams({ a: '1' }), 'application/x-www-form-urlencoded;charset=UTF-8', 'a=1'],
])('sends %s', async (_name, body, contentType, text) => {
  const answer = await ask(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.end(`${request.headers['content-type']} ${Buffer.concat(chunks)}`);
  }, body);
  expect(answer.text).toBe(`${contentType} ${text}`);
});

test.each<[string, RequestListener]>([
  ['an answer that never ends', (_request, response) => response.write('a')],
  ['an answer that is too long', (_request, response) => response.end('x'.repeat(5 * 1024 * 1024))],
  ['a broken connection', (request) => request.socket.destroy()],
  ['a redirect', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
])('%s is a failure that may pass, and its words show no address', async (_name, listener) => {
  const failure = await ask(listener).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(VendorError);
  expect(failure).toMatchObject({ isRetryable: true, message: 'vendor: A POST request got no answer' });
});

test('reads JSON and nothing, and fails for good on anything else', () => {
  expect([readJson('vendor', '{"a":1}'), readJson('vendor', '')]).toEqual([{ a: 1 }, null]);
  expect(() => readJson('vendor', '<html>')).toThrow(VendorError);
});
