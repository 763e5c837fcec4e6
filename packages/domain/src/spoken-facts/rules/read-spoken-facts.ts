import { findClaims } from './claims.ts';
import type { SpokenFinding, SpokenLanguage, TimeFinding } from './finding.ts';
import { readPhoneDigits } from './foreign-numbers.ts';
import type { CallerFacts, LedgerPublication, SpokenFactsLedger } from './ledger.ts';
import { toLocalTime } from './local-windows.ts';
import { doSpansOverlap, type Reading, toReading } from './reading.ts';
import { findAmounts } from './spoken-amounts.ts';
import { findDates } from './spoken-dates.ts';
import { findDurations } from './spoken-durations.ts';
import { findTimes } from './spoken-times.ts';
import { readSaidNames, readTechnicianNames } from './technician-names.ts';

export interface ReadingContext {
  language: SpokenLanguage;
  /** The local day of the business, ISO. */
  today: string;
  technicianNames?: readonly string[];
  /** A sentence before this one was about a price. */
  isPriceTalk?: boolean | undefined;
  /** Figures that were quoted, in cents: said bare, they are prices. */
  quotedCents?: readonly number[];
  /** Names that the caller said, in plain letters. */
  callerNames?: readonly string[];
}

/** Everything in a sentence that could be true or false, by its place in the text. */
export function readSpokenFacts(text: string, context: ReadingContext): SpokenFinding[] {
  return findSpokenFacts(toReading(text, context.language), context);
}

export function findSpokenFacts(reading: Reading, context: ReadingContext): SpokenFinding[] {
  const { language, today, technicianNames: names = [], isPriceTalk, callerNames } = context;
  const { quotedCents = [] } = context;
  const durations = findDurations(reading);
  const times = findTimes(reading).filter(
    (time) =>
      !durations.some((stretch) => doSpansOverlap(stretch, time)) &&
      !(isPriceTalk && time.kind === 'time' && time.couldBeAmount) &&
      !(time.kind === 'time' && isQuotedFigure(time, quotedCents)),
  );
  return [
    ...findAmounts(reading, { times: [...times, ...durations], isPriceTalk, quotedCents }),
    ...times,
    ...findDates(reading, today),
    ...durations,
    ...findClaims(reading),
    ...readTechnicianNames(reading.text, { language, names, callerNames }),
  ].toSorted((a, b) => a.start - b.start);
}

const CLOCK_STEP_MINUTES = 5;

/** "You're at two fifty-eight", where that was quoted: nobody comes at 2:58. */
function isQuotedFigure({ minutesOfDay }: TimeFinding, quotedCents: readonly number[]): boolean {
  const minutes = minutesOfDay % 60;
  const hours = Math.trunc(minutesOfDay / 60) % 12 || 12;
  return minutes % CLOCK_STEP_MINUTES !== 0 && quotedCents.includes((hours * 100 + minutes) * 100);
}

/** What an answer of the business's own knowledge lets the agent say. */
export function readPublishedFacts(
  answer: { toolResultId: string; text: string },
  context: { language: SpokenLanguage; today: string },
): LedgerPublication {
  return { toolResultId: answer.toolResultId, ...collectNumbers(answer.text, context) };
}

/** The ledger after the caller said something. */
export function addCallerWords(
  ledger: SpokenFactsLedger,
  words: { text: string; language: SpokenLanguage },
): SpokenFactsLedger {
  const today = toLocalTime(ledger.now, ledger.timeZone).isoDate;
  const said = collectNumbers(words.text, { language: words.language, today });
  const { caller } = ledger;
  return {
    ...ledger,
    phoneNumbers: ledger.phoneNumbers && [...ledger.phoneNumbers, ...readPhoneDigits(words.text)],
    caller: {
      amountsCents: [...caller.amountsCents, ...said.amountsCents],
      minutesOfDay: [...caller.minutesOfDay, ...said.minutesOfDay],
      isoDates: [...caller.isoDates, ...said.isoDates],
      durationMinutes: [...caller.durationMinutes, ...said.durationMinutes],
      names: [...new Set([...caller.names, ...readSaidNames(words.text)])],
      figures: [...new Set([...caller.figures, ...listFigures(words)])],
    },
  };
}

function listFigures({ text, language }: { text: string; language: SpokenLanguage }): number[] {
  return toReading(text, language).runs.flatMap(({ value, parts }) => [
    ...(value === null ? [] : [value]),
    ...parts,
  ]);
}

function collectNumbers(
  text: string,
  context: { language: SpokenLanguage; today: string },
): Omit<CallerFacts, 'names' | 'figures'> {
  const findings = readSpokenFacts(text, { ...context, isPriceTalk: false });
  return {
    amountsCents: findings.flatMap((finding) => (finding.kind === 'amount' ? [finding.amountCents] : [])),
    minutesOfDay: findings.flatMap((finding) => {
      if (finding.kind === 'time') return [finding.minutesOfDay];
      return finding.kind === 'window' ? [finding.from.minutesOfDay, finding.to.minutesOfDay] : [];
    }),
    isoDates: findings.flatMap((finding) => (finding.kind === 'date' ? finding.isoDates : [])),
    durationMinutes: findings.flatMap((finding) => (finding.kind === 'duration' ? [finding.minutes] : [])),
  };
}
