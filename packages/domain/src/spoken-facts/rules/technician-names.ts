import type { SpokenLanguage, TechnicianFinding } from './finding.ts';
import { doSpansOverlap } from './reading.ts';
import { toPlain } from './tokens.ts';
import { findUnknownWorkers } from './unknown-workers.ts';

/** "your technician is Rafael", "technician Ana": a name that stands for somebody who comes. */
const INTRODUCED = {
  en: /\b(?:technician|tech|plumber|electrician|locksmith)(?: tonight| today| tomorrow| for tonight)?(?:(?:'s name)? is| will be|'s| named| called|,)? (?=\p{Lu})(\p{Lu}[\p{L}'’-]+)/gu,
  es: /\b(?:técnic[oa]|plomer[oa]|electricista|cerrajer[oa])(?: esta noche| hoy| mañana)?(?: es| será| se llama|,)? (?=\p{Lu})(\p{Lu}[\p{L}'’-]+)/gu,
};

/** "Thanks, Ana", "okay Ana, ...", "Ana, what's the ZIP?": whom the words speak to. What follows may still say who comes. */
const ADDRESSED_BEFORE =
  /(?:^|[.!?;,]|\b(?:thanks|thank you|okay|ok|and|so|well|hi|hello|hey|sorry|please|right|sure|yes|no|bye|goodbye|got it|i hear you|gracias|bien|bueno|claro|hola|perdon|disculpe|si|adios|entiendo|senor|senora))[\s,¡¿]*$/;
const ADDRESSED_AFTER =
  /^\s*(?:[.!?]|$|,(?!\s*(?:our|your|the|one of|he|she|who|nuestr[oa]|su|el|la|quien)\b))/;
/** Somebody of that name comes, whoever else is called so. */
const SENT =
  /^,?(?: (?:is|will|'ll|has|should|can|has already|just)\b|'s\b|'ll\b| (?:comes|arrives|calls|left|accepted|is)\b| (?:va|viene|llega|esta|sale|salio|puede|lo|la|le|acepto)\b)/;
const WORKER_BEFORE =
  /\b(?:technician|tech|plumber|electrician|locksmith|tecnic[oa]|plomer[oa]|electricista|cerrajer[oa]|send(?:ing)?|sent|page[ds]?|paging|dispatch(?:ed|ing)?|enviado|mandado|mando|with|con)(?: \w+)?(?:'s name)?(?: is| will be| named| called| es| se llama| a)?,? $/;
/** "Your plumber tonight, Ana, is ..." */
const WORKER_AHEAD =
  /\b(?:your|our|the|su|el|la|nuestr[oa]) (?:technician|tech|plumber|electrician|locksmith|tecnic[oa]|plomer[oa]|electricista|cerrajer[oa])\b[^.?!]{0,20}$/;
const INTRODUCES =
  /\b(?:my name is|my name's|this is|i'm|i am|it's|name is|call me|me llamo|mi nombre es|soy|habla|se llama|son) ([a-z]+)(?: ([a-z]+))?/g;
const CAPITAL = /(?<![\p{L}'])\p{Lu}[\p{L}]+/gu;

/** Names, in plain letters, that somebody's words hold. */
export function readSaidNames(text: string): string[] {
  const capitals = (text.match(CAPITAL) ?? []).map(toPlain);
  const introduced = [...toPlain(text).matchAll(INTRODUCES)].flatMap(([, first, second]) => [first, second]);
  return [...new Set([...capitals, ...introduced.filter((name) => name !== undefined)])];
}

/**
 * Technicians who are named, as they stand in `names`, by their full or their first name; and who is introduced as
 * one and is not in it.
 */
export function readTechnicianNames(
  text: string,
  said: { language: SpokenLanguage; names: readonly string[]; callerNames?: readonly string[] | undefined },
): TechnicianFinding[] {
  const { language, names, callerNames = [] } = said;
  const plain = toPlain(text);
  const known = names
    .flatMap((name) => findName(plain, name))
    .filter((finding) => !isCaller(plain, { finding, callerNames }));
  const introduced = [...text.matchAll(INTRODUCED[language])].flatMap(({ index, 0: words, 1: name = '' }) => {
    const span = { start: index + words.length - name.length, end: index + words.length };
    if (known.some((finding) => doSpansOverlap(finding, span))) return [];
    return [{ kind: 'technician', name, isKnown: false, certainty: 'likely', ...span } as const];
  });
  const sent = findUnknownWorkers(text, { language, callerNames }).filter((finding) =>
    [...known, ...introduced].every((other) => !doSpansOverlap(other, finding)),
  );
  return [...known, ...introduced, ...sent].toSorted((a, b) => a.start - b.start);
}

function isCaller(
  plain: string,
  { finding, callerNames }: { finding: TechnicianFinding; callerNames: readonly string[] },
): boolean {
  const { start, end } = finding;
  const before = plain.slice(0, start);
  const after = plain.slice(end);
  if (WORKER_BEFORE.test(before)) return false;
  const isAddressed = ADDRESSED_BEFORE.test(before) && ADDRESSED_AFTER.test(after);
  if (isAddressed && !WORKER_AHEAD.test(before)) return true;
  const isSaid = callerNames.includes(plain.slice(start, end).split(' ')[0] ?? '');
  return isSaid && !SENT.test(after);
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
