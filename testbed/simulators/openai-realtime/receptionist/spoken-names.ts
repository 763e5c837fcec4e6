import { capitalize } from './capital-letters.ts';

const MAX_WORDS = 3;
/** Whatever follows is a name. */
const SURE =
  /\b(?:my name is|my name's|the name is|the name's|name is|name's|call me|under the name(?: of)?)\s+(?:is\s+)?/i;
/** What follows may be a name, or how the caller feels. */
const WEAK = /\b(?:this is|it's|it is|i'm|i am)\s+/gi;
const BEHIND = /(?<!\p{L})(\p{L}[\p{L}'-]+(?: \p{L}[\p{L}'-]+){0,2}) (?:speaking|here|calling)\b/iu;
const FILLERS =
  /^(?:(?:hi|hello|hey|um|uh|well|sure|yes|yeah|yep|no|ok|okay|of course|certainly|sorry|actually|it's|it is|this is|i'm|i am)\b[ ,.!]*)+/i;
const HONORIFIC = /^(?:mr|mrs|ms|miss|mister|doctor|dr)$/i;

const NEVER_IN_A_NAME = new Set(
  `a an the my your our his her their its at in on of for from to with by near about and but or so because that this
  these those there here it is was are am be been not no never none very really pretty quite too just only still
  already also again always kind kinda sort sorta all almost more much most urgent emergency terrible horrible bad
  awful ridiculous serious crazy great good fine ok okay perfect right wrong correct true sure yes yeah yep nope please
  thanks thank hi hello hey hmm um uh well oh i we you he she they me us them who what when where which why how can
  could would should will do does did don't didn't doesn't can't won't isn't i'm i'll i've it's that's have has had
  need needs want wants calling speaking locked out stuck broken dead down home now today tonight tomorrow yesterday
  soon water leak leaks pipe basement kitchen bathroom toilet furnace heater ac heat house apartment unit street
  avenue road zip code number phone address name first second third one two three four five six seven eight nine ten
  eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
  eighty ninety hundred send someone somebody anybody nobody anyone come hurry quick quickly cold hot freezing flooding
  leaking everywhere everything something nothing happened person human live living same other different later earlier
  after before until any whatever whichever let lets let's get got give going gonna morning afternoon evening noon
  bye goodbye maybe probably bit lot little another wait hold think know mean guess if then than same spelled`.split(
    /\s+/,
  ),
);

const isNameWord = (word: string): boolean =>
  /^\p{L}[\p{L}'.-]+$/iu.test(word) && !NEVER_IN_A_NAME.has(word.toLowerCase().replace(/\.$/, ''));

/** The words of a name at the start of `text`, up to three. */
function takeName(text: string): string[] {
  const taken: string[] = [];
  for (const raw of text.trim().split(/\s+/)) {
    const word = raw.replace(/[,.;!?]+$/, '');
    if (taken.length === MAX_WORDS || !isNameWord(word)) break;
    taken.push(word);
    if (raw !== word && !HONORIFIC.test(word)) break;
  }
  return taken;
}

// Unasked and in lower case, `it's flooding` and `it's marla` look alike: two words that nobody says of a house.
function isTrusted(words: readonly string[], wasAsked: boolean): boolean {
  const first = words[0] ?? '';
  if (first === '') return false;
  if (wasAsked || /^\p{Lu}/u.test(first)) return true;
  return words.length >= 2 && !words.some((word) => /(ing|ed|ly|ous|ible)$/i.test(word));
}

function readIntroduction(text: string, wasAsked: boolean): string[] {
  const sure = SURE.exec(text);
  if (sure) {
    const words = takeName(text.slice(sure.index + sure[0].length));
    if (words.length > 0) return words;
  }
  for (const weak of text.matchAll(WEAK)) {
    const words = takeName(text.slice(weak.index + weak[0].length));
    if (isTrusted(words, wasAsked)) return words;
  }
  const behind = takeName((BEHIND.exec(text)?.[1] ?? '').replace(FILLERS, ''));
  return isTrusted(behind, true) ? behind : [];
}

/** Letters of a name that is spelled: `Sean, S E A N, Whitlock`. */
const SPELLED = /[,.]?\s*(?:\b[A-Za-z]\b[,. -]*){2,}/g;

/** The name in an utterance: introduced anywhere, or alone in a clause when it was asked for. */
export function readName(said: string, wasAsked: boolean): string | null {
  const text = wasAsked ? said.replaceAll(SPELLED, ' ') : said;
  const introduced = readIntroduction(text, wasAsked);
  if (introduced.length > 0) return capitalize(introduced.join(' '));
  if (!wasAsked) return null;
  for (const clause of text.split(/[,.;]| and /)) {
    const words = takeName(clause.trim().replace(FILLERS, ''));
    if (words.length > 0) return capitalize(words.join(' '));
  }
  return null;
}

/** First and last name that stand alone beside an address, with capitals: `Neil Avenue, 43201. Tom Aldana.` */
export function readLoneName(said: string): string | null {
  const clauses = said.replaceAll(SPELLED, ' ').split(/[,.;]/);
  const alone = clauses
    .map((clause) => clause.trim())
    .find((clause) => {
      const words = clause.split(/\s+/);
      const isNamed = words.every((word) => isNameWord(word) && /^\p{Lu}/u.test(word));
      return isNamed && words.length >= 2 && words.length <= MAX_WORDS;
    });
  return alone ?? null;
}
