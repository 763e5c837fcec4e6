export type ReadBackLanguage = 'en' | 'es';

const DIGITS: Readonly<Record<ReadBackLanguage, readonly string[]>> = {
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  es: ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'],
};

/** Each digit as a word, everything else left out: `four three two one five`. For ZIP codes, and numbers misheard. */
export function toDigitWords(text: string, language: ReadBackLanguage): string {
  const digits = [...text].filter((character) => /[0-9]/.test(character));
  return digits.map((digit) => DIGITS[language][Number(digit)] ?? '').join(' ');
}

/** Of a two-digit number: 13 and 30, 14 and 40 and so on sound alike on a telephone line. */
export function isTeenOrTen(number: number): boolean {
  return (number >= 13 && number <= 19) || (number >= 30 && number <= 90 && number % 10 === 0);
}
