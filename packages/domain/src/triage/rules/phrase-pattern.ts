import { plain } from './normalise-utterance.ts';
import { FILLERS } from './spoken-words.ts';
import { WORD_GROUPS } from './word-groups.ts';

/** A compiled phrase: steps from one word to the next. */
export type PhraseStep =
  | { kind: 'end'; isAlone: boolean }
  | { kind: 'word'; exact: ReadonlySet<string>; beginnings: readonly string[]; next: PhraseStep }
  | { kind: 'gap'; mostWords: number; next: PhraseStep }
  | { kind: 'fork'; ways: readonly PhraseStep[] };

const END: PhraseStep = { kind: 'end', isAlone: false };
const END_ALONE: PhraseStep = { kind: 'end', isAlone: true };
const GAP_WORDS = 4;
const EITHER_ORDER_GAP_WORDS = 8;
const PIECES = /…|\.\.\.|[()/?~]|<[a-z0-9 -]+>|[\p{L}\p{N}'*]+|\S/gu;

/**
 * Compiles one phrase of a rule; the language is told in docs/guides/write-a-rule.md.
 * Throws an Error that names the phrase when it cannot be read or says nothing.
 */
export function compilePhrase(phrase: string): PhraseStep {
  const isAlone = phrase.endsWith('!');
  const sides = (isAlone ? phrase.slice(0, -1) : phrase).split('~').map((side) => readPhrase(side, phrase));
  const [one, other] = sides;
  if (one === undefined || sides.length > 2) throw new Error(`a phrase has at most one "~": ${phrase}`);
  const step =
    other === undefined
      ? build(one, isAlone ? END_ALONE : END)
      : { kind: 'fork' as const, ways: [inOrder(one, other), inOrder(other, one)] };
  if (canBeEmpty(step)) throw new Error(`a phrase needs a word that counts: ${phrase}`);
  if (startsWithGap(step)) throw new Error(`a phrase begins with a word: ${phrase}`);
  return step;
}

function inOrder(one: readonly Item[], other: readonly Item[]): PhraseStep {
  return build(one, { kind: 'gap', mostWords: EITHER_ORDER_GAP_WORDS, next: build(other, END) });
}

interface Item {
  /** Alternatives; null is a gap. */
  ways: readonly (readonly Item[])[] | string | null;
  isOptional: boolean;
  /** Optional in a row of words; among alternatives it counts, as in "(is/the) fire". */
  isFiller?: boolean;
}

function build(items: readonly Item[], next: PhraseStep): PhraseStep {
  return items.reduceRight<PhraseStep>((rest, item) => {
    const step = buildOne(item, rest);
    return item.isOptional || item.isFiller === true ? { kind: 'fork', ways: [step, rest] } : step;
  }, next);
}

function buildOne(item: Item, next: PhraseStep): PhraseStep {
  if (item.ways === null) return { kind: 'gap', mostWords: GAP_WORDS, next };
  if (typeof item.ways === 'string') return wordStep([item.ways], next);
  const words = item.ways.map(onlyWord).filter((word) => word !== null);
  const longer = item.ways.filter((way) => onlyWord(way) === null).map((way) => build(way, next));
  // One look at a set for all single words, however many there are.
  const [only] = longer;
  if (words.length === 0 && longer.length === 1 && only !== undefined) return only;
  if (longer.length === 0) return wordStep(words, next);
  return { kind: 'fork', ways: words.length === 0 ? longer : [wordStep(words, next), ...longer] };
}

function onlyWord(way: readonly Item[]): string | null {
  const [item] = way;
  return way.length === 1 && item !== undefined && !item.isOptional && typeof item.ways === 'string'
    ? item.ways
    : null;
}

function wordStep(words: readonly string[], next: PhraseStep): PhraseStep {
  const exact = new Set(words.filter((word) => !word.endsWith('*')));
  const beginnings = words.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  return { kind: 'word', exact, beginnings, next };
}

function readPhrase(text: string, phrase: string): Item[] {
  const pieces = [...text.matchAll(PIECES)].map(([piece]) => piece);
  const [items, rest] = readItems(pieces, phrase);
  if (rest.length > 0) throw new Error(`cannot read "${rest.join(' ')}" in the phrase: ${phrase}`);
  return keepFillersThatStandAlone(items);
}

function keepFillersThatStandAlone(items: readonly Item[]): Item[] {
  const isOnlyFillers = items.every(({ isFiller }) => isFiller === true);
  return items.map((item) => (isOnlyFillers ? { ...item, isFiller: false } : item));
}

/** Reads up to the end or to a ")" or "/" that belongs to the group around. */
function readItems(pieces: readonly string[], phrase: string): [Item[], readonly string[]] {
  const items: Item[] = [];
  let rest = pieces;
  while (rest.length > 0 && rest[0] !== ')' && rest[0] !== '/') {
    const [item, after] = readItem(rest, phrase);
    items.push(item);
    rest = after;
  }
  return [items, rest];
}

function readItem(pieces: readonly string[], phrase: string): [Item, readonly string[]] {
  const [piece = '', ...after] = pieces;
  if (piece === '…' || piece === '...') return [{ ways: null, isOptional: false }, after];
  if (piece === '(') return readOptional(readGroup(after, phrase));
  if (piece.startsWith('<')) return readOptional([readWordGroup(piece, phrase), after]);
  if (!/^[\p{L}\p{N}'*]+$/u.test(piece)) throw new Error(`cannot read "${piece}" in the phrase: ${phrase}`);
  const word = plain(piece).replaceAll("'", '');
  return readOptional([{ ways: word, isOptional: false, isFiller: FILLERS.has(word) }, after]);
}

function readOptional([item, rest]: [Item, readonly string[]]): [Item, readonly string[]] {
  return rest[0] === '?' ? [{ ...item, isOptional: true }, rest.slice(1)] : [item, rest];
}

function readGroup(pieces: readonly string[], phrase: string): [Item, readonly string[]] {
  const ways: Item[][] = [];
  let rest = pieces;
  do {
    const [way, after] = readItems(ways.length === 0 ? rest : rest.slice(1), phrase);
    ways.push(keepFillersThatStandAlone(way));
    rest = after;
  } while (rest[0] === '/');
  if (rest[0] !== ')') throw new Error(`a ")" is missing in the phrase: ${phrase}`);
  return [{ ways, isOptional: false }, rest.slice(1)];
}

function readWordGroup(piece: string, phrase: string): Item {
  const name = piece.slice(1, -1);
  const group = WORD_GROUPS[name];
  if (group === undefined) throw new Error(`there is no word group <${name}>, in the phrase: ${phrase}`);
  return { ways: group.map((entry) => readPhrase(entry, phrase)), isOptional: false };
}

function canBeEmpty(step: PhraseStep): boolean {
  if (step.kind === 'end') return true;
  if (step.kind === 'word') return false;
  return step.kind === 'gap' ? canBeEmpty(step.next) : step.ways.some(canBeEmpty);
}

function startsWithGap(step: PhraseStep): boolean {
  return step.kind === 'gap' || (step.kind === 'fork' && step.ways.some(startsWithGap));
}
