// Prints what a verdict costs: node packages/domain/src/triage/triage.bench.ts
import { readCorpus } from './corpus/read-corpus.ts';
import scenarios from './corpus/scenario-turns.json' with { type: 'json' };
import { createCallTriage, triageUtterances } from './rules/triage-utterances.ts';

const ROUNDS = 41;
const LONG_CALL_TURNS = 40;

const utterances = (['', '-held-out', '-unseen'] as const).flatMap(readCorpus).map(({ said }) => said);
const calls = scenarios.map(({ turns }) => turns.map(({ say }) => say));
const turns = calls.flat();

report(
  'one utterance of the corpus',
  utterances.map((said) => [said]),
);
report('a whole call of the scenarios', calls);
report(`a call of ${LONG_CALL_TURNS} turns`, [
  turns.slice(0, LONG_CALL_TURNS),
  turns.slice(-LONG_CALL_TURNS),
]);

const triage = createCallTriage();
triage(turns.slice(0, LONG_CALL_TURNS));
const nextMs = turns
  .slice(LONG_CALL_TURNS)
  .map((said) => measureMedianMs(() => triage([...turns.slice(0, LONG_CALL_TURNS), said])));
describeCosts(`turn ${LONG_CALL_TURNS + 1} of a call`, nextMs);

/** Each talk counts with the median of its rounds, so that other work on the machine does not show. */
function report(what: string, talks: readonly (readonly string[])[]): void {
  describeCosts(
    what,
    talks.map((talk) => measureMedianMs(() => triageUtterances(talk))),
  );
}

function describeCosts(what: string, costs: readonly number[]): void {
  const costsMs = costs.toSorted((a, b) => a - b);
  const at = (share: number) => costsMs[Math.floor(share * (costsMs.length - 1))]?.toFixed(3);
  console.log(what.padEnd(32), `median ${at(0.5)} ms, P95 ${at(0.95)} ms, worst ${at(1)} ms`);
}

function measureMedianMs(judge: () => unknown): number {
  const timesMs = Array.from({ length: ROUNDS }, () => measureMs(judge)).toSorted((a, b) => a - b);
  return timesMs[ROUNDS >> 1] ?? Number.NaN;
}

function measureMs(judge: () => unknown): number {
  const start = performance.now();
  judge();
  return performance.now() - start;
}
