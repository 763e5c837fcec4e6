import { type ReadBackLanguage, toDigitWords } from './speakable-digits.ts';

const SIGNS: Readonly<Record<ReadBackLanguage, Readonly<Record<string, string>>>> = {
  en: { '@': 'at', '.': 'dot', _: 'underscore', '-': 'dash', '+': 'plus' },
  es: { '@': 'arroba', '.': 'punto', _: 'guion bajo', '-': 'guion', '+': 'más' },
};

/** An e-mail address as it is said: `joan dot abbate at gmail dot com`. */
export function toSpeakableEmail(email: string, language: ReadBackLanguage): string {
  const parts = email.match(/[\p{L}]+|\d+|[^\p{L}\d]/gu) ?? [];
  return parts
    .map((part) => (/^\d+$/.test(part) ? toDigitWords(part, language) : (SIGNS[language][part] ?? part)))
    .join(' ');
}

/** With the part before the sign letter by letter, which is where it is misheard: `J, O, A, N at gmail dot com`. */
export function toSpelledEmail(email: string, language: ReadBackLanguage): string {
  const at = email.lastIndexOf('@');
  const local = [...email.slice(0, at)].map((sign) => toSpelled(sign, language)).join(', ');
  return `${local} ${toSpeakableEmail(email.slice(at), language)}`;
}

function toSpelled(sign: string, language: ReadBackLanguage): string {
  if (/\d/.test(sign)) return toDigitWords(sign, language);
  return SIGNS[language][sign] ?? sign.toUpperCase();
}
