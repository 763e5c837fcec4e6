// Prints how long a delta of a transcript takes: node packages/domain/src/spoken-facts/spoken-facts.bench.ts
import { maskCardNumbers, readCardNumber } from './rules/cards/card-number.ts';
import { SpokenSentence } from './rules/spoken-sentence.ts';
import { FULL } from './testing/ledger-of-oak.ts';

const ROUNDS = 400;
const WARM_UP_ROUNDS = 50;
const TURNS = {
  en: "Okay. Tonight it's two hundred fifty-eight dollars for a technician to come out and diagnose it, that's the forty-nine trip, eighty-nine diagnostic and one-twenty after-hours fee, and I have Tuesday, November 24th, between 8 and 10 in the morning or between noon and 2 in the afternoon. You're all set at 2280 Glenmawr, and Rafael is on the way, he is there in about forty minutes, by 9:20.",
  es: 'Muy bien. Esta noche son doscientos cincuenta y ocho dólares en total, cuarenta y nueve por la visita y ochenta y nueve por el diagnóstico, y tengo el martes 24 de noviembre, entre las ocho y las diez de la mañana. Su cita está confirmada y el técnico está en camino, llega en unos cuarenta minutos.',
} as const;

for (const language of ['en', 'es'] as const) {
  const rounds = measureRounds(language);
  report(`delta, ${language}`, rounds.flat());
  report(`slowest delta, ${language}`, toSlowestDelta(rounds));
}
report('card number, 60 words', measureCards());
report('card number, 10 kB', measureLongText());

function measureRounds(language: 'en' | 'es'): number[][] {
  const deltas = TURNS[language].match(/\S+\s*/g) ?? [];
  const rounds = Array.from({ length: ROUNDS }, () => {
    const sentence = new SpokenSentence(language);
    return deltas.map((delta) => timeMs(() => sentence.push(delta, FULL)));
  });
  return rounds.slice(WARM_UP_ROUNDS);
}

/** The times of that delta, of all in the turn, of which the median is the greatest: other work on the machine has less say. */
function toSlowestDelta(rounds: readonly number[][]): number[] {
  const deltas = (rounds[0] ?? []).map((_, place) => rounds.map((round) => round[place] ?? 0));
  return deltas.toSorted((a, b) => medianOf(b) - medianOf(a))[0] ?? [];
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

function measureCards(): number[] {
  const text = `${'my sink is leaking and '.repeat(10)} it is six one four five five five oh one one five`;
  return Array.from({ length: ROUNDS * 10 }, () => timeMs(() => readCardNumber(text))).slice(WARM_UP_ROUNDS);
}

function measureLongText(): number[] {
  const text = 'it is four one and 2280, then six one four. '.repeat(233);
  return Array.from({ length: ROUNDS }, () => timeMs(() => maskCardNumbers(text))).slice(WARM_UP_ROUNDS);
}

function timeMs(run: () => unknown): number {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function report(name: string, timesMs: number[]): void {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]?.toFixed(3);
  const mean = sorted.reduce((sum, time) => sum + time, 0) / sorted.length;
  console.log(
    name.padEnd(24),
    `mean ${mean.toFixed(3)} ms, p50 ${at(0.5)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}`,
  );
}
