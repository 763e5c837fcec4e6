import type { ReadBackLanguage } from './speakable-digits.ts';

/** Names of people and places that nobody mistakes for one another on a telephone. */
const LETTERS: Readonly<Record<ReadBackLanguage, Readonly<Record<string, string>>>> = {
  en: toAlphabet(
    'Adam Boston Charlie David Edward Frank George Henry Ida John King Lincoln Mary Nancy Ocean Peter Queen Robert Sam Tom Union Victor William Xray Young Zebra',
  ),
  es: {
    ...toAlphabet(
      'Ana Barcelona Carmen Dolores España Francia Gerona Historia Italia José Kilo Lola María Navarra Oviedo París Querido Ramón Sábado Tarragona Uruguay Valencia Washington Xilófono Yolanda Zaragoza',
    ),
    ñ: 'ñandú',
  },
};
const AS_IN: Readonly<Record<ReadBackLanguage, string>> = { en: 'as in', es: 'de' };

/** A name for the ear: without quotes, pictures and brackets. What is stored keeps them. */
export function toSpeakableName(name: string): string {
  return name
    .replaceAll(/[^\p{L}\p{M}\p{N}'’.\- ]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Letter by letter, word by word: `F as in Frank, E as in Edward`; the words of a name are parted by a semicolon. */
export function toSpelledName(name: string, language: ReadBackLanguage): string {
  const words = toSpeakableName(name).split(' ');
  const spelled = words.map((word) =>
    [...word.normalize('NFC')]
      .filter((letter) => /\p{L}/u.test(letter))
      .map((letter) => toSpelledLetter(letter, language))
      .join(', '),
  );
  return spelled.filter((word) => word !== '').join('; ');
}

function toSpelledLetter(letter: string, language: ReadBackLanguage): string {
  const lower = letter.toLowerCase();
  const plain = lower.normalize('NFD').replaceAll(/\p{M}/gu, '');
  const example = LETTERS[language][lower] ?? LETTERS[language][plain];
  return example ? `${letter.toUpperCase()} ${AS_IN[language]} ${example}` : letter.toUpperCase();
}

function toAlphabet(names: string): Record<string, string> {
  return Object.fromEntries(
    names.split(' ').map((name, index) => [String.fromCharCode('a'.charCodeAt(0) + index), name]),
  );
}
