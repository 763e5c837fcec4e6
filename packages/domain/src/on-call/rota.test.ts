import { dispatchPages, technicians } from '@afterhourfix/database/schema';
import { Invalid, NotFound, VendorError } from '@afterhourfix/foundation';
import type { TechnicianId } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTimeOff } from '../booking/index.ts';
import type { DomainContext } from '../context.ts';
import { advanceDueLadders, dispatchTechnician } from '../dispatch/index.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import {
  listRota,
  listRotaGaps,
  overrideDuty,
  setDepartment,
  setRota,
  swapDuties,
  watchRota,
} from './index.ts';

const HOUR_MS = 3_600_000;
let world: DemoWorld;
let ctx: DomainContext;
let ids: Map<string, TechnicianId>;
beforeAll(async () => {
  world = await createDemoWorld();
  ctx = await world.contextOf('oak');
  const rows = await ctx.db.transaction((tx) => tx.select().from(technicians));
  ids = new Map(rows.map(({ slug, id }) => [slug, id]));
});
afterAll(() => world[Symbol.asyncDispose]());

const idOf = (slug: string): TechnicianId => {
  const id = ids.get(slug);
  if (!id) throw new Error(`No ${slug}`);
  return id;
};
const at = (hours: number) => new Date(world.clock.now().getTime() + hours * HOUR_MS);
const during = (from: number, until: number) => ({ startsAt: at(from), endsAt: at(until) });

async function makeWaterRota() {
  const { departmentId } = await setDepartment(ctx, { name: 'Water', trades: ['plumbing'] });
  await setRota(ctx, {
    departmentId,
    from: at(0),
    duties: [
      { technicianId: idOf('tech_ben'), duty: 'primary', ...during(0, 24) },
      { technicianId: idOf('tech_dee'), duty: 'primary', ...during(30, 100) },
      { technicianId: idOf('tech_dee'), duty: 'secondary', ...during(0, 24) },
    ],
  });
  return departmentId;
}
const listPrimaries = async (departmentId: string) =>
  (await listRota(ctx, { departmentId, ...during(0, 48) }))
    .filter(({ duty }) => duty === 'primary')
    .map(({ technicianId, startsAt }) => [technicianId, (startsAt.getTime() - at(0).getTime()) / HOUR_MS]);

test('an override stands before the rota, the newest before older ones, and a new rota leaves both', async () => {
  const departmentId = await makeWaterRota();
  const [ben, dee] = [idOf('tech_ben'), idOf('tech_dee')];
  await overrideDuty(ctx, { departmentId, technicianId: dee, duty: 'primary', ...during(4, 8) });
  await overrideDuty(ctx, { departmentId, technicianId: ben, duty: 'primary', ...during(6, 8) });
  const expected = [
    [ben, 0],
    [dee, 4],
    [ben, 6],
    [dee, 30],
  ];
  expect(await listPrimaries(departmentId)).toEqual(expected);
  await makeWaterRota();
  expect(await listPrimaries(departmentId)).toEqual(expected);
});

test('a swap changes both places, and nothing where neither is on call', async () => {
  const departmentId = await makeWaterRota();
  const technicianIds = [idOf('tech_ben'), idOf('tech_dee')] as const;
  await swapDuties(ctx, { departmentId, technicianIds, ...during(10, 12) });
  const rota = await listRota(ctx, { departmentId, ...during(10, 12) });
  expect(rota.map(({ technicianId, duty }) => [duty, technicianId])).toEqual([
    ['primary', idOf('tech_dee')],
    ['secondary', idOf('tech_ben')],
  ]);
  const nobody = [idOf('tech_ana'), idOf('tech_cho')] as const;
  const swapping = swapDuties(ctx, { departmentId, technicianIds: nobody, ...during(10, 12) });
  await expect(swapping).rejects.toThrow(NotFound);
  const backwards = overrideDuty(ctx, {
    departmentId,
    technicianId: nobody[0],
    duty: 'primary',
    ...during(2, 1),
  });
  await expect(backwards).rejects.toThrow(Invalid);
});

test('a gap is told by day when it is seen, again when it is near, and once more when it is mended', async () => {
  const departmentId = await makeWaterRota();
  const gaps = await listRotaGaps(ctx, during(0, 72));
  expect(gaps).toMatchObject([{ name: 'Water', startsAt: at(24), endsAt: at(30) }]);
  const [start, end] = [at(24), at(30)];
  const outbox = createOutbox();
  const look = async (hoursLater: number) => {
    world.clock.advance(hoursLater * HOUR_MS);
    await watchRota(ctx, outbox);
    await watchRota(ctx, outbox);
    return outbox.texts.splice(0).map(({ to, body }) => [to, body]);
  };
  const gap = /nobody is on call for Water from .* to .*\.$/;
  expect(await look(0)).toEqual([]);
  expect(await look(10)).toEqual([['+16145550199', expect.stringMatching(gap)]]);
  expect(await look(1)).toEqual([]);
  expect(await look(1)).toEqual([['+16145550199', expect.stringMatching(gap)]]);
  const cover = { technicianId: idOf('tech_ben'), duty: 'primary' as const };
  await overrideDuty(ctx, { departmentId, ...cover, startsAt: start, endsAt: end });
  expect(await look(1)).toEqual([['+16145550199', expect.stringContaining('That is mended')]]);
  expect(await look(1)).toEqual([]);
  await addTimeOff(ctx, { technicianId: idOf('tech_ben'), during: { startsAt: start, endsAt: end } });
  expect(await look(0)).toEqual([['+16145550199', expect.stringMatching(gap)]]);
  expect(await look(11)).toEqual([
    ['+16145550199', expect.stringContaining('nobody is on call for Water now to')],
  ]);
});

test('a gap that was mended before anybody was told of it is not spoken of', async () => {
  const { departmentId } = await setDepartment(ctx, { name: 'Heat', trades: ['hvac'] });
  const duties = [{ technicianId: idOf('tech_ana'), duty: 'primary' as const, ...during(-1, 100) }];
  const failing = { send: () => Promise.reject(new VendorError('twilio', 'down', { isRetryable: true })) };
  await expect(watchRota(ctx, failing)).rejects.toBeInstanceOf(VendorError);
  await setRota(ctx, { departmentId, from: at(-1), duties });
  const outbox = createOutbox();
  await watchRota(ctx, outbox);
  expect(outbox.texts.filter(({ body }) => body.includes('Heat'))).toEqual([]);
});

test('the rota decides who is asked, and the duty of a technician counts only without one', async () => {
  const departmentId = await makeWaterRota();
  await overrideDuty(ctx, { departmentId, technicianId: idOf('tech_dee'), duty: 'primary', ...during(0, 4) });
  const placed = await world.placeCall();
  const made = await dispatchTechnician(placed.ctx, {
    ...{ callId: placed.call.id, trade: 'plumbing', severity: 'property_damage', isVulnerable: false },
    ...{ jobTypes: [], problem: 'A pipe has burst', addressLine: '1 Elm Street', zip: '43201' },
    ...{ contactName: null, contactPhone: null },
  });
  expect(made).toMatchObject({ ok: true });
  await advanceDueLadders(ctx);
  const jobs = await world.listJobs('dispatch.send-page');
  expect(jobs).toHaveLength(1);
  const pages = await ctx.db.transaction((tx) => tx.select().from(dispatchPages));
  expect(pages).toMatchObject([{ technicianId: idOf('tech_dee'), kind: 'offer' }]);
});
