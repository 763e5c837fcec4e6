import { CLAIM_PATTERNS } from './claim-patterns.ts';
import type { ClaimAction, ClaimFinding, SpokenLanguage, TextSpan } from './finding.ts';
import { doSpansOverlap, type Reading } from './reading.ts';
import { toPlain } from './tokens.ts';

/** Words before a claim, in its clause, that make it no claim. */
const UNSAID_BEFORE = {
  en: /\b(not|never|no(?! problem| worries)|nobody|no one|none|nothing|isn't|aren't|wasn't|weren't|haven't|hasn't|hadn't|don't|doesn't|didn't|won't|wouldn't|can't|cannot|couldn't|unable|without|if(?! you (?:look|need|have))|when|once(?! again| more)|until|till|before(?! you go| we hang| i let)|unless(?! there)|whether|as soon as|after(?! checking)|would|could|should|can|may|might|shall|want|wanted|i'll|we'll|i will|going to|i'd|let me|try|trying|need|see if|make sure|(?<!(?:as|like) i )(?:says?|said)|confirm that|think|thought|(?:did|does|do|has|have|is|are|was) (?:he|she|it|that|you|they|we|anyone|anybody|someone|somebody)|asks?|rather than|instead of)\b[^.?!;]*$/,
  es: /\b(no|nunca|nadie|ningun|ninguna|tampoco|ni|sin|si|cuando|hasta que|antes de|una vez|en cuanto|tan pronto|puedo|podemos|podria|podriamos|quiere|quisiera|gustaria|voy a|vamos a|debo|para que|desea|necesito|dice|dijo|luego que|despues de)\b[^.?!;]*$/,
};
const NEGATED = {
  en: /\b(not|never|nobody|no one|nor|\w+n't|cannot|unable|without)\b/,
  es: /\b(no|nunca|nadie|ni|tampoco)\b/,
};
/** A new main clause after these forgets what was said before. */
const CLAUSE_BREAK = {
  en: /(?:[.?!;:]|\b(?:but|so|and (?=(?:i|we|you|your|the|a|an|he|she|they|it|help|someone|somebody)\b)|because|then))\s*|,\s+(?=(?:i|i've|i'm|we've|we|you're|you|your|the|a|he|she|they|help|it's|that's|it)\b)/g,
  es: /(?:[.?!;:]|\b(?:pero|asi que|entonces|porque))\s*|,\s+(?=(?:ya|su|la|el|le|lo|he|hemos|un|una)\b)/g,
};
/** In a clause that began with one of these, the clause after its comma depends on it: "once it's booked, you're set". */
const CONDITION_AHEAD = {
  en: /^\W*(?:\w+,? )?(?:if(?! you (?:look|need|have))|when|once(?! again| more)|as soon as|after(?! checking)|unless|until|before(?! you go| we hang| i let))\b/,
  es: /^\W*(?:si|cuando|una vez|en cuanto|tan pronto)\b/,
};
const CONDITION_AFTER = {
  en: /^[\s,]*(?:once|if(?! you (?:need|have))|when|as soon as|after (?:you|i|we|that)|unless(?! there)|only (?:once|if|when|after)|until (?:you|i|we)|in case|or (?:not|are))\b/,
  es: /^[\s,]*(?:si|cuando|una vez|en cuanto|tan pronto|despues de que|hasta que)\b/,
};
/** "Is a technician on the way?": told by its first word, for the question mark comes last. */
const QUESTION = {
  en: /^\W*(?:(?:and|so|okay|ok),? )?(?:is|are|was|were|has|have|had|did|does|do|will)\b/,
  es: /¿[^?]*$/,
};
/** Negation words that a promise to come, or a claim in the future, may hold by themselves. */
const FUTURE_ACTIONS: ReadonlySet<ClaimAction> = new Set(['will-come', 'callback']);

/** What the agent says is done: "you're all set", "he's on the way", "I've called 911". */
export function readClaims(text: string, language: SpokenLanguage): ClaimFinding[] {
  return findClaims({ text, plain: toPlain(text), language });
}

export function findClaims({
  text,
  plain,
  language,
}: Pick<Reading, 'text' | 'plain' | 'language'>): ClaimFinding[] {
  const found: ClaimFinding[] = [];
  for (const { action, pattern, isAccented } of CLAIM_PATTERNS[language]) {
    for (const match of plain.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + match[0].trimEnd().length };
      if (isAccented && !PAST_VERB.test(text.slice(span.start, span.end))) continue;
      if (found.some((other) => other.action === action && doSpansOverlap(other, span))) continue;
      if (isUnsaid(plain, { span, language, action })) continue;
      found.push({ kind: 'claim', action, ...span, certainty: 'certain' });
    }
  }
  return found.filter((claim) => !isEcho(claim, found)).toSorted((a, b) => a.start - b.start);
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

interface ClaimPlace {
  span: TextSpan;
  language: SpokenLanguage;
  action: ClaimAction;
}

function isUnsaid(plain: string, { span, language, action }: ClaimPlace): boolean {
  const sentence = plain.slice(lastSentenceStart(plain, span.start), span.start);
  if (action === 'is-human') return isHumanDenied(sentence, language);
  if (CONDITION_AHEAD[language].test(sentence)) return true;
  if (CONDITION_AFTER[language].test(plain.slice(span.end))) return true;
  const clause = sentence.slice(lastBreakEnd(sentence, language));
  // "I can give you ten percent off" promises as much as "I gave".
  if (action === 'discounted') return NEGATED[language].test(clause);
  const before = FUTURE_ACTIONS.has(action) ? clause.replace(/\b(i'll|we'll|i will)\b/g, '') : clause;
  return QUESTION[language].test(clause) || UNSAID_BEFORE[language].test(before);
}

/** "No, I'm a real person" answers "are you a robot?"; whoever is human under a condition has said it as well. */
function isHumanDenied(sentence: string, language: SpokenLanguage): boolean {
  return NOT_SAID_OF_ONESELF[language].test(sentence.slice(sentence.search(/[^,;:]*$/)));
}

const NOT_SAID_OF_ONESELF = {
  en: /\b(?:not|never|\w+n't|cannot|if|whether|pretend(?:ing)?|once|when|until|ask(?:ed|ing)?|wish|think)\b/,
  es: /\b(?:no|nunca|tampoco|si|cuando|hasta|fingir|pregunta|decir|diria)\b/,
};

function lastSentenceStart(plain: string, before: number): number {
  return Math.max(...['.', '?', '!'].map((mark) => plain.lastIndexOf(mark, before - 1))) + 1;
}

function lastBreakEnd(sentence: string, language: SpokenLanguage): number {
  let end = 0;
  for (const match of sentence.matchAll(CLAUSE_BREAK[language])) end = match.index + match[0].length;
  return end;
}
