import type { ClaimAction, SpokenLanguage, TextSpan } from './finding.ts';

/** Words before a claim, in its clause, that make it no claim. */
const UNSAID_BEFORE = {
  en: /\b(not|never|no(?! problem| worries)|nobody|no one|none|nothing|isn't|aren't|wasn't|weren't|haven't|hasn't|hadn't|don't|doesn't|didn't|won't|wouldn't|can't|cannot|couldn't|unable|without|if(?! you (?:look|need|have))|when|once(?! again| more)|until|till|before(?! you go| we hang| i let)|unless(?! there)|whether|as soon as|after(?! checking|[- ]hours)|would|could|should|can|may|might|shall|want|wanted|i'll|we'll|i will|going to|i'd|let me|try|trying|need|see if|make sure|(?<!(?:as|like) i )(?:says?|said)|confirm that|think|thought|(?:did|does|do|has|have|is|are|was) (?:he|she|it|that|you|they|we|anyone|anybody|someone|somebody)|asks?|rather than|instead of)\b[^.?!;]*$/,
  es: /\b(no|nunca|nadie|ningun|ninguna|tampoco|ni|sin|si(?! (?:necesita|tiene|hay|le surge|ocupa) (?:algo|alguna|otra|mas|dudas|preguntas|cualquier))|cuando|hasta que|antes de|una vez|en cuanto|tan pronto|puedo|podemos|podria|podriamos|quiere|quisiera|gustaria|voy a|vamos a|debo|para que|desea|necesito|dice|dijo|luego que|despues de)\b[^.?!;]*$/,
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
  en: /^\W*(?:\w+,? )?(?:if(?! you (?:look|need|have))|when|once(?! again| more)|as soon as|after(?! checking|[- ]hours)|unless|until|before(?! you go| we hang| i let))\b/,
  es: /^\W*(?:si(?! (?:necesita|tiene|hay|le surge|ocupa) (?:algo|alguna|otra|mas|dudas|preguntas|cualquier))|cuando|una vez|en cuanto|tan pronto)\b/,
};
const CONDITION_AFTER = {
  en: /^[\s,]*(?:once|if(?! you (?:need|have))|when|as soon as|after (?:you|i|we|that)|unless(?! there)|only (?:once|if|when|after)|until (?:you|i|we)|in case|or (?:not|are))\b/,
  es: /^[\s,]*(?:si|cuando|una vez|en cuanto|tan pronto|despues de que|hasta que)\b/,
};
/** "It's free if you go with the repair" promises a lower price all the same. */
const TERMS = {
  en: /^[\s,]*if you(?:'re| are| go| book| take| do| have| sign| let| pay)\b/,
  es: /^[\s,]*si (?:usted )?(?:hace|toma|acepta|reserva|paga|contrata)\b/,
};
/** "Is a technician on the way?": told by its first word, for the question mark comes last. */
const QUESTION = {
  en: /^\W*(?:(?:and|so|okay|ok),? )?(?:is|are|was|were|has|have|had|did|does|do|will)\b/,
  es: /¿[^?]*$/,
};
/** A promise to come that depends on a yes: "if you book that", "does that work?". */
const MAYBE_AFTER = {
  en: /\b(?:(?:if|once|when|as soon as|after) (?:you|i|we|that's|it's)(?! need| have any| look)|would that|does (?:that|it|this)|is that (?:okay|ok|good|fine|all right)|(?:that|it) works?\?|works for you|sound(?:s)? (?:good|okay|ok)|or would you|how's that|how is that)\b/,
  es: /\b(?:si (?:la |lo |me |usted )?(?:reserva|reservo|toma|quiere|gusta|le parece|acepta|confirma|elige|prefiere|apart[ao])|(?:una vez|en cuanto|cuando) (?:la|lo|se|usted|confirme|quede)|le (?:sirve|parece|funciona|queda bien|conviene|acomoda)|esta bien|de acuerdo)\b/,
};
const HABIT = {
  en: /^(?: (?:out|by|over|first|there|and|to|then|usually|always|just))* (?:takes? a look|looks? at|have a look|look|diagnose|check|assess|inspect|see what|figure|find|quotes?|explain|go over|gives? you (?:a|an|the|your) (?:price|quote|estimate))\b/,
  es: /^(?: (?:y|a|primero|para|luego|ahi))* (?:revisar?|ver|checar|diagnosticar|evaluar|inspeccionar|explicar|(?:le )?(?:da|dara|explica))\b/,
};
const SOON = {
  en: /\b(?:tomorrow|tonight|today|this (?:morning|afternoon|evening)|\w+day|shortly|soon|now|right away|within|minutes?|hours?|between|at (?:\d|noon|eight|nine|ten|one|two|three|four|five|six|seven|eleven|twelve)|by)\b/,
  es: /\b(?:manana|hoy|esta (?:noche|tarde)|lunes|martes|miercoles|jueves|viernes|sabado|domingo|pronto|ahorita|ahora|enseguida|minutos?|horas?|entre|a las?)\b/,
};
/** "Since you need it tonight I've booked you": the reason ends where the deed begins. */
const REASON = /^\W*(?:so |and |okay,? )?(?:since|because|now that|given that|as you)\b/;
const OWN_DEED = /^(?:i|we|you)\b/;
/** Negation words that a promise to come, or a claim in the future, may hold by themselves. */
const FUTURE_ACTIONS: ReadonlySet<ClaimAction> = new Set(['will-come', 'callback']);

interface ClaimPlace {
  span: TextSpan;
  language: SpokenLanguage;
  action: ClaimAction;
}

/** Whether the words around a claim make it an offer, a question, a condition, a refusal or the caller's own. */
export function isUnsaid(plain: string, { span, language, action }: ClaimPlace): boolean {
  const start = lastSentenceStart(plain, span.start);
  const sentence = plain.slice(start, span.start);
  const after = plain.slice(span.end).split(/[.!]/, 1)[0] ?? '';
  if (action === 'is-human' || action === 'not-recorded') return isHumanDenied(sentence, language);
  if (CONDITION_AHEAD[language].test(sentence)) return true;
  const isOnTerms = action === 'discounted' && TERMS[language].test(after);
  if (CONDITION_AFTER[language].test(after) && !isOnTerms) return true;
  const isFuture = FUTURE_ACTIONS.has(action);
  if (isFuture && (MAYBE_AFTER[language].test(after) || isHabit(after, language))) return true;
  const clause = plain.slice(
    start + lastBreakEnd(plain.slice(start, span.end), sentence.length, language),
    span.start,
  );
  // "I can give you ten percent off" promises as much as "I gave".
  if (action === 'discounted') return NEGATED[language].test(clause);
  if (REASON.test(clause) && OWN_DEED.test(plain.slice(span.start)) && !NEGATED[language].test(clause))
    return false;
  const before = isFuture ? clause.replace(/\b(i'll|we'll|i will)\b/g, '') : clause;
  return QUESTION[language].test(clause) || UNSAID_BEFORE[language].test(before);
}

/** "Our technician will come out and take a look first": how visits go, not that there is one. */
function isHabit(after: string, language: SpokenLanguage): boolean {
  return HABIT[language].test(after) && !SOON[language].test(after);
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

/** Where the clause begins that holds the claim, which begins at `claimAt`: it may be what opens the clause. */
function lastBreakEnd(sentence: string, claimAt: number, language: SpokenLanguage): number {
  let end = 0;
  for (const match of sentence.matchAll(CLAUSE_BREAK[language])) {
    const breakEnd = match.index + match[0].length;
    if (breakEnd <= claimAt) end = breakEnd;
  }
  return end;
}

/** "Sí" without its accent would read as "if". */
export function hideYes(text: string, plain: string): string {
  let heard = plain;
  for (const { index } of text.matchAll(YES)) heard = `${heard.slice(0, index)}__${heard.slice(index + 2)}`;
  return heard;
}

const YES = /(?<!\p{L})sí(?!\p{L})/giu;
