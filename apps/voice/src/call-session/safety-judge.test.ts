import {
  compileBusinessRules,
  type EarlierVerdict,
  type ModelVerdict,
  SAFETY_LINES,
} from '@afterhourfix/domain';
import { describe, expect, test } from 'vitest';
import { createSafetyJudge } from './safety-judge.ts';

const CALM = ['hello, it is about my heater'];
const fromModel = (said: Partial<ModelVerdict>): ModelVerdict => ({
  severity: 'routine',
  trades: [],
  ...said,
});
const judgeBoth = (utterances: readonly string[], ...said: Partial<ModelVerdict>[]) => {
  const judge = createSafetyJudge();
  const heard = judge.heard(utterances);
  return said.map((one) => judge.modelJudged(fromModel(one))).at(-1) ?? heard;
};

describe('the rules', () => {
  test('give the whole verdict, the line and the rules that hold', () => {
    const { verdict, line, ruleIds, by } = judgeBoth(['I smell gas']);
    expect(verdict).toMatchObject({ severity: 'life_safety', trades: ['plumbing'] });
    expect(line).toEqual({
      id: 'SAFE_GAS',
      purpose: 'safety',
      language: 'en',
      text: SAFETY_LINES.SAFE_GAS.en,
      ruleIds: ['gas.smell.en'],
      mustBeOut: true,
    });
    expect([ruleIds, by]).toEqual([['gas.smell.en'], 'rules']);
  });

  test('do not forget what was said long ago', () => {
    const talk = Array.from({ length: 60 }, (_, index) => `and then number ${index} happened`);
    expect(judgeBoth(['I smell gas', ...talk]).line?.id).toBe('SAFE_GAS');
  });

  test('may be extended by a business', () => {
    const phrases = { en: ['kiln … loud'], es: [] };
    const rule = { id: 'kiln', severity: 'life_safety', instructionId: 'SAFE_ELEC_FIRE' } as const;
    const rules = compileBusinessRules([{ ...rule, trades: [], jobTypes: [], phrases }]);
    expect(createSafetyJudge({ rules }).heard(['the kiln is so loud']).line?.id).toBe('SAFE_ELEC_FIRE');
  });
});

describe('the language of the line', () => {
  test.each([
    [['my heater is broken and the house is cold', 'huele mucho a gas en la cocina'], 'es'],
    [['hola, tengo un problema con mi casa', 'I smell gas in here'], 'en'],
    [['huele a gas', 'yes, it is the stove'], 'en'],
    [['I smell gas', 'sí, es la estufa de mi casa'], 'es'],
  ] as const)('is that of the last utterance: %j', (utterances, language) => {
    const { line } = createSafetyJudge().heard(utterances);
    expect(line).toMatchObject({ language, text: SAFETY_LINES.SAFE_GAS[language] });
  });

  test('is that of the caller for a line of the model’s, and the business’s own when they told none', () => {
    const judge = createSafetyJudge({ language: 'es' });
    const danger = fromModel({ severity: 'life_safety', instructionId: 'SAFE_CO' });
    expect(judge.modelJudged(danger).line?.language).toBe('es');
    expect(judge.heard(['what is it that you need from me']).line?.language).toBe('en');
  });
});

describe('the model', () => {
  test.each([
    ['names the line', { instructionId: 'SAFE_CHILD_LOCKED' }, 'SAFE_CHILD_LOCKED'],
    ['fears for life, heating', { severity: 'life_safety', trades: ['hvac'] }, 'SAFE_CO'],
    ['fears for life, current', { severity: 'life_safety', trades: ['electrical'] }, 'SAFE_ELEC_FIRE'],
    ['fears for life, a garage door', { severity: 'life_safety', trades: ['garage_door'] }, 'SAFE_ILLNESS'],
    ['fears for life, no trade', { severity: 'life_safety', trades: [] }, 'SAFE_ILLNESS'],
    [
      'fears for life, water and current',
      { severity: 'life_safety', trades: ['plumbing', 'electrical'] },
      'SAFE_WATER_ELEC',
    ],
    ['sees damage only', { severity: 'property_damage', trades: ['plumbing'] }, undefined],
    ['sees nothing', {}, undefined],
  ] as const)('that %s has its line said: %j', (_what, said, lineId) => {
    const { line } = judgeBoth(CALM, said);
    expect(line?.id).toBe(lineId);
    if (line) expect(line.ruleIds).toEqual(['model.triage']);
  });

  test('lowers nothing that the rules found', () => {
    const { verdict, line, by } = judgeBoth(['I smell gas'], { severity: 'routine', trades: ['plumbing'] });
    expect(verdict).toMatchObject({ severity: 'life_safety', instructionId: 'SAFE_GAS' });
    expect([line?.ruleIds, by]).toEqual([['gas.smell.en'], 'rules']);
  });

  test('lowers nothing that it said itself, and its last word about trades holds', () => {
    const { verdict, by } = judgeBoth(
      CALM,
      { severity: 'life_safety', trades: ['hvac'], isVulnerable: true, instructionId: 'SAFE_CO' },
      { severity: 'routine', trades: ['electrical'] },
    );
    expect(verdict).toMatchObject({ severity: 'life_safety', isVulnerable: true, instructionId: 'SAFE_CO' });
    expect(verdict.trades).toContain('electrical');
    expect(by).toBe('rules-and-model');
  });

  test('that fears for life without a line has no other said than the one that is known already', () => {
    const danger = { severity: 'life_safety', trades: ['plumbing'] } as const;
    expect(judgeBoth(['there is water running into the outlet'], danger).line?.id).toBe('SAFE_WATER_ELEC');
    const locked = { severity: 'life_safety', trades: [], instructionId: 'SAFE_CHILD_LOCKED' } as const;
    expect(judgeBoth(CALM, locked, { severity: 'life_safety', trades: ['locksmith'] }).line?.id).toBe(
      'SAFE_CHILD_LOCKED',
    );
  });

  test('is not forgotten when the caller goes on', () => {
    const judge = createSafetyJudge();
    judge.modelJudged(fromModel({ severity: 'life_safety', instructionId: 'SAFE_CO' }));
    expect(judge.heard(CALM)).toMatchObject({ line: { id: 'SAFE_CO' }, by: 'rules-and-model' });
  });
});

describe('a verdict of an earlier part of the call, whose words are not kept', () => {
  const EARLIER = {
    severity: 'life_safety',
    trades: ['plumbing'],
    jobTypes: ['gas_leak'],
    isVulnerable: true,
    flags: ['minor', 'no-heat'],
    instructionId: 'SAFE_GAS',
    ruleIds: ['gas.smell.en'],
    by: 'rules',
  } as const satisfies EarlierVerdict;
  const recalling = (earlier: Partial<EarlierVerdict> = {}) => {
    const judge = createSafetyJudge();
    judge.recall({ ...EARLIER, ...earlier });
    return judge;
  };

  test('holds beside the words of now, and gives its line for its rules', () => {
    const { verdict, line, ruleIds, by } = recalling().heard(['the AC quit too']);
    expect(verdict).toMatchObject({ severity: 'life_safety', isVulnerable: true, instructionId: 'SAFE_GAS' });
    expect([...verdict.trades].sort()).toEqual(['hvac', 'plumbing']);
    expect(line).toMatchObject({ id: 'SAFE_GAS', ruleIds: expect.arrayContaining(['gas.smell.en']) });
    expect(ruleIds).toContain('gas.smell.en');
    expect(by).toBe('rules');
  });

  test('is still the model’s when it was', () => {
    const { line, by } = recalling({ by: 'rules-and-model', ruleIds: [] }).heard(CALM);
    expect([line?.ruleIds, by]).toEqual([['model.triage'], 'rules-and-model']);
  });

  test('is not lowered by the model, and made worse by it', () => {
    const judge = recalling({ severity: 'property_damage', instructionId: 'SAFE_SEWAGE' });
    judge.heard(CALM);
    expect(judge.modelJudged(fromModel({})).verdict.severity).toBe('property_damage');
    const worse = judge.modelJudged(fromModel({ severity: 'life_safety', trades: ['hvac'] }));
    expect(worse.line?.id).toBe('SAFE_CO');
  });

  test('takes the caller for a child until a grown-up speaks', () => {
    expect(recalling().heard(CALM).verdict.flags).toContain('minor');
    expect(recalling().heard(["I'm the owner of the house"]).verdict.flags).not.toContain('minor');
  });
});

describe('the weather', () => {
  test.each([
    ['the furnace died and we have a newborn', 32, 'SAFE_COLD'],
    ['the furnace died and we have a newborn', 33, undefined],
    ['the furnace died', 10, undefined],
    ['the AC died and my mother is eighty-two', 95, 'SAFE_HEAT'],
    ['the AC died and my mother is eighty-two', 94, undefined],
    ['se murió la calefacción y tengo un bebé', 20, 'SAFE_COLD'],
  ])('"%s" at %d °F has the line %s', (said, outdoorTemperatureF, lineId) => {
    const judge = createSafetyJudge();
    expect(judge.heard([said]).line).toBeNull();
    judge.weatherKnown(outdoorTemperatureF);
    const { line, verdict } = judge.heard([said]);
    expect(line?.id).toBe(lineId);
    if (lineId !== undefined)
      expect(verdict).toMatchObject({ severity: 'urgent_comfort', isVulnerable: true });
  });
});
