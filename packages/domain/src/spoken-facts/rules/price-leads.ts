import type { SpokenLanguage } from './finding.ts';
import type { NumberRun } from './read-number.ts';
import { type Reading, toWordSets } from './reading.ts';
import { wordAt } from './tokens.ts';

const HEDGES = {
  en: '(?: (?:somewhere|around|about|roughly|maybe|like|only|just|in|the|neighborhood|of|at|you|a|an|probably|approximately|between|close to|up to|under|below|less than|more than|over|as low as|another|an extra))*',
  es: '(?: (?:en|como|unos|unas|los|las|por|solo|solamente|nada|mas|menos|o|alrededor|de|cerca|apenas|ahi|a))*',
};
/** Words that end right before a number and say that it is a price. */
const LEADS: Record<SpokenLanguage, RegExp> = {
  en: new RegExp(
    `\\b(?:(?:that|it|this|those|they|which|visit|repair|job|all)(?:'ll| will|'d| would| should| won't)(?: \\w+ly| just| only)? (?:be|run|cost|come to|land)|(?:brings?|bringing) (?:it|that|you|the (?:total|price|bill)) to|(?:visit|repair|job|thing|work)(?: [^.?!,]{0,20})? (?:is usually|usually runs|should land)|minimum is|runs? (?:you|around|about|to)|running (?:you|around|about)|(?:sets?|setting) (?:you|it) back|(?:you're|you'd be|you are) looking at|plan on|figure(?: on)?|budget|ballpark(?: it| is)?|(?:do|did|does|done|fix|fixes|handle|have|get|got|make|take care of) (?:it|that|this|these|those|them|one|all of it|everything|the \\w+) for|(?:go|goes|going|went) for|call it|say|charge(?: you)?|i can do|we can do|(?:you|you'd|you'll|you would)(?: \\w+ly| just| only)? (?:pay|owe)|comes? (?:out )?to|total is|price is|cost is|fee is)${HEDGES.en} $`,
  ),
  es: new RegExp(
    `\\b(?:(?:sale|saldria|salga|sal(?:e|dria) costando)|se (?:lo|la|los) (?:dejo|dejamos|dejaria|hago|hacemos|pongo|puedo dejar|podemos dejar)|(?:lo|la) (?:hacemos|dejamos|dejo)|le (?:cobro|cobramos|cobra|cobrarian|hago|pongo|cuesta|queda|quedaria)|calcule|no pas(?:a|an|aria|ara) de|cuente con|anda|andan|va a (?:ser|salir|costar)|vendria (?:siendo|saliendo)|paga|pagaria|cuesta|costaria|vale|queda|total es|precio es)${HEDGES.es} $`,
  ),
};
/** Words that stand right after a number and say that it is a price. */
const TRAILS: Record<SpokenLanguage, RegExp> = {
  en: /^ (?:it is\b|even\b|flat\b|tops\b|all in\b|an hour\b|per hour\b|works for us\b|and (?:we're|you're|we are) (?:good|done|square)\b|(?:tonight |today )?instead of \w|to (?:come out|send \w+|fix it|get \w+ out|diagnose))/,
  es: /^ (?:y (?:ya|con eso)\b|todo incluido\b|la hora\b|por (?:ir|todo|la visita|el trabajo)\b|la visita\b|del viaje\b)/,
};
const SUMS: Record<SpokenLanguage, RegExp> = {
  en: /^,? (?:altogether|all told|in total|total|all together)\b/,
  es: /^,? (?:en total|total|por todo)\b/,
};
const STATED = toWordSets({ en: "it's it'd that's is be for", es: 'es son seria serian sale' });
const LEAST_LED_DOLLARS = 13;
const LEAST_STATED_DOLLARS = 100;
const MOST_DOLLARS = 1999;
const REACH_LETTERS = 70;

/** "That'll be ninety-nine", "we do that for two hundred", "it's one thirty-eight": a price unless it can be a time. */
export function isStatedPrice(reading: Reading, run: NumberRun): boolean {
  const { value, index } = run;
  if (value === null || value < LEAST_LED_DOLLARS) return false;
  if (isSummed(reading, run)) return true;
  if (isClockLike(run)) return false;
  if (isLed(reading, run) || isTrailed(reading, run)) return true;
  const { tokens, language } = reading;
  const isStated = STATED[language].has(wordAt(tokens, index - 1));
  return isStated && value >= LEAST_STATED_DOLLARS && value <= MOST_DOLLARS;
}

/** "The total is ninety-nine, Maria", "ochenta y nueve por ir": what follows is neither a street nor a count. */
export function isSurelyPrice(reading: Reading, run: NumberRun): boolean {
  const { tokens, language, text } = reading;
  const next = tokens[run.end];
  const isPercent = wordAt(tokens, run.end + 1) === 'ciento';
  const isName = next !== undefined && /\p{Lu}/u.test(text[next.start] ?? '');
  const isWay = language === 'es' && next?.plain === 'por' && !isPercent;
  return (isName || isWay) && run.value !== null && run.value >= LEAST_LED_DOLLARS && isLed(reading, run);
}

function isClockLike({ parts, value }: NumberRun): boolean {
  const [hours = 0, second, third] = parts;
  if (second === undefined) return false;
  const minutes = third ?? second;
  return (value ?? 0) <= MOST_DOLLARS && hours <= 12 && minutes <= 59 && minutes % 5 === 0;
}

function isLed({ tokens, plain, language }: Reading, { index }: NumberRun): boolean {
  const start = tokens[index]?.start ?? 0;
  return LEADS[language].test(plain.slice(Math.max(0, start - REACH_LETTERS), start));
}

/** "Two oh five altogether": no time is. */
function isSummed({ tokens, plain, language }: Reading, { end }: NumberRun): boolean {
  const from = tokens[end - 1]?.end ?? 0;
  return SUMS[language].test(plain.slice(from, from + REACH_LETTERS));
}

function isTrailed({ tokens, plain, language }: Reading, { end }: NumberRun): boolean {
  const from = tokens[end - 1]?.end ?? 0;
  return TRAILS[language].test(plain.slice(from, from + REACH_LETTERS));
}
