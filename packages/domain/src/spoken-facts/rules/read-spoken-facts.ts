import { findClaims } from './claims.ts';
import type { SpokenFinding, SpokenLanguage } from './finding.ts';
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
  /** Names that the caller said, in plain letters. */
  callerNames?: readonly string[];
}

/** Everything in a sentence that could be true or false, by its place in the text. */
export function readSpokenFacts(text: string, context: ReadingContext): SpokenFinding[] {
  return findSpokenFacts(toReading(text, context.language), context);
}

export function findSpokenFacts(reading: Reading, context: ReadingContext): SpokenFinding[] {
  const { language, today, technicianNames: names = [], isPriceTalk, callerNames } = context;
  const durations = findDurations(reading);
  const times = findTimes(reading).filter(
    (time) =>
      !durations.some((stretch) => doSpansOverlap(stretch, time)) &&
      !(isPriceTalk && time.kind === 'time' && time.couldBeAmount),
  );
  return [
    ...findAmounts(reading, { times: [...times, ...durations], isPriceTalk }),
    ...times,
    ...findDates(reading, today),
    ...durations,
    ...findClaims(reading),
    ...readTechnicianNames(reading.text, { language, names, callerNames }),
  ].toSorted((a, b) => a.start - b.start);
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
