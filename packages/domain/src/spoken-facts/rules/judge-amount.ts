import type { AmountFinding, AmountPart } from './finding.ts';
import { CALLERS_OWN, type Ruling, ruleBy, type SentenceFacts } from './judgement.ts';
import type { LedgerQuote, SpokenFactsLedger } from './ledger.ts';

const PART_LABELS: Record<Exclude<AmountPart, 'total'>, RegExp> = {
  trip: /trip/i,
  diagnostic: /diagnostic/i,
  'after-hours': /after-hours|surcharge/i,
  holiday: /holiday/i,
  'outer-area': /outer|edge/i,
};
/** In Spanish the whole is called a visit as well: only "cargo por visita" is surely the trip. */
const WHOLE_VISIT = /(?<!\b(?:cargo|tarifa|cuota|cobro) (?:por|de) (?:la )?)\bvisita\b/;
const SURE_TRIP = /\b(?:viaje|traslado)\b/;
/** "... and that covers everything": what stands before it is said to be the whole. */
const ALL_IN =
  /\b(?:covers? (?:everything|it all|all of it|the whole)|that's (?:all|it)(?! (?:for|i|we|part))|all you(?:'ll|'d)? (?:pay|owe|need)|nothing (?:else|more)|no other (?:fees?|charges?|costs?)|everything included|all[- ]in(?:clusive)?|(?:con eso )?cubre todo|es todo|todo incluido|y ya|y nada mas|nada mas que pagar)\b/;
/** "With the after-hours fee it's two fifty-eight", "the whole visit": names a part, and means the total. */
const WHOLE =
  /\b(?:with|including|includes?|because|since|whole|visit|technician|everything|plus|con|incluyendo|incluye|porque|toda|todo|tecnico)\b/;
const PART_NAMES =
  /\b(?:(trip|viaje|traslado|visita)|(diagnos\w+)|(after[- ]hours|surcharge|fuera de horario|nocturn[oa])|(holiday|feriado|festivo)|(outer|edge|zona))\b/g;

/**
 * An amount is true when it is a quote's total, or a line that the words name. A sum of lines, a rounded figure, one
 * with "about", and a line that is said as if it were all are not what a tool returned.
 */
export function judgeAmount(finding: AmountFinding, facts: SentenceFacts, ledger: SpokenFactsLedger): Ruling {
  const { amountCents } = finding;
  if (facts.isAttributed(finding) && ledger.caller.amountsCents.includes(amountCents)) return CALLERS_OWN;
  const published = ledger.publications.findLast(({ amountsCents }) => amountsCents.includes(amountCents));
  if (published) return ruleBy(published, true);
  const hasAny = ledger.quotes.length > 0;
  if (finding.isApproximate) return ruleBy(undefined, hasAny);
  const quote = ledger.quotes.findLast((candidate) => doesQuoteSay(candidate, finding, facts));
  return ruleBy(quote, hasAny);
}

/** The total; or a line, in a sentence that gives the total or other lines as well. */
export function isTotalOrListed(
  { totalCents, lines }: LedgerQuote,
  said: { amountCents: number; saidCents: readonly number[] },
): boolean {
  const { amountCents } = said;
  if (amountCents === totalCents) return true;
  if (!lines.some((line) => line.amountCents === amountCents)) return false;
  if (said.saidCents.includes(totalCents)) return true;
  return lines.every((line) => line.amountCents === amountCents || said.saidCents.includes(line.amountCents));
}

function doesQuoteSay(quote: LedgerQuote, finding: AmountFinding, facts: SentenceFacts): boolean {
  const { totalCents } = quote;
  const { amountCents, part } = finding;
  const isLine = hasLine(quote, finding);
  if (part === 'total') return totalCents === amountCents;
  if (totalCents === amountCents) return isLine || !isSaidOfOneLine(finding, facts);
  const isAllSaid = facts.amountsCents.includes(totalCents);
  if (!isAllSaid && ALL_IN.test(facts.plain)) return false;
  if (part === null || isMaybeWhole(finding, facts))
    return (
      isTotalOrListed(quote, { amountCents, saidCents: facts.amountsCents }) && (part === null || isLine)
    );
  return isLine;
}

function hasLine({ lines }: LedgerQuote, { amountCents, part }: AmountFinding): boolean {
  if (part === 'total') return false;
  return lines.some(
    (line) => line.amountCents === amountCents && (part === null || PART_LABELS[part].test(line.label)),
  );
}

function isMaybeWhole({ part }: AmountFinding, { plain }: SentenceFacts): boolean {
  return part === 'trip' && WHOLE_VISIT.test(plain) && !SURE_TRIP.test(plain);
}

/** "The diagnostic fee is $258", where two hundred fifty-eight is all of it. */
function isSaidOfOneLine(finding: AmountFinding, facts: SentenceFacts): boolean {
  if (finding.part === null || isMaybeWhole(finding, facts) || WHOLE.test(facts.plain)) return false;
  const named = [...facts.plain.matchAll(PART_NAMES)].map(([, ...kinds]) => kinds.findIndex(Boolean));
  return new Set(named).size === 1;
}
