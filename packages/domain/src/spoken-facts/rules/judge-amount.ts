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

/**
 * An amount is true when it is a quote's total, or the line that the words name. A sum of lines, a rounded figure and
 * one with "about" are not what a tool returned.
 */
export function judgeAmount(finding: AmountFinding, facts: SentenceFacts, ledger: SpokenFactsLedger): Ruling {
  const { amountCents } = finding;
  if (facts.isAttributed(finding) && ledger.caller.amountsCents.includes(amountCents)) return CALLERS_OWN;
  const published = ledger.publications.findLast(({ amountsCents }) => amountsCents.includes(amountCents));
  if (published) return ruleBy(published, true);
  const hasAny = ledger.quotes.length > 0;
  if (finding.isApproximate) return ruleBy(undefined, hasAny);
  const quote = ledger.quotes.findLast((candidate) => doesQuoteSay(candidate, finding));
  return ruleBy(quote, hasAny);
}

function doesQuoteSay(quote: LedgerQuote, { amountCents, part }: AmountFinding): boolean {
  if (part === 'total') return quote.totalCents === amountCents;
  const lines =
    part === null ? quote.lines : quote.lines.filter(({ label }) => PART_LABELS[part].test(label));
  if (lines.some((line) => line.amountCents === amountCents)) return true;
  // "two fifty-eight for the trip and the diagnostic": the words name parts, the amount is the whole.
  return quote.totalCents === amountCents;
}
