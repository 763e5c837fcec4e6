import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type LabelledUtterance, readCorpus } from './corpus/read-corpus.ts';
import scenarioFile from './corpus/scenario-turns.json' with { type: 'json' };
import { triageUtterances } from './rules/triage-utterances.ts';

const MOST_FALSE_ALARMS = 0.02;
const LEAST_RIGHT = 0.97;

const judge = (labelled: LabelledUtterance) => {
  const verdict = triageUtterances([labelled.said]);
  return {
    ...labelled,
    verdict,
    isRed: labelled.severity === 'life_safety',
    isSeverityRight: verdict.severity === labelled.severity,
    isLineRight: verdict.instructionId === labelled.instructionId,
    isTradeRight: labelled.trades.every((trade) => verdict.trades.includes(trade)),
  };
};
type Judged = ReturnType<typeof judge>;

const count = (judged: readonly Judged[], is: (one: Judged) => boolean) => judged.filter(is).length;
const missedRed = (one: Judged) => one.isRed && one.verdict.severity !== 'life_safety';
const isFalseAlarm = (one: Judged) => !one.isRed && one.verdict.severity === 'life_safety';
const said = (judged: readonly Judged[]) => judged.map((one) => one.said);

function toTable(judged: readonly Judged[]): string {
  const head = ['trade', 'lang', 'n', 'severity', 'line', 'trade', 'red flags', 'false alarms'];
  const rows = [...Map.groupBy(judged, (one) => `${one.trades[0] ?? 'none told'},${one.language}`)]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([key, some]) => [
      ...key.split(','),
      some.length,
      count(some, (one) => one.isSeverityRight),
      count(some, (one) => one.isLineRight),
      count(some, (one) => one.isTradeRight),
      `${count(some, (one) => one.isRed && !missedRed(one))}/${count(some, (one) => one.isRed)}`,
      `${count(some, isFalseAlarm)}/${count(some, (one) => !one.isRed)}`,
    ]);
  return [head, ...rows].map((row) => row.map((cell) => String(cell).padEnd(13)).join('')).join('\n');
}

describe.each([
  ['tuned', ''],
  ['held out', '-held-out'],
  ['unseen', '-unseen'],
] as const)('the %s part of the corpus', (name, part) => {
  const judged = readCorpus(part).map(judge);
  console.log(`${name}, ${judged.length} utterances\n${toTable(judged)}`);

  test('misses no red flag', () => {
    expect(said(judged.filter(missedRed))).toEqual([]);
  });

  test('raises few false alarms', () => {
    const harmless = count(judged, (one) => !one.isRed);
    expect(
      count(judged, isFalseAlarm) / harmless,
      said(judged.filter(isFalseAlarm)).join('\n'),
    ).toBeLessThanOrEqual(MOST_FALSE_ALARMS);
  });

  test.each([
    ['severity', (one: Judged) => one.isSeverityRight],
    ['line', (one: Judged) => one.isLineRight],
    ['trade', (one: Judged) => one.isTradeRight],
  ])('gets the %s right', (_, isRight) => {
    const wrong = said(judged.filter((one) => !isRight(one))).join('\n');
    expect(count(judged, isRight) / judged.length, wrong).toBeGreaterThanOrEqual(LEAST_RIGHT);
  });
});

test('holds at least 400 utterances of eight trades and two languages', () => {
  const all = (['', '-held-out', '-unseen'] as const).flatMap(readCorpus);
  expect(new Set(all.map((one) => one.said)).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(400);
  for (const language of ['en', 'es']) {
    const trades = all.filter((one) => one.language === language).flatMap((one) => one.trades);
    expect(new Set(trades).size, language).toBe(8);
  }
});

const Scenario = z.object({
  id: z.string(),
  title: z.string(),
  outdoorTemperatureF: z.number(),
  turns: z.array(z.object({ id: z.string(), say: z.string() })),
  expect: z.object({
    trades: z.array(z.string()),
    tradesMatch: z.string(),
    jobTypes: z.array(z.string()),
    severity: z.string(),
    isVulnerable: z.boolean(),
    instructionId: z.string().nullable(),
    trigger: z.string(),
    language: z.string(),
  }),
});

describe('the callers of the scenarios', () => {
  test.each(z.array(Scenario).parse(scenarioFile))(
    '$id $title',
    ({ turns, outdoorTemperatureF, expect: due }) => {
      const turnsSaid = turns.map(({ say }) => say);
      const verdict = triageUtterances(turnsSaid, { outdoorTemperatureF });
      expect(verdict).toMatchObject({
        severity: due.severity,
        isVulnerable: due.isVulnerable,
        language: due.language,
      });
      expect(verdict.jobTypes).toEqual(expect.arrayContaining(due.jobTypes));
      if (due.tradesMatch === 'exact') expect(verdict.trades.toSorted()).toEqual(due.trades.toSorted());
      if (due.tradesMatch === 'superset') expect(verdict.trades).toEqual(expect.arrayContaining(due.trades));
      if (due.tradesMatch === 'any_of')
        expect([...due.trades, 'appliance']).toEqual(expect.arrayContaining([...verdict.trades]));
      if (due.instructionId === null) return;
      const trigger = turns.findIndex(({ id }) => id === due.trigger);
      expect(triageUtterances(turnsSaid.slice(0, trigger + 1), { outdoorTemperatureF }).instructionId).toBe(
        due.instructionId,
      );
    },
  );
});
