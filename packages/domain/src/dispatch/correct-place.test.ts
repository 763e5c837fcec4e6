import { dispatches, dispatchPages } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { asc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { advanceDueLadders, dispatchTechnician, recordTechnicianReply } from './index.ts';

const BEN = PhoneNumber.parse('+16145550192');

const send = ({ ctx, call }: PlacedCall, place: { addressLine: string; zip?: string }) =>
  dispatchTechnician(ctx, {
    ...{ callId: call.id, trade: 'plumbing', severity: 'life_safety', isVulnerable: false, jobTypes: [] },
    ...{ problem: 'Water at the panel', contactName: null, contactPhone: null, zip: '43201', ...place },
  });

async function settle({ ctx }: PlacedCall) {
  while ((await advanceDueLadders(ctx)).advanced > 0);
}
const pagesOf = ({ ctx }: PlacedCall) =>
  ctx.db.transaction((tx) => tx.select().from(dispatchPages).orderBy(asc(dispatchPages.id)));
const changes = async (placed: PlacedCall) => (await pagesOf(placed)).filter(({ kind }) => kind === 'change');
const placeOf = async ({ ctx }: PlacedCall) => {
  const [row] = await ctx.db.transaction((tx) => tx.select().from(dispatches));
  return row && `${row.addressLine}, ${row.zip}`;
};

test('a caller corrects the address after somebody said yes: it is the same dispatch, and they are told once', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const first = await send(placed, { addressLine: '12 Oak Street' });
  await settle(placed);
  expect(await recordTechnicianReply(placed.ctx, { from: BEN, text: '1 25' })).toMatchObject({ ok: true });
  const again = { addressLine: '21 Elm Street, Apt 4' };
  const dispatchId = first.ok ? first.dispatchId : '';
  expect(await send(placed, again)).toMatchObject({ ok: true, dispatchId, isRepeat: true });
  await send(placed, again);
  expect(await placeOf(placed)).toBe('21 Elm Street, Apt 4, 43201');
  expect(await changes(placed)).toMatchObject([
    {
      toNumber: BEN,
      body: 'Oak and Iron Home Services: the address is corrected: 21 Elm Street, Apt 4, 43201, not 12 Oak Street. Later than you said? Text your minutes.',
    },
  ]);
});

test('before anybody is asked the offer has the right address; the same house in other words is no correction', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await send(placed, { addressLine: '12 Oak Street, Unit 3' });
  await send(placed, { addressLine: '14 Oak Street' });
  await settle(placed);
  const [offer] = await pagesOf(placed);
  expect(offer?.body).toContain('14 Oak Street, 43201');
  await send(placed, { addressLine: '14 oak st' });
  expect(await changes(placed)).toEqual([]);
  expect(await placeOf(placed)).toBe('14 Oak Street, 43201');
  await send(placed, { addressLine: '14 Oak Street, Unit 3' });
  expect(await changes(placed)).toMatchObject([{ body: expect.stringContaining('14 Oak Street, Unit 3') }]);
});

test('nobody is sent on to where nobody of ours goes', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await send(placed, { addressLine: '12 Oak Street' });
  await settle(placed);
  const far = { addressLine: '12 Oak Street', zip: '10001' };
  expect(await send(placed, far)).toEqual({ ok: false, refusal: 'outside-service-area' });
  expect(await placeOf(placed)).toBe('12 Oak Street, 43201');
  expect(await send(placed, { addressLine: '12 Oak Street', zip: '43215' })).toMatchObject({ ok: true });
  expect(await placeOf(placed)).toBe('12 Oak Street, 43215');
});
