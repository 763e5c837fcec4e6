import { type ReadGroup, readDigits } from './card-digits.ts';
import { maskCardNumbers, readCardNumber } from './card-number.ts';
import { countDigits, isValidCard, toDigits } from './card-shapes.ts';

/** Names under which a few digits are enough, unless they say that these are a card's last. */
const CARD_NAME = /card|tarjeta|cvv|cvc|\bpan\b|expir|securitycode/;
const LAST_NAME = /last|ending|ultim|brand|type|tipo|marca/;
const LEAST_NAMED_DIGITS = 3;
const MASKED = '[number not kept]';
/** Deeper values than a tool's arguments ever are. */
const MAX_DEPTH = 20;

/**
 * Whether what a model passes on holds a card number: in one text, in pieces of a list, in neighbouring values, or
 * under a name that says so. Ids and instants do not count.
 */
export function hasCardNumber(value: unknown): boolean {
  return holdsCard(value, 0) || isCardInLeaves(listLeaves(value, 0));
}

/** The value without card numbers; a list or an object that is one only as a whole is left out as a whole. */
export function withoutCardNumbers(value: unknown): unknown {
  if (typeof value === 'string') return maskCardNumbers(value);
  if (!hasCardNumber(value)) return value;
  const kept = toKeptMembers(value);
  return hasCardNumber(kept) ? MASKED : kept;
}

function toKeptMembers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return MASKED;
  if (Array.isArray(value)) return value.map(withoutCardNumbers);
  const members = Object.entries(value).map(([name, member]) => [
    maskCardNumbers(name),
    isNamedCard(name, member) ? MASKED : withoutCardNumbers(member),
  ]);
  return Object.fromEntries(members);
}

function holdsCard(value: unknown, depth: number): boolean {
  if (typeof value === 'string' || typeof value === 'number') return isLeafCard(String(value));
  if (typeof value !== 'object' || value === null) return false;
  if (depth > MAX_DEPTH) return isLeafCard(JSON.stringify(value));
  if (Array.isArray(value) && isCardInList(value)) return true;
  return Object.entries(value).some(
    ([name, member]) => isLeafCard(name) || isNamedCard(name, member) || holdsCard(member, depth + 1),
  );
}

function isLeafCard(text: string): boolean {
  return readCardNumber(text) !== null;
}

function isNamedCard(name: string, member: unknown): boolean {
  const plain = name.toLowerCase().replaceAll(/[_\s-]/g, '');
  if (!CARD_NAME.test(plain) || LAST_NAME.test(plain)) return false;
  return sumDigits(listLeaves(member, 0)) >= LEAST_NAMED_DIGITS;
}

function sumDigits(leaves: readonly string[]): number {
  return leaves
    .flatMap((leaf) => readDigits(leaf).rows)
    .reduce((sum, { groups }) => sum + countDigits(groups), 0);
}

function isCardInList(list: readonly unknown[]): boolean {
  const texts = list.map((member) => (isLeaf(member) ? String(member) : 'member'));
  return isLeafCard(texts.join(', '));
}

/** Neighbouring values that are digits only are a card's when the check digit says so. */
function isCardInLeaves(leaves: readonly string[]): boolean {
  const run: ReadGroup[] = [];
  for (const leaf of leaves) {
    const { rows, otherWords } = readDigits(leaf);
    const groups = rows.flatMap((row) => row.groups);
    if (groups.length === 0 || otherWords > 0) run.length = 0;
    else run.push(...groups);
    if (endsWithCard(run)) return true;
  }
  return false;
}

const MOST_CARD_DIGITS = 16;

function endsWithCard(run: readonly ReadGroup[]): boolean {
  let count = 0;
  for (let from = run.length - 1; from >= 0 && count < MOST_CARD_DIGITS; from--) {
    count += run[from]?.digits.length ?? 0;
    if (from < run.length - 2 && count > 14 && isValidCard(toDigits(run.slice(from)))) return true;
  }
  return false;
}

function listLeaves(value: unknown, depth: number): string[] {
  if (isLeaf(value)) return [String(value)];
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  return Object.values(value).flatMap((member) => listLeaves(member, depth + 1));
}

function isLeaf(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
