import type { SpokenLanguage, TechnicianFinding } from './finding.ts';
import { doSpansOverlap } from './reading.ts';
import { toPlain } from './tokens.ts';

/** "your technician is Rafael", "technician Ana": a name that stands for somebody who comes. */
const INTRODUCED = {
  en: /\b(?:technician|tech|plumber|electrician|locksmith)(?: tonight| today| tomorrow| for tonight)?(?:(?:'s name)? is| will be|'s| named| called|,)? (?=\p{Lu})(\p{Lu}[\p{L}'’-]+)/gu,
  es: /\b(?:técnic[oa]|plomer[oa]|electricista|cerrajer[oa])(?: esta noche| hoy| mañana)?(?: es| será| se llama|,)? (?=\p{Lu})(\p{Lu}[\p{L}'’-]+)/gu,
};

/**
 * Technicians who are named, as they stand in `names`, by their full or their first name; and who is introduced as
 * one and is not in it.
 */
export function readTechnicianNames(
  text: string,
  { language, names }: { language: SpokenLanguage; names: readonly string[] },
): TechnicianFinding[] {
  const plain = toPlain(text);
  const known = names.flatMap((name) => findName(plain, name));
  const introduced = [...text.matchAll(INTRODUCED[language])].flatMap(({ index, 0: words, 1: name = '' }) => {
    const span = { start: index + words.length - name.length, end: index + words.length };
    if (known.some((finding) => doSpansOverlap(finding, span))) return [];
    return [{ kind: 'technician', name, isKnown: false, certainty: 'likely', ...span } as const];
  });
  return [...known, ...introduced].toSorted((a, b) => a.start - b.start);
}

function findName(plain: string, name: string): TechnicianFinding[] {
  const words = toPlain(name).split(/\s+/);
  const first = words[0] ?? '';
  const found: TechnicianFinding[] = [];
  for (let at = plain.indexOf(first); at >= 0 && first !== ''; at = plain.indexOf(first, at + 1)) {
    if (isLetter(plain[at - 1])) continue;
    const full = words.join(' ');
    const length = plain.startsWith(full, at) ? full.length : first.length;
    if (isLetter(plain[at + length])) continue;
    found.push({
      kind: 'technician',
      name,
      isKnown: true,
      certainty: 'certain',
      start: at,
      end: at + length,
    });
  }
  return found;
}

function isLetter(letter: string | undefined): boolean {
  return letter !== undefined && /[a-z]/.test(letter);
}
