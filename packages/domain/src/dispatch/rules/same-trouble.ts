/** Suffixes and directions that people leave out or say otherwise. */
const SHORT: Readonly<Record<string, string>> = {
  street: 'st',
  avenue: 'ave',
  road: 'rd',
  drive: 'dr',
  lane: 'ln',
  court: 'ct',
  boulevard: 'blvd',
  place: 'pl',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
};
const UNIT = /(?:,|\b(?:apt|apartment|unit|suite|ste|floor|fl|rm|room|number)\b|#).*$/;

/** Trouble that a whole street may have: its words, in either language. */
const SHARED =
  /\b(?:water main|main (?:burst|broke|break|is (?:broken|leaking))|burst main|whole (?:street|block|building|neighbou?rhood)|all (?:the |of the |my )?neighbou?rs|next door too|toda la (?:calle|cuadra)|tuber[ií]a principal|los vecinos)\b/i;

export interface PlaceKeys {
  /** House and street, without the flat. */
  placeKey: string;
  streetKey: string;
}

export function toPlaceKeys({ addressLine, zip }: { addressLine: string; zip: string }): PlaceKeys {
  const words = addressLine
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(UNIT, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => SHORT[word] ?? word);
  const street = words.filter((word, index) => !(index === 0 && /^\d/.test(word)));
  const area = zip.slice(0, 5);
  return { placeKey: `${words.join(' ')}|${area}`, streetKey: `${street.join(' ')}|${area}` };
}

export interface Trouble extends PlaceKeys {
  problem: string;
}

/** One house, or one street when both callers speak of something that is the street's. */
export function isSameTrouble(one: Trouble, other: Trouble): boolean {
  if (one.placeKey === other.placeKey) return true;
  return one.streetKey === other.streetKey && SHARED.test(one.problem) && SHARED.test(other.problem);
}

/** Whether a second telling of an address means the same door; one that names no flat takes none away. */
export function isSamePlace(one: Address, other: Address): boolean {
  if (toPlaceKeys(one).placeKey !== toPlaceKeys(other).placeKey) return false;
  const flat = toFlat(other);
  return flat === '' || flat === toFlat(one);
}

interface Address {
  addressLine: string;
  zip: string;
}

const toFlat = ({ addressLine }: Address): string =>
  (UNIT.exec(addressLine.toLowerCase())?.[0] ?? '').replaceAll(
    /[^\p{L}\p{N}]|apartment|apt|unit|suite|ste/gu,
    '',
  );
