import { DateTime } from 'luxon';
import { toSpeakableWindow } from '../booking/index.ts';
import { toSpanishMoney, toSpeakableMoney } from '../pricing/index.ts';
import { CORRECTION_WORDS, type CorrectionWords } from './rules/correction-words.ts';
import type { AmountPart, SpokenLanguage } from './rules/finding.ts';
import type { Judgement } from './rules/judgement.ts';
import type { LedgerQuote, SpokenFactsLedger } from './rules/ledger.ts';
import { toSpanishTime, toSpanishWindow } from './rules/spanish-words.ts';

/** No more than this is offered at once. */
const MOST_WINDOWS = 2;

/**
 * One sentence that sets right what was said without backing, in words that only repeat the ledger; null when
 * everything was backed. Whatever the ledger does not hold it says to be unknown.
 */
export function toCorrection(
  judgements: readonly Judgement[],
  ledger: SpokenFactsLedger,
  language: SpokenLanguage,
): string | null {
  const words = CORRECTION_WORDS[language];
  const clauses = judgements
    .filter(({ verdict }) => verdict !== 'backed')
    .map((judgement) => toClause(judgement, { ledger, language, words }));
  return clauses.length === 0 ? null : `${words.opening} ${[...new Set(clauses)].join('; ')}.`;
}

interface Correcting {
  ledger: SpokenFactsLedger;
  language: SpokenLanguage;
  words: CorrectionWords;
}

function toClause({ finding }: Judgement, correcting: Correcting): string {
  switch (finding.kind) {
    case 'amount':
      return toPriceClause(finding.part, correcting);
    case 'time':
    case 'window':
    case 'date':
      return toVisitClause(correcting);
    case 'duration':
      return toArrivalClause(correcting);
    case 'claim':
      return correcting.words.deeds[finding.action];
    case 'technician':
      return toTechnicianClause(correcting);
    case 'phone':
      return finding.what === 'card' ? correcting.words.noCards : correcting.words.noDetails;
    default:
      return finding satisfies never;
  }
}

const PART_LABELS: Partial<Record<AmountPart, RegExp>> = {
  trip: /trip/,
  diagnostic: /diagnostic/,
  'after-hours': /after-hours/,
  holiday: /holiday/,
  'outer-area': /outer/,
};

/** The named part when the latest quote has exactly one such line, else its total. */
function toPriceClause(part: AmountPart | null, { ledger, language, words }: Correcting): string {
  const quote = ledger.quotes.at(-1);
  if (!quote) return words.noPrice;
  const toWords = language === 'en' ? toSpeakableMoney : toSpanishMoney;
  const line = part && part !== 'total' ? findLine(quote, PART_LABELS[part]) : null;
  const label = part === null || part === 'total' ? null : words.parts[part];
  return line && label
    ? words.part(label, toWords(line.amountCents))
    : words.total(toWords(quote.totalCents));
}

function findLine(quote: LedgerQuote, label: RegExp | undefined) {
  const lines = label ? quote.lines.filter((line) => label.test(line.label)) : [];
  return lines.length === 1 ? (lines[0] ?? null) : null;
}

function toVisitClause(correcting: Correcting): string {
  const { ledger, language, words } = correcting;
  const toWords = language === 'en' ? toSpeakableWindow : toSpanishWindow;
  const say = (window: SpokenFactsLedger['windows'][number]) =>
    toWords(window, window.timeZone ?? ledger.timeZone);
  const booked = ledger.windows.findLast(({ status }) => status === 'booked');
  if (booked) return words.booked(say(booked));
  if (ledger.dispatches.some(({ isAcknowledged }) => isAcknowledged)) return toArrivalClause(correcting);
  const offered = ledger.windows.filter(({ status }) => status === 'offered').slice(-MOST_WINDOWS);
  return offered.length > 0 ? words.offered(offered.map(say)) : words.noTime;
}

function toArrivalClause({ ledger, language, words }: Correcting): string {
  const dispatch = ledger.dispatches.findLast(({ isAcknowledged, arrivesBy }) => isAcknowledged && arrivesBy);
  if (!dispatch?.arrivesBy) return words.noArrival;
  return words.arrival(toTimeWords(dispatch.arrivesBy, { timeZone: ledger.timeZone, language }));
}

function toTimeWords(
  instant: Date,
  { timeZone, language }: { timeZone: string; language: SpokenLanguage },
): string {
  const at = DateTime.fromJSDate(instant, { zone: timeZone });
  return language === 'en' ? at.setLocale('en-US').toFormat('h:mm a') : toSpanishTime(at);
}

function toTechnicianClause({ ledger, words }: Correcting): string {
  const name =
    ledger.dispatches.findLast(({ isAcknowledged }) => isAcknowledged)?.technicianName ??
    ledger.technicians.at(-1)?.name;
  return name ? words.technician(name) : words.noTechnician;
}
