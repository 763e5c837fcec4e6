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
const SCALES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1_000 };

const WORD = `(?:${[...UNITS, ...TEENS, ...TENS, 'oh', "o(?!')"].join('|')})`;
const SCALED = `(?:${WORD}|${Object.keys(SCALES).join('|')})`;
const NEXT = `(?:[ -]+${SCALED}|(?<=hundred|thousand) and ${WORD})`;
const RUN_OF_NUMBERS = new RegExp(`\\b${WORD}${NEXT}+(?![\\w'])`, 'gi');
const SINGLE_NUMBER = new RegExp(`\\b${WORD}(?![\\w'])`, 'gi');

function readWord(word: string): number {
  if (TENS.includes(word)) return 20 + 10 * TENS.indexOf(word);
  if (TEENS.includes(word)) return 10 + TEENS.indexOf(word);
  return Math.max(0, UNITS.indexOf(word));
}

/** Digits of a run of number words, as people group them. */
class DigitRun {
  #digits = '';
  #group: number | null = null;
  /** What may still be added to the group: `twenty` takes a unit, `two hundred` anything below a hundred. */
  #room = 0;
  #unitCount = 0;

  push(word: string): void {
    const scale = SCALES[word];
    if (scale !== undefined) this.#scale(scale);
    else this.#add(readWord(word));
  }

  end(): string {
    this.#flush();
    return this.#digits;
  }

  #scale(scale: number): void {
    this.#group = (this.#group ?? 1) * scale;
    this.#room = scale;
  }

  #add(value: number): void {
    const isUnit = value < 10;
    if (this.#group !== null && value > 0 && value < this.#room) {
      this.#group += value;
      this.#room = isUnit || value < 20 ? 0 : 10;
      return;
    }
    this.#flush();
    // Five single digits are a ZIP code; a house number that follows is another number.
    if (!isUnit && this.#unitCount === 5 && this.#digits.length === 5) this.#digits += ' ';
    this.#unitCount += isUnit ? 1 : 0;
    this.#group = value;
    this.#room = value >= 20 ? 10 : 0;
  }

  #flush(): void {
    if (this.#group !== null) this.#digits += String(this.#group);
    this.#group = null;
  }
}

function joinRun(run: string): string {
  const digits = new DigitRun();
  for (const word of run.toLowerCase().split(/[ -]+/)) {
    if (word !== 'and') digits.push(word);
  }
  return digits.end();
}

/** Numbers said in words, as people say house numbers and ZIP codes: `seventeen thirty-three Neil` is `1733 Neil`. */
export function toDigits(text: string): string {
  return text.replace(RUN_OF_NUMBERS, joinRun);
}

/** Also single words, for times of day: `at eight` is `at 8`. */
export function toDigitsEverywhere(text: string): string {
  return toDigits(text).replace(SINGLE_NUMBER, joinRun);
}
