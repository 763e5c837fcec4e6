import type { ClaimFinding, SpokenLanguage } from './finding.ts';
import type { SpokenFactsLedger } from './ledger.ts';
import type { NumberRun } from './read-number.ts';
import { type Reading, toSpan } from './reading.ts';

/** Somebody else than the caller, and that the address is theirs. */
const THEIRS: Record<SpokenLanguage, RegExp> = {
  en: /(?:\b(?:Mr|Mrs|Ms|Miss|mr|mrs|ms|miss)\b\.? \w+|\b(?:He|She|They|he|she|they|customer|caller|client|tenant|neighbou?r|lady|gentleman|family)\b(?:'s)?|\p{Lu}\p{L}+ \p{Lu}\p{L}+)(?: \w+){0,3}? (?:lives?|lived|is|was|stays?|called from|over)(?: \w+)? (?:at|on) $/u,
  es: /(?:\b(?:[Ss]eñora?|[Ss]ra?|[Dd]on|[Dd]oña)\b\.? \p{L}+|\b(?:[Ee]lla|[Éé]l|cliente|vecin[oa]|inquilin[oa]|familia)\b|\p{Lu}\p{L}+ \p{Lu}\p{L}+)(?: \p{L}+){0,3}? (?:vive|vivía|está|estaba|llamó)(?: \p{L}+)? (?:en|del?)(?: el| la)? $/u,
};
const REACH_LETTERS = 80;

/** "Mrs. Brandvold lives at 77 Quarry Hollow Road": a street address of others that neither caller nor tool gave. */
export function findForeignAddresses(reading: Reading, ledger: SpokenFactsLedger): ClaimFinding[] {
  if (ledger.phoneNumbers === null) return [];
  return reading.runs
    .filter((run) => isStreetAfter(reading, run) && !isGiven(run, ledger) && isTheirs(reading, run))
    .map(({ index, end }) => ({
      kind: 'claim',
      action: 'confidential',
      certainty: 'likely',
      ...toSpan(reading.tokens, index, end),
    }));
}

/** A name with a capital: what a house number stands before. */
function isStreetAfter({ tokens, text }: Reading, { end }: NumberRun): boolean {
  const next = tokens[end];
  return next?.kind === 'word' && /\p{Lu}/u.test(text[next.start] ?? '');
}

function isGiven({ value }: NumberRun, { caller, phoneNumbers }: SpokenFactsLedger): boolean {
  if (value === null) return true;
  return caller.figures.includes(value) || phoneNumbers?.includes(String(value)) === true;
}

function isTheirs({ tokens, text, language }: Reading, { index }: NumberRun): boolean {
  const start = tokens[index]?.start ?? 0;
  const before = text
    .slice(Math.max(0, start - REACH_LETTERS), start)
    .split(/(?<!\b(?:mrs?|ms|sra?|dr))[.?!,;]/i);
  return THEIRS[language].test(before.at(-1) ?? '');
}
