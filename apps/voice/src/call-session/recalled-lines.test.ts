import type { DangerStep } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import { recallLines } from './recalled-lines.ts';

type LineStep = Exclude<DangerStep, { step: 'caller-out' }>;

const due = (lineId: LineStep['lineId'], language: 'en' | 'es' = 'en'): DangerStep => ({
  step: 'line-due',
  lineId,
  language,
  ruleIds: ['rule'],
});
const heard = (lineId: LineStep['lineId']): DangerStep => ({
  step: 'line-spoken',
  lineId,
  language: 'en',
  ruleIds: ['rule'],
});
const out: DangerStep = { step: 'caller-out' };
const gas = (isHeard: boolean, isOutAwaited: boolean) => ({ lineId: 'SAFE_GAS', isHeard, isOutAwaited });
const water = (isHeard: boolean) => ({ lineId: 'SAFE_WATER_ELEC', isHeard, isOutAwaited: false });

test.each([
  ['nothing was due', [], [], null],
  ['a line was due and not heard', [due('SAFE_GAS')], [], 'SAFE_GAS'],
  ['it was heard', [due('SAFE_GAS'), heard('SAFE_GAS')], [gas(true, true)], null],
  ['they said that they are out', [due('SAFE_GAS'), heard('SAFE_GAS'), out], [gas(true, false)], null],
  ['they were out before it had ended', [due('SAFE_GAS'), out, heard('SAFE_GAS')], [gas(true, false)], null],
  [
    'a worse line was heard in place of it',
    [due('SAFE_WATER_ELEC'), due('SAFE_GAS'), heard('SAFE_GAS')],
    [water(false), gas(true, true)],
    null,
  ],
  [
    'a worse line was due in place of it',
    [due('SAFE_WATER_ELEC'), heard('SAFE_WATER_ELEC'), due('SAFE_GAS')],
    [water(true)],
    'SAFE_GAS',
  ],
  [
    'it was heard and due once more',
    [due('SAFE_GAS'), heard('SAFE_GAS'), due('SAFE_GAS')],
    [gas(true, true)],
    null,
  ],
  ['only its hearing was written', [heard('SAFE_GAS')], [gas(true, true)], null],
] as const)('when %s', (_what, steps, known, dueId) => {
  const recalled = recallLines(steps);
  expect(recalled.known).toEqual(known);
  expect(recalled.due?.id ?? null).toBe(dueId);
});

test('a line that is still due is due in its language and for its rules', () => {
  expect(recallLines([due('SAFE_GAS', 'es')]).due).toMatchObject({
    language: 'es',
    ruleIds: ['rule'],
    mustBeOut: true,
  });
});
