const UNITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = [
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
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const NUMBER_WORD = `(?:${[...UNITS, ...TEENS, ...TENS, 'oh', 'hundred'].join('|')})`;
const RUN_OF_NUMBERS = new RegExp(`\\b${NUMBER_WORD}(?:[ -]+${NUMBER_WORD})+\\b`, 'gi');
const SINGLE_NUMBER = new RegExp(`\\b${NUMBER_WORD}\\b`, 'gi');

function readWord(word: string): { value: number; isTens: boolean } {
  if (word === 'oh') return { value: 0, isTens: false };
  if (TENS.includes(word)) return { value: 20 + 10 * TENS.indexOf(word), isTens: true };
  if (TEENS.includes(word)) return { value: 10 + TEENS.indexOf(word), isTens: false };
  return { value: UNITS.indexOf(word), isTens: false };
}

function joinRun(run: string): string {
  let digits = '';
  let openTens: number | null = null;
  for (const word of run.toLowerCase().split(/[ -]+/)) {
    if (word === 'hundred') {
      digits += '00';
      continue;
    }
    const { value, isTens } = readWord(word);
    if (openTens !== null && value > 0 && value < 10) {
      digits = digits.slice(0, -1) + value;
      openTens = null;
      continue;
    }
    digits += String(value);
    openTens = isTens ? value : null;
  }
  return digits;
}

/** Numbers said in words, as people say house numbers and ZIP codes: `seventeen thirty-three Neil` is `1733 Neil`. */
export function toDigits(text: string): string {
  return text.replace(RUN_OF_NUMBERS, joinRun);
}

/** Also single words, for times of day: `at eight` is `at 8`. */
export function toDigitsEverywhere(text: string): string {
  return toDigits(text).replace(SINGLE_NUMBER, joinRun);
}
