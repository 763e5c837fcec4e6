import { describe, expect, test } from 'vitest';
import { createCallTriage, triageUtterances } from './triage-utterances.ts';
import { worseOf } from './triage-verdict.ts';

const severityOf = (...said: string[]) => triageUtterances(said).severity;
const downgradesOf = (said: string) =>
  new Set(triageUtterances([said]).evidence.map(({ downgradedBy }) => downgradedBy));

describe('what takes a hit away', () => {
  test.each([
    ['no gas smell', 'denied'],
    ["I don't smell any gas", 'denied'],
    ['the outlet is not sparking', 'denied'],
    ['it stopped without smoke in the room', 'denied'],
    ['is that a gas smell? no', 'denied'],
    ['no huele a gas', 'denied'],
    ['sin humo', 'denied'],
    ['no hay ningún olor a gas', 'denied'],
    ['it smells like a gas station', 'false-friend'],
    ['they did a smoke test in the kitchen', 'false-friend'],
    ['we had a gas leak last year', 'past-and-cleared'],
    ['there was a gas leak last week and the utility cleared it', 'past-and-cleared'],
    ['my cousin had a house fire', 'elsewhere'],
    ['what should I do if I smell gas', 'hypothetical'],
  ] as const)('%s', (said, downgradedBy) => {
    expect(severityOf(said)).toBe('routine');
    expect(downgradesOf(said)).toContain(downgradedBy);
  });
});

describe('what does not', () => {
  test.each([
    'Fire! Come quick',
    '¡Fuego!',
    'not just gas, there is a burnt smell too',
    "it's not that there is no gas smell",
    'no, there is smoke coming from the outlet',
    'no there is smoke coming from the outlet',
    "I'm not sure if it smells like gas",
    "I don't think it's a gas smell",
    'maybe a slight gas smell, it comes and goes',
    "I don't smell gas but the carbon monoxide alarm is going off",
    'the outlet does not work and sparks',
    "it won't stop sparking",
    "my neighbor's house is on fire",
    'we smelled gas last week',
    'we had a gas leak last year and I smell gas again',
    'no gas smell in the kitchen but I smell gas in the hall',
    "I can't see there's smoke everywhere",
    'my gas stove smells of gas',
    'the smoke alarm is going off',
    'no es que no huela a gas',
  ])('%s', (said) => {
    expect(severityOf(said)).toBe('life_safety');
  });

  test('a retraction in a later sentence or utterance', () => {
    expect(severityOf('I smell gas', 'I was joking')).toBe('life_safety');
    expect(severityOf('I smell gas', 'no gas smell now')).toBe('life_safety');
  });
});

describe('facts over the whole talk', () => {
  test('the last clear word about a person counts', () => {
    expect(triageUtterances(['there is a baby here', 'sorry, no baby here']).isVulnerable).toBe(false);
    expect(triageUtterances(['no baby here', 'wait, the baby is here']).isVulnerable).toBe(true);
  });

  test('sickness and a furnace told apart make carbon monoxide', () => {
    expect(severityOf('the furnace has run all day')).toBe('routine');
    expect(triageUtterances(['the furnace has run all day', 'we all have headaches']).instructionId).toBe(
      'SAFE_CO',
    );
  });

  test.each([
    ['the furnace died and we have a newborn', { outdoorTemperatureF: 14 }, 'SAFE_COLD'],
    ['the furnace died and we have a newborn', { outdoorTemperatureF: 60 }, null],
    ['the furnace died and we have a newborn', { indoorTemperatureF: 54 }, 'SAFE_COLD'],
    ['the furnace died and we have a newborn', { indoorTemperatureF: 55 }, null],
    ["the furnace died, it's fifty-four in here, we have a newborn", {}, 'SAFE_COLD'],
    ["the furnace died, it's fifty-four in here", {}, null],
    ['the AC died and my mother is eighty-two', { outdoorTemperatureF: 95 }, 'SAFE_HEAT'],
    ['the AC died and my mother is eighty-two', { outdoorTemperatureF: 94 }, null],
    ['the AC died and my mother is fifty-two', { outdoorTemperatureF: 104 }, null],
    ['no sirve el aire, estamos a noventa y dos grados, tengo un bebé', {}, 'SAFE_HEAT'],
  ])('%s with %o', (said, context, line) => {
    const verdict = triageUtterances([said], context);
    expect(verdict).toMatchObject({ severity: 'urgent_comfort', instructionId: line });
  });

  test('the caller who switches the language is followed', () => {
    expect(
      triageUtterances(['hello, I need a plumber', '¿habla español? no tengo agua caliente']).language,
    ).toBe('es');
    expect(triageUtterances([], { language: 'es' }).language).toBe('es');
  });
});

describe('a child on the telephone', () => {
  const isMinor = (said: readonly string[]) => triageUtterances(said).flags.includes('minor');

  test.each([
    ['I am nine'],
    ["I'm 9 years old and the sink leaks"],
    ['tengo nueve años'],
    ['my mom is at work'],
    ['mi mamá no está'],
    ["I'm just a kid"],
    ['I am nine', 'my wife is not here'],
    ['I am nine. I am the owner of this telephone.'],
    ["I'm thirty-four", 'hi, I am nine, he gave me the phone'],
  ])('is one: %j', (...said) => {
    expect(isMinor(said)).toBe(true);
  });

  test.each([
    ['my mom is at work', "I'm thirty-four"],
    ["I'm the owner", 'my mom is at work'],
    ["My mom is at work. I'm thirty-four."],
    ['I am home alone with my kids'],
    ['mi mamá no está', 'soy la dueña de la casa'],
    ['mi mamá no está, tengo treinta y cuatro años'],
    ['I am nine', 'Hello, this is his mother.'],
    ['tengo nueve años', 'habla su mamá'],
    ["I'm fifteen minutes away"],
    ["I'm at twelve Main Street"],
  ])('is none, or not any more: %j', (...said) => {
    expect(isMinor(said)).toBe(false);
  });

  test('who turns out to be grown up is told where the valve is instead', () => {
    const child = ['my mom is at work and the toilet is overflowing'];
    expect(triageUtterances(child).instructionId).toBe('SAFE_CHILD');
    expect(triageUtterances([...child, "I'm thirty-four"]).instructionId).toBe('SAFE_WATER_SHUTOFF');
  });
});

test('a triage that follows one call judges as one that hears it all at once', () => {
  const triage = createCallTriage();
  const said = ['my AC is not', 'my AC is not working', 'no baby here', 'the panel smells burnt'];
  for (const [place] of said.entries()) {
    const sofar = said.slice(0, place + 1);
    expect(triage(sofar, { outdoorTemperatureF: 99 })).toEqual(
      triageUtterances(sofar, { outdoorTemperatureF: 99 }),
    );
  }
});

test('evidence points at the words as they were said', () => {
  const said = 'Hi, um, there’s a GUESS smell, I think.';
  const [first] = triageUtterances([said]).evidence;
  expect(first).toMatchObject({ ruleId: 'gas.smell.en', utteranceIndex: 0, text: 'GUESS smell' });
  expect(said.slice(first?.start, first?.end)).toBe('GUESS smell');
});

test('the worse of matcher and model holds, and neither lowers the other', () => {
  const gas = triageUtterances(['I smell gas']);
  const calm = worseOf(gas, { severity: 'routine', trades: ['hvac'], instructionId: null });
  expect(calm).toMatchObject({
    severity: 'life_safety',
    trades: ['plumbing', 'hvac'],
    instructionId: 'SAFE_GAS',
  });
  const raised = worseOf(triageUtterances(['hello']), {
    severity: 'life_safety',
    trades: [],
    instructionId: 'SAFE_CO',
  });
  expect(raised).toMatchObject({ severity: 'life_safety', instructionId: 'SAFE_CO' });
});
