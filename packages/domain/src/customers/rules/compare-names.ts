/** `part`: what was said fits, but is not the whole name. */
export type NameMatch = 'same' | 'part' | 'different';

const TITLES = new Set(
  'mr mrs ms miss mx dr sir madam jr sr senor senora srta sra don dona ii iii iv'.split(' '),
);
/** Short forms that share no beginning with the long one. */
const NICKNAMES: readonly (readonly string[])[] = [
  ['robert', 'bob', 'bobby', 'rob'],
  ['william', 'bill', 'billy', 'will', 'liam'],
  ['richard', 'dick', 'rick', 'rich'],
  ['margaret', 'peggy', 'maggie', 'meg'],
  ['elizabeth', 'liz', 'beth', 'betty', 'eliza'],
  ['john', 'jack', 'johnny'],
  ['james', 'jim', 'jimmy', 'jamie'],
  ['edward', 'ed', 'ted', 'eddie'],
  ['henry', 'hank', 'harry'],
  ['michael', 'mike', 'mickey'],
  ['joseph', 'joe', 'joey', 'jose', 'pepe'],
  ['francisco', 'paco', 'pancho', 'frank'],
  ['anthony', 'tony', 'antonio'],
  ['katherine', 'catherine', 'kate', 'kathy', 'katie', 'cathy'],
  ['guadalupe', 'lupe'],
];
const MIN_LENGTH_FOR_SLIP = 4;
const MIN_LENGTH_OF_SHORT_FORM = 3;

/**
 * Whether a spoken name is the one on record. A speech recogniser may have one letter wrong in each part; a first name
 * or a surname alone is only a part, and so is never enough to tell two people of one house apart.
 */
export function compareNames(one: string, other: string): NameMatch {
  const [parts, others] = [toParts(one), toParts(other)];
  const [first, ...surnames] = parts;
  const [otherFirst, ...otherSurnames] = others;
  if (first === undefined || otherFirst === undefined)
    return one.trim() !== '' && one.trim() === other.trim() ? 'same' : 'different';
  if (surnames.length === 0 || otherSurnames.length === 0) return compareShort(parts, others);
  const isSurname = surnames.some((name) => otherSurnames.some((known) => isNearly(name, known)));
  return isSurname && isFirstName(first, otherFirst) ? 'same' : 'different';
}

function compareShort(parts: readonly string[], others: readonly string[]): NameMatch {
  if (parts.length === 1 && others.length === 1 && parts[0] === others[0]) return 'same';
  const hasCommon = parts.some((name) => others.some((known) => isNearly(name, known)));
  return hasCommon ? 'part' : 'different';
}

function toParts(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’`´"“”.]/gu, '')
    .toLowerCase();
  return plain.split(/[^\p{L}]+/u).filter((part) => part !== '' && !TITLES.has(part));
}

function isFirstName(one: string, other: string): boolean {
  const [shorter = '', longer = ''] = [one, other].toSorted((a, b) => a.length - b.length);
  const isShortForm =
    longer.startsWith(shorter) && (shorter.length === 1 || shorter.length >= MIN_LENGTH_OF_SHORT_FORM);
  const isNickname = NICKNAMES.some((names) => names.includes(one) && names.includes(other));
  return isShortForm || isNickname || isNearly(one, other);
}

/** Equal but for one letter that is wrong, missing or too many; short names must be equal. */
function isNearly(one: string, other: string): boolean {
  if (one === other) return true;
  const [shorter = '', longer = ''] = [one, other].toSorted((a, b) => a.length - b.length);
  if (shorter.length < MIN_LENGTH_FOR_SLIP || longer.length - shorter.length > 1) return false;
  let at = 0;
  while (at < shorter.length && shorter[at] === longer[at]) at++;
  const rest = longer.slice(at + 1);
  return shorter.slice(shorter.length === longer.length ? at + 1 : at) === rest;
}
