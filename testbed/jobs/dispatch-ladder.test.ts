import {
  dispatchTechnician,
  getDispatchStatus,
  recordTechnicianReply,
  setDispatchPolicy,
} from '@afterhourfix/domain';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts';

const BEN = PhoneNumber.parse('+16145550192');
const DEE = PhoneNumber.parse('+16145550194');
const LIMIT_MS = 20_000;
/** A rung of two seconds. */
const SHORT_MINUTES = 1 / 30;

async function sendPlumber(world: WorkerWorld, { ackMinutes }: { ackMinutes: number }) {
  const { ctx, callId } = await world.placeCall();
  await setDispatchPolicy(ctx, { ackMinutes: { property_damage: ackMinutes } });
  const made = await dispatchTechnician(ctx, {
    ...{ callId, trade: 'plumbing', severity: 'property_damage', isVulnerable: false },
    ...{ jobTypes: [], problem: 'A pipe has burst', addressLine: '1 Elm Street', zip: '43201' },
    ...{ contactName: 'Marla Quint', contactPhone: null },
  });
  expect(made.ok).toBe(true);
  return { ctx, callId };
}
const textedTo = ({ rest }: WorkerWorld) => rest.messages.map(({ to }) => to);

test('a ladder goes on where it was when the worker dies between two rungs', async () => {
  await using world = await createWorkerWorld();
  const first = await world.startWorker();
  const { ctx, callId } = await sendPlumber(world, { ackMinutes: SHORT_MINUTES });
  await expect.poll(() => textedTo(world), { timeout: LIMIT_MS }).toEqual([BEN]);
  await first[Symbol.asyncDispose]();
  await using _second = await world.startWorker();
  await expect.poll(() => textedTo(world), { timeout: LIMIT_MS }).toContain(DEE);
  expect(await recordTechnicianReply(ctx, { from: DEE, text: '1 20' })).toMatchObject({
    became: 'acknowledged',
  });
  const isTold = () => world.rest.messages.filter(({ body }) => body.includes('it is yours')).length;
  await expect.poll(isTold, { timeout: LIMIT_MS }).toBe(1);
  expect(await getDispatchStatus(ctx, { callId })).toMatchObject([
    { phase: 'acknowledged', arrival: { technicianName: 'Dee Marshall', veryLikelyMinutes: 30 } },
  ]);
  expect(world.rest.unexpected).toEqual([]);
});

test('two workers page everybody once', async () => {
  await using world = await createWorkerWorld();
  await using _first = await world.startWorker();
  await using _second = await world.startWorker();
  const { ctx } = await sendPlumber(world, { ackMinutes: 5 });
  await expect.poll(() => textedTo(world), { timeout: LIMIT_MS }).toEqual([BEN]);
  await recordTechnicianReply(ctx, { from: BEN, text: '2' });
  await expect.poll(() => textedTo(world), { timeout: LIMIT_MS }).toEqual([BEN, DEE]);
});
