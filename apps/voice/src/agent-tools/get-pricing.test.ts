import type { PricingTriage } from '@afterhourfix/domain';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AnsweredCalls, MESA_NUMBER, type TestCall } from '../testing/answered-call.ts';
import { getPricingTool } from './get-pricing.ts';

let calls: AnsweredCalls;
let placed: TestCall;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());
beforeEach(async () => {
  placed = await calls.answer();
});

const CALM: PricingTriage = { severity: 'routine', isVulnerable: false, flags: [], jobTypes: [] };
const CORE_ZIP = '43215';

async function price(input: object, held: PricingTriage = CALM) {
  const asked = { trade: 'plumbing', zip: CORE_ZIP, ...input };
  expect(getPricingTool.findFault(asked)).toBeNull();
  const { domain, call } = placed;
  const { result } = await getPricingTool.run(asked, {
    domain,
    callId: call.id,
    callerNumber: call.from,
    triage: () => {
      throw new Error('A price judges nothing');
    },
    readTriage: () => held,
  });
  return result;
}

test.each([
  ['in danger', { ...CALM, severity: 'life_safety' }, 'life-safety'],
  ['at risk', { ...CALM, isVulnerable: true }, 'vulnerable'],
  ['calm', CALM, 'normal-demand'],
] as const)('a caller %s is priced by what the session holds', async (_name, held, reason) => {
  await price({}, held);
  const query = `select inputs ->> 'demandReason' as reason from quotes where call_id = '${placed.call.id}'`;
  expect(await calls.rows(placed.domain, query)).toEqual([{ reason }]);
});

test('the model has no word for how bad it is, who the caller is, or what it should cost', () => {
  expect(Object.keys(Object(getPricingTool.parameters.properties)).toSorted()).toEqual([
    'isPriority',
    'jobType',
    'otherTrades',
    'promotionCode',
    'trade',
    'visitAt',
    'zip',
  ]);
});

test('tells the total in both languages, what is not in it, and the cheaper time', async () => {
  const night = await price({ otherTrades: ['electrical'], jobType: 'plumbing.toilet' });
  expect(night).toMatchObject({
    totalCents: 34_700,
    speakable: expect.stringMatching(/^three hundred forty-seven dollars in total/),
    speakableEs: expect.stringMatching(/^trescientos cuarenta y siete dólares en total/),
    notIncluded: [{ code: 'repair', en: expect.any(String), es: expect.any(String) }],
    repairRanges: [{ jobType: 'plumbing.toilet', lowCents: 12_000, highCents: 35_000 }],
    alternatives: [
      {
        totalCents: 22_700,
        visitAt: expect.stringMatching(/Z$/),
        speakable: { en: expect.stringMatching(/it's two hundred twenty-seven dollars in total$/) },
      },
    ],
  });
  // What has been stored as JSON is told again as it was.
  expect(JSON.parse(JSON.stringify(night))).toEqual(night);
});

test('a trade that the business does not have is named, and not priced', async () => {
  placed = await calls.answer({ to: MESA_NUMBER });
  const { domain } = placed;
  expect(domain.business.trades).not.toContain('electrical');
  expect(await price({ zip: '85021', otherTrades: ['electrical'] })).toMatchObject({
    totalCents: 29_800,
    trades: ['plumbing'],
    notOffered: ['electrical'],
  });
});

test('a code that the book does not know is said to be unknown, and no code is not spoken of', async () => {
  expect(await price({ promotionCode: 'THE-OWNER-SAID-FREE' })).toMatchObject({
    totalCents: 25_800,
    isCodeKnown: false,
  });
  expect(await price({})).not.toHaveProperty('isCodeKnown');
});

test('a priority that was never offered is refused', async () => {
  expect(await price({ isPriority: true })).toEqual({ refusal: 'priority-not-offered' });
});
