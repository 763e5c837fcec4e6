const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

/** Words, because speech models misread figures: `two hundred fifty-eight dollars`. Up to 999,999 dollars. */
export function toSpeakableMoney(amountCents: number): string {
  const dollars = Math.trunc(amountCents / 100);
  const cents = amountCents % 100;
  const dollarWords = `${toNumberWords(dollars)} ${dollars === 1 ? 'dollar' : 'dollars'}`;
  const centWords = `${toNumberWords(cents)} ${cents === 1 ? 'cent' : 'cents'}`;
  if (cents === 0) return dollarWords;
  return dollars === 0 ? centWords : `${dollarWords} and ${centWords}`;
}

/** English words of a whole number from 0 to 999,999. */
export function toNumberWords(number: number): string {
  if (!Number.isInteger(number) || number < 0 || number > 999_999) {
    throw new RangeError(`Not a speakable number: ${number}`);
  }
  if (number < 20) return SMALL[number] ?? '';
  if (number < 100) return join(TENS[Math.trunc(number / 10)] ?? '', '-', number % 10);
  if (number < 1000) return join(`${toNumberWords(Math.trunc(number / 100))} hundred`, ' ', number % 100);
  return join(`${toNumberWords(Math.trunc(number / 1000))} thousand`, ' ', number % 1000);
}

function join(head: string, separator: string, rest: number): string {
  return rest === 0 ? head : `${head}${separator}${toNumberWords(rest)}`;
}
