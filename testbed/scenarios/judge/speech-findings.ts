import type { CallRecord } from '../call-record.ts';
import { type Finding, found, unless } from './finding.ts';
import type { Trial } from './gates.ts';
import { listDigitRuns } from './spoken-numbers.ts';
import { findForbidden, isSaid, listAgentTurns } from './spoken-turns.ts';
import { walkValues } from './tool-uses.ts';

const SPANISH = /[¿¡ñ]|\b(?:el|la|los|que|usted|su|para|está|por|gracias|agua|una|del|con)\b/giu;
const ENGLISH = /\b(?:the|you|is|and|for|your|we|what|can|of|it|that|to)\b/giu;

export function judgeSpeech({ scenario, catalogue, record }: Trial): Finding[] {
  const { expect } = scenario;
  const { answers } = listAgentTurns(record);
  const text = answers.map((turn) => turn.text).join('\n');
  const language = nameLanguage(text);
  const transcript = record.turns.map((turn) => turn.text).join('\n');
  return [
    ...expect.mustSay.map((pattern) =>
      found(
        `mustSay ${pattern}`,
        unless(
          answers.some((turn) => isSaid(pattern, turn.text)),
          'was not said',
        ),
      ),
    ),
    ...expect.mustNotSay.flatMap((pattern) => {
      const hits = answers.map((turn) =>
        findForbidden([pattern], { text: turn.text, evaluation: catalogue.evaluation }),
      );
      const hit = hits.find((words) => words !== null);
      return hit ? [found(`mustNotSay ${pattern}`, `said "${hit}"`)] : [];
    }),
    ...expect.transcriptMustNotContain.flatMap((pattern) =>
      isSaid(pattern, transcript) ? [found(`transcriptMustNotContain ${pattern}`, 'it does')] : [],
    ),
    found(
      'language',
      unless(text === '' || language === expect.language, `${language} instead of ${expect.language}`),
    ),
    found(
      'maxAgentTurns',
      unless(answers.length <= expect.maxAgentTurns, `${answers.length} of at most ${expect.maxAgentTurns}`),
    ),
  ];
}

/** By its small words; enough to tell two languages apart. */
function nameLanguage(text: string): 'en' | 'es' {
  return (text.match(SPANISH)?.length ?? 0) > (text.match(ENGLISH)?.length ?? 0) ? 'es' : 'en';
}

const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\bstreet\b/g, 'st'],
  [/\bavenue\b/g, 'ave'],
  [/\broad\b/g, 'rd'],
  [/\bdrive\b/g, 'dr'],
  [/\blane\b/g, 'ln'],
  [/\beast\b/g, 'e'],
  [/\bwest\b/g, 'w'],
  [/\bnorth\b/g, 'n'],
  [/\bsouth\b/g, 's'],
  [/[^\p{L}\d+]+/gu, ' '],
];
/** People leave it out: `1733 Neil` is `1733 Neil Ave`. */
const STREET_ENDING = / (?:st|ave|rd|dr|ln|blvd|ct|pl|way)$/;

/** So that two spellings of one name or address are one. */
function normalize(value: string): string {
  return SHORT_FORMS.reduce((text, [form, short]) => text.replace(form, short), value.toLowerCase()).trim();
}

/** Held against everything that tools were told: what the call truly kept, not what the agent repeated. */
export function judgeFields(fields: Readonly<Record<string, string>>, record: CallRecord): Finding[] {
  const kept = [
    ...record.tools.flatMap((tool) => [...walkValues(tool.arguments)].map(([, value]) => value)),
    ...record.bookings
      .filter((one) => one.isOfThisCall)
      .flatMap(({ name, phone, addressLine, zip }) => [name, phone, addressLine, zip]),
  ].flatMap((value) => (typeof value === 'string' ? [value] : []));
  return Object.entries(fields).map(([field, value]) => {
    const isKept = kept.some((one) => isSameField(one, value));
    return found(`fieldsCaptured ${field}`, unless(isKept, `${value} was not kept`));
  });
}

function isSameField(kept: string, truth: string): boolean {
  if (/^\+\d+$/.test(truth)) return listDigitRuns(kept).join('').endsWith(truth.slice(-10));
  const [one, other] = [normalize(kept), normalize(truth)];
  return one === other || one.replace(STREET_ENDING, '') === other.replace(STREET_ENDING, '');
}
