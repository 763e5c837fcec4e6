const DIGIT_WORDS: Readonly<Record<string, string>> = {
  ...toDigits('zero one two three four five six seven eight nine'),
  ...toDigits('cero uno dos tres cuatro cinco seis siete ocho nueve'),
  plus: '+',
  oh: '0',
  o: '0',
  nought: '0',
  un: '1',
  una: '1',
};
const REPEATS: Readonly<Record<string, number>> = { double: 2, doble: 2, triple: 3 };
/** Fewer are no telephone number, and "my old one" holds a digit too. */
const MIN_DIGITS = 7;
/** The letters of a telephone's keys. */
const KEYS = ['', '', 'abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
/** Of toll-free numbers only: any other word behind three digits is a word. */
const VANITY = /^(?:\+?1)?8(?:00|33|44|55|66|77|88)(?=.*[a-z])[a-z0-9]{7}$/;

/**
 * The text with its digits as digits, when they were said in words ("six one four, double five five") or stand as
 * letters of the keys ("1-800-FLOWERS"); else as it was.
 */
export function toFiguredDigits(text: string): string {
  const compact = text.toLowerCase().replaceAll(/[^a-z0-9+]/g, '');
  if (VANITY.test(compact)) return compact.replaceAll(/[a-z]/g, toKeyDigit);
  const words = text.toLowerCase().match(/\p{L}+|\d+|\+/gu) ?? [];
  let figured = '';
  let times = 1;
  for (const word of words) {
    const digit = DIGIT_WORDS[word] ?? (/^[\d+]+$/.test(word) ? word : '');
    figured += digit.repeat(digit.length === 1 ? times : 1);
    times = REPEATS[word] ?? 1;
  }
  const isSpelled = words.some((word) => word in DIGIT_WORDS);
  return isSpelled && figured.length >= MIN_DIGITS ? figured : text;
}

const toKeyDigit = (letter: string): string => String(KEYS.findIndex((letters) => letters.includes(letter)));

function toDigits(words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word, digit) => [word, String(digit)]));
}
