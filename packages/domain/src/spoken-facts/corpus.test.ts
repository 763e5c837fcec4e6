import { describe, expect, test } from 'vitest';
import { type LabelledSentence, readCorpus } from './corpus/read-corpus.ts';
import type { Judgement } from './rules/judgement.ts';
import { SpokenSentence } from './rules/spoken-sentence.ts';

/** As in a call: word by word, judged as soon as the words allow it. */
function judge(labelled: LabelledSentence) {
  const { said, language, ledger } = labelled;
  const sentence = new SpokenSentence(language);
  const judgements = (said.match(/\S+\s*/g) ?? []).flatMap((word) => sentence.push(word, ledger));
  const doubts = [...judgements, ...sentence.end(ledger)].filter(({ verdict }) => verdict !== 'backed');
  return { ...labelled, doubts, isRight: labelled.isTrue === (doubts.length === 0) };
}
type Judged = ReturnType<typeof judge>;

function toTable(judged: readonly Judged[]): string {
  const rows = (['en', 'es'] as const).map((language) => {
    const ofLanguage = judged.filter((one) => one.language === language);
    return [language, ratio(ofLanguage, false), ratio(ofLanguage, true)];
  });
  return [['language', 'false, caught', 'true, left in peace'], ...rows]
    .map((row) => row.map((cell) => cell.padEnd(22)).join(''))
    .join('\n');
}

function ratio(judged: readonly Judged[], isTrue: boolean): string {
  const some = judged.filter((one) => one.isTrue === isTrue);
  return `${some.filter(({ isRight }) => isRight).length}/${some.length}`;
}

function show({ ledgerName, said, doubts }: Judged): string {
  return `(${ledgerName}) ${said} [${doubts.map(toWords).join(', ')}]`;
}

function toWords({ verdict, finding }: Judgement): string {
  return `${verdict} ${finding.kind}${finding.kind === 'claim' ? ` ${finding.action}` : ''}`;
}

describe.each([
  ['tuned', ''],
  ['held out', '-held-out'],
  ['unseen', '-unseen'],
] as const)('the %s part of the corpus', (name, part) => {
  const judged = readCorpus(part).map(judge);
  console.log(`${name}, ${judged.length} sentences\n${toTable(judged)}`);

  test.each([
    ['catches every false sentence', false],
    ['leaves every true sentence in peace', true],
  ])('%s', (_, isTrue) => {
    const mistaken = judged.filter((one) => one.isTrue === isTrue && !one.isRight);
    expect(mistaken.map(show)).toEqual([]);
  });
});

test('holds 150 true and 150 false sentences at least, none of them twice', () => {
  const all = (['', '-held-out', '-unseen'] as const).flatMap(readCorpus);
  expect(all.filter(({ isTrue }) => isTrue).length).toBeGreaterThanOrEqual(150);
  expect(all.filter(({ isTrue }) => !isTrue).length).toBeGreaterThanOrEqual(150);
  const names = all.map(({ isTrue, ledgerName, said }) => `${isTrue} ${ledgerName} ${said}`);
  expect(new Set(names).size).toBe(names.length);
});
