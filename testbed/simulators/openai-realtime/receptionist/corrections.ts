import { capitalize } from './capital-letters.ts';
import { toDigitsEverywhere } from './spoken-numbers.ts';

const RIGHT_NOT_WRONG = /\b([\w'-]+),? (?:and )?not ([\w'-]+)/i;
const NOT_WRONG_BUT_RIGHT = /\bnot ([\w'-]+),? (?:but |it's |it is )?([\w'-]+)/i;
const ONLY_A_NUMBER = /^(?:no|nope|sorry|actually|wait)[ ,.]+(?:it's |it is |that's )?(\d{1,6})[ .]*$/i;

/** The details that can be put right. */
export interface Details {
  addressLine: string | null;
  name: string | null;
  zip: string | null;
  phone: string | null;
}

type Change = { wrong: string; right: string };

function readChanges(said: string): Change[] {
  const text = toDigitsEverywhere(said);
  const first = RIGHT_NOT_WRONG.exec(text);
  const second = NOT_WRONG_BUT_RIGHT.exec(text);
  return [
    ...(first?.[1] && first[2] ? [{ right: first[1], wrong: first[2] }] : []),
    ...(second?.[1] && second[2] ? [{ wrong: second[1], right: second[2] }] : []),
  ];
}

function replaceWord(words: string | null, { wrong, right }: Change): string | null {
  const pattern = new RegExp(`(?<![\\w'])${wrong}(?![\\w'])`, 'i');
  return words !== null && pattern.test(words) ? words.replace(pattern, capitalize(right)) : null;
}

// The end of a number is what people put right: "fifteen, not fifty" of 43250.
function replaceDigits(number: string | null, { wrong, right }: Change): string | null {
  if (number === null || !/^\d+$/.test(wrong) || wrong.length !== right.length) return null;
  const at = number.lastIndexOf(wrong);
  return at < 0 ? null : number.slice(0, at) + right + number.slice(at + wrong.length);
}

/** `no, fifteen not fifty`: the detail that held the wrong word, put right; null when nothing known is meant. */
export function readCorrection(said: string, known: Details): Partial<Details> | null {
  for (const change of readChanges(said)) {
    const addressLine = replaceWord(known.addressLine, change);
    if (addressLine) return { addressLine };
    const name = replaceWord(known.name, change);
    if (name) return { name };
    const zip = replaceDigits(known.zip, change);
    if (zip) return { zip };
    const phone = replaceDigits(known.phone, change);
    if (phone) return { phone };
  }
  const houseNumber = ONLY_A_NUMBER.exec(toDigitsEverywhere(said))?.[1];
  if (!houseNumber || houseNumber.length === 5 || known.addressLine === null) return null;
  return { addressLine: known.addressLine.replace(/^\d+/, houseNumber) };
}
