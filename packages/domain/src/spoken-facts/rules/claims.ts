import { CLAIM_PATTERNS, type ClaimPatterns } from './claim-patterns.ts';
import type { ClaimFinding, SpokenLanguage } from './finding.ts';
import { doSpansOverlap, type Reading } from './reading.ts';
import { toPlain } from './tokens.ts';
import { hideYes, isUnsaid } from './unsaid-claims.ts';

/** What the agent says is done: "you're all set", "he's on the way", "I've called 911". */
export function readClaims(text: string, language: SpokenLanguage): ClaimFinding[] {
  return findClaims({ text, plain: toPlain(text), language });
}

export function findClaims({
  text,
  plain,
  language,
}: Pick<Reading, 'text' | 'plain' | 'language'>): ClaimFinding[] {
  const heard = language === 'es' ? hideYes(text, plain) : plain;
  const found = CLAIM_PATTERNS[language].flatMap(({ action, needed, patterns }) =>
    needed.test(plain) ? findDeeds({ text, plain, heard, language }, { action, patterns }) : [],
  );
  return found.filter((claim) => !isEcho(claim, found)).toSorted((a, b) => a.start - b.start);
}

function findDeeds(
  { text, plain, heard, language }: Pick<Reading, 'text' | 'plain' | 'language'> & { heard: string },
  { action, patterns }: Pick<ClaimPatterns, 'action' | 'patterns'>,
): ClaimFinding[] {
  const found: ClaimFinding[] = [];
  for (const { pattern, isAccented } of patterns) {
    for (const match of plain.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + match[0].trimEnd().length };
      if (isAccented && !PAST_VERB.test(text.slice(span.start, span.end))) continue;
      if (found.some((other) => doSpansOverlap(other, span))) continue;
      if (isUnsaid(heard, { span, language, action })) continue;
      found.push({ kind: 'claim', action, ...span, certainty: 'certain' });
    }
  }
  return found;
}

const PAST_VERB = /^(?:l[ea]s? |te )?\p{L}+é /iu;
/** Words between "your technician is" and "on the way". */
const ECHO_REACH = 12;

/** "Your technician is on the way" is one claim, the stronger; so is "I've notified the gas company". */
function isEcho({ action, start, end }: ClaimFinding, found: readonly ClaimFinding[]): boolean {
  const stronger = action === 'will-come' ? 'on-the-way' : action === 'paged' ? 'called-911' : null;
  return found.some(
    (other) => other.action === stronger && doSpansOverlap(other, { start, end: end + ECHO_REACH }),
  );
}
