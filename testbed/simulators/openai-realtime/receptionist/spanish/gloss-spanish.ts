import { readLanguage } from './find-language.ts';
import { GLOSSARY } from './spanish-glossary.ts';
import { readSpanishNumbers } from './spanish-numbers.ts';

const ACCENTED: Readonly<Record<string, string>> = {
  a: '[aá]',
  e: '[eé]',
  i: '[ií]',
  o: '[oó]',
  u: '[uúü]',
  n: '[nñ]',
};

// Letters of escapes and of `\p{L}` are no letters to be found.
const withAccents = (source: string): string =>
  source.replaceAll(/\\p\{L\}|\\.|\[[^\]]*\]|[aeioun]/g, (part) => ACCENTED[part] ?? part);

const RULES = GLOSSARY.map(([spanish, english]) => ({
  pattern: new RegExp(`(?<!\\p{L})(?:${withAccents(spanish)})(?!\\p{L})`, 'giu'),
  english,
}));

/** The longest match of all rules at the earliest place, so that `agua caliente` is no `hot`. */
function findNext(text: string, from: number) {
  let best: { index: number; length: number; english: string } | null = null;
  for (const { pattern, english } of RULES) {
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    if (!found || found[0] === '') continue;
    const isBetter =
      best === null ||
      found.index < best.index ||
      (found.index === best.index && found[0].length > best.length);
    if (isBetter)
      best = { index: found.index, length: found[0].length, english: english.replace('$1', found[1] ?? '') };
  }
  return best;
}

function replaceWords(text: string): string {
  let glossed = '';
  for (let at = 0; ; ) {
    const next = findNext(text, at);
    if (!next) return glossed + text.slice(at);
    glossed += text.slice(at, next.index) + next.english;
    at = next.index + next.length;
  }
}

const STREET_THEN_NUMBER =
  /(?<!\p{L})(?:(calle|avenida|av|camino|paseo)\.? )?(\p{Lu}[\p{L}.]+(?: \p{Lu}[\p{L}.]+){0,2})(?:,? n[uú]mero)? (\d{1,5})(?!\d)/gu;
const KINDS: Readonly<Record<string, string>> = {
  calle: ' Street',
  avenida: ' Avenue',
  av: ' Avenue',
  camino: ' Road',
  paseo: ' Drive',
};

/** A Spanish house number stands behind its street, an American one before it. */
const turnAddresses = (text: string): string =>
  text.replaceAll(
    STREET_THEN_NUMBER,
    (_, kind: string | undefined, street: string, number: string) =>
      `${number} ${street}${KINDS[kind?.toLowerCase() ?? ''] ?? ''}`,
  );

/** Spanish words as the receptionist understands them; names and figures stay. English stays as it is. */
export function glossSpanish(text: string, isSpanishCall: boolean): string {
  const language = readLanguage(text);
  if (language === 'en' || (language === null && !isSpanishCall)) return text;
  return replaceWords(turnAddresses(readSpanishNumbers(text)))
    .replaceAll(/[¿¡]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
