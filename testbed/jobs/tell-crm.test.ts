import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectCrm, finishCall } from '@afterhourfix/domain';
import { createSealer, Secret, systemClock } from '@afterhourfix/foundation';
import { createSignedWebhook } from '@afterhourfix/integrations/signed-webhook';
import { expect, test } from 'vitest';
import { createWorkerWorld } from './worker-world.ts';

const RETRY_LIMIT_MS = 30_000;

/** Answers with each of these in turn, then takes everything. */
async function startHook(...answers: number[]) {
  const events: { event: string; data?: { outcome?: string; summary?: string } }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const status = answers.shift() ?? 204;
      if (status === 204) events.push(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object, never a pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    events,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('the end of a call is told to the hook of its business, again when the hook was away, and to nobody else', async () => {
  await using world = await createWorkerWorld();
  await using hook = await startHook(204, 503);
  await using otherHook = await startHook();
  const secretsKey = randomBytes(32).toString('base64');
  const sealer = createSealer(new Secret(secretsKey));
  const connect = async (to: string, url: string) => {
    const { ctx, callId } = await world.placeCall(to);
    await connectCrm(ctx, {
      adapter: 'webhook',
      settings: { url },
      secret: new Secret('whsec_1'),
      sealer,
      openAdapter: ({ settings, secret }) =>
        createSignedWebhook({ settings, secret, clock: systemClock, isPrivateAllowed: true }),
    });
    return { ctx, callId };
  };
  const { ctx, callId } = await connect('+16145550142', hook.url);
  await connect('+16025550142', otherHook.url);
  await using _worker = await world.startWorker({ SECRETS_KEY: secretsKey, ALLOW_PRIVATE_NETWORK: '1' });
  await finishCall(ctx, { callId, outcome: 'abandoned', reason: 'caller_hung_up', endedAt: new Date() });
  await expect
    .poll(() => hook.events.map(({ event }) => event), { timeout: RETRY_LIMIT_MS })
    .toEqual(['health.checked', 'call.completed']);
  expect(hook.events[1]?.data).toMatchObject({ outcome: 'abandoned', summary: expect.any(String) });
  expect(otherHook.events.map(({ event }) => event)).toEqual(['health.checked']);
  await expect
    .poll(() => world.rows('select status, attempts, error from crm_deliveries'))
    .toEqual([{ status: 'delivered', attempts: 2, error: null }]);
});
