import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listTextFaults, queueText, setContactConsent } from '@afterhourfix/domain';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts';

const OAK_LINE = PhoneNumber.parse('+16145550142');
const CALLER = PhoneNumber.parse('+16145550101');
/** The vendor's magic number of somebody who has stopped all texts. */
const STOPPED = PhoneNumber.parse('+15005550004');

const texts = (world: WorkerWorld) =>
  world.rows<{ status: string }>('select status, error_code, from_number from text_messages order by id');
const deadLetters = (world: WorkerWorld) =>
  world.rows("select from pgboss.job where name = 'dead-letter' and state = 'created'");

/** Somebody who agreed to texts was cut off. */
async function queueFor(world: WorkerWorld, to: PhoneNumber) {
  const { ctx, callId } = await world.placeCall();
  const asked = { wording: 'May I text you?', callId, evidence: {} };
  await setContactConsent(ctx, { number: to, channel: 'sms', purpose: 'service', isGranted: true, ...asked });
  const subject = { kind: 'dropped-call', line: OAK_LINE } as const;
  const queued = { to, from: OAK_LINE, language: 'en', subject, key: `dropped:${callId}`, callId } as const;
  await ctx.db.transaction((tx) => queueText(tx, { ctx, text: queued }));
  return ctx;
}

/** Where the vendor reports to; keeps path and words of each report. */
async function startReceiver() {
  const reports: { path: string; status: string | null }[] = [];
  const server = createServer(async (request, response) => {
    const status = new URLSearchParams(await text(request)).get('MessageStatus');
    reports.push({ path: request.url ?? '', status });
    response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = async () => {
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, reports, [Symbol.asyncDispose]: close };
}

test('a text is sent once by two workers, and its reports come back to its row', async () => {
  await using receiver = await startReceiver();
  await using world = await createWorkerWorld();
  await using _first = await world.startWorker({ PUBLIC_URL: `${receiver.url}/` });
  await using _second = await world.startWorker({ PUBLIC_URL: receiver.url });
  await queueFor(world, CALLER);
  await expect.poll(() => texts(world), { timeout: 15_000 }).toMatchObject([{ status: 'sent' }]);
  expect(world.rest.messages).toMatchObject([
    { from: OAK_LINE, to: CALLER, body: expect.stringMatching(/^Oak and Iron.*we lost you.*STOP/) },
  ]);
  await expect.poll(() => receiver.reports.map(({ status }) => status)).toEqual(['sent', 'delivered']);
  const [row] = await world.rows<{ id: string; business_id: string }>(
    'select id, business_id from text_messages',
  );
  expect(receiver.reports[0]?.path).toBe(`/twilio/text-status?business=${row?.business_id}&text=${row?.id}`);
});

test('the registered sender of all businesses is what a reply is known by', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker({ TWILIO_TEXT_FROM: '+18005550100' });
  await queueFor(world, CALLER);
  await expect
    .poll(() => texts(world), { timeout: 15_000 })
    .toMatchObject([{ status: 'sent', from_number: '+18005550100' }]);
});

test('a recipient who has stopped texts at the carrier is not tried again, and nobody is alarmed', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker();
  const ctx = await queueFor(world, STOPPED);
  await expect
    .poll(() => texts(world), { timeout: 15_000 })
    .toMatchObject([{ status: 'failed', error_code: '21610' }]);
  expect(await listTextFaults(ctx)).toEqual([]);
  expect(await world.rows('select is_granted from consent_records order by id desc limit 1')).toEqual([
    { is_granted: false },
  ]);
  expect(await deadLetters(world)).toEqual([]);
});

test('a line that cannot text is a fault that somebody sees', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker({ TWILIO_TEXT_FROM: '+15005550007' });
  const ctx = await queueFor(world, CALLER);
  await expect
    .poll(() => listTextFaults(ctx), { timeout: 15_000 })
    .toMatchObject([{ kind: 'sender-cannot-text', errorCode: '21606' }]);
  expect(world.log.complaints).toContain('texts of this business do not arrive');
});
