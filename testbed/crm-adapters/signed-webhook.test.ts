import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { News } from '@afterhourfix/domain';
import { ManualClock, Secret } from '@afterhourfix/foundation';
import { createSignedWebhook } from '@afterhourfix/integrations/signed-webhook';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';

const SECRET = 'whsec_1';
const NEWS: News = {
  key: '01a20891-6961-7c5d-ba1f-7a85e0988121',
  event: 'customer.updated',
  occurredAt: new Date('2026-11-23T08:00:00Z'),
  data: {
    id: '01a20891-68d9-7bfe-88c4-f0534d7cfd5b',
    name: 'Ana 🏠',
    phone: PhoneNumber.parse('+16145550111'),
    addressLine: null,
    city: null,
    zip: null,
    membership: null,
  },
};

/** A receiver as an integrator would write it: it believes nothing that is not signed, fresh and unseen. */
async function startReceiver(options: { answer?: number; nowMs?: number } = {}) {
  const accepted: unknown[] = [];
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const [, seconds = '', digest] =
        /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['afterhourfix-signature'])) ?? [];
      const expected = createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex');
      const isFresh = Math.abs((options.nowMs ?? 0) / 1_000 - Number(seconds)) <= 300;
      if (digest !== expected || !isFresh) return response.writeHead(401).end();
      const id = String(request.headers['afterhourfix-delivery']);
      if (!seen.has(id)) accepted.push(JSON.parse(body));
      seen.add(id);
      return response.writeHead(options.answer ?? 204, { location: 'http://127.0.0.1:1/' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object, never a pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    accepted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function open(url: string, { secret = SECRET, isPrivateAllowed = true } = {}) {
  const clock = new ManualClock();
  const webhook = createSignedWebhook({
    settings: { url },
    secret: new Secret(secret),
    clock,
    isPrivateAllowed,
  });
  return { clock, webhook };
}

test('posts an event that its receiver can believe, and knows when it comes again', async () => {
  const nowMs = new ManualClock().now().getTime();
  await using receiver = await startReceiver({ nowMs });
  const { webhook } = open(receiver.url);
  await webhook.tell?.(NEWS);
  await webhook.tell?.(NEWS);
  expect(receiver.accepted).toEqual([
    { id: NEWS.key, event: 'customer.updated', occurredAt: '2026-11-23T08:00:00.000Z', data: NEWS.data },
  ]);
});

test('a receiver that checks refuses another secret', async () => {
  const nowMs = new ManualClock().now().getTime();
  await using receiver = await startReceiver({ nowMs });
  await expect(open(receiver.url, { secret: 'whsec_2' }).webhook.checkHealth()).rejects.toThrow(
    'answered 401',
  );
});

test.each([
  [500, true, 'answered 500'],
  [404, true, 'answered 404'],
  [302, true, 'answered 302'],
  [410, false, 'the address is gone (410)'],
])('an answer of %i may pass: %s', async (answer, isRetryable, words) => {
  const nowMs = new ManualClock().now().getTime();
  await using receiver = await startReceiver({ answer, nowMs });
  await expect(open(receiver.url).webhook.tell?.(NEWS)).rejects.toMatchObject({
    isRetryable,
    message: `webhook: ${words}`,
  });
});

test('nobody listening may pass', async () => {
  await expect(open('http://127.0.0.1:9/').webhook.tell?.(NEWS)).rejects.toMatchObject({ isRetryable: true });
});

test.each([
  ['http://hooks.example.com/', 'https'],
  ['https://127.0.0.1/', 'public address'],
  ['https://[::1]/', 'public address'],
  ['https://169.254.169.254/latest/meta-data/', 'public address'],
  ['https://2130706433/', 'public address'],
  ['ftp://example.com/', 'needs an address'],
  ['not a url', 'needs an address'],
])('refuses the target %s', (url, words) => {
  expect(() => open(url, { isPrivateAllowed: false })).toThrow(words);
});

test('a name that leads into our own network is not connected to', async () => {
  const { webhook } = open('https://localhost:9/', { isPrivateAllowed: false });
  await expect(webhook.tell?.(NEWS)).rejects.toMatchObject({
    message: expect.stringContaining('our own network'),
  });
});
