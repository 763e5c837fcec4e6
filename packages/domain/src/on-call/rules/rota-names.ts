import type { Duty, TechnicianId } from '@afterhourfix/vocabulary';

const SECONDARY = /\b(?:secondary|back-?up|second|suplente|respaldo|secundari[oa])\b/giu;
const PRIMARY = /\b(?:primary|on[ -]?call|first|de guardia|guardia|principal)\b/giu;
/** As we write it: whatever the name is, it is read again as the same. */
const OWN_FORM = /^(.*) \((primary|secondary)\)$/su;
const EDGES = /^[\s:;,()[\]|/–—-]+|[\s:;,()[\]|/–—-]+$/gu;

export interface NamedTechnician {
  id: TechnicianId;
  slug: string;
  name: string;
}

export type FoundTechnician =
  | { ok: true; technicianId: TechnicianId; duty: Duty }
  /** `ambiguous`: more than one is called so. */
  | { ok: false; refusal: 'unknown' | 'ambiguous'; name: string };

/**
 * Whom an entry of a rota means, written as `Ben Kowalski (secondary)`, `On call: Ben` or `tech_ben`. A first name is
 * enough where it is the only one; an entry without a word for the duty is primary.
 */
export function findRotaTechnician(
  summary: string,
  technicians: readonly NamedTechnician[],
): FoundTechnician {
  const own = OWN_FORM.exec(summary.trim());
  const named = own ? findByName(own[1] ?? '', technicians, { isWhole: true }) : [];
  if (named[0] && named.length === 1)
    return { ok: true, technicianId: named[0].id, duty: own?.[2] === 'secondary' ? 'secondary' : 'primary' };
  const duty: Duty = summary.search(SECONDARY) >= 0 ? 'secondary' : 'primary';
  const name = toTrimmed(summary.replaceAll(SECONDARY, ' ').replaceAll(PRIMARY, ' '));
  const found = findByName(name, technicians);
  const [only] = found;
  if (only && found.length === 1) return { ok: true, technicianId: only.id, duty };
  return {
    ok: false,
    refusal: only ? 'ambiguous' : 'unknown',
    name: name === '' ? toTrimmed(summary) : name,
  };
}

/** How an entry is written. Two of one name are told apart by what only one of them has. */
export function toRotaSummary(
  person: NamedTechnician,
  { duty, people }: { duty: Duty; people: readonly NamedTechnician[] },
): string {
  const isOnly = people.every((other) => other.id === person.id || !isNamed(other, toKey(person.name)));
  return `${isOnly ? person.name : person.slug} (${duty})`;
}

const isNamed = ({ name, slug }: NamedTechnician, key: string) => toKey(name) === key || toKey(slug) === key;

function findByName(
  name: string,
  technicians: readonly NamedTechnician[],
  { isWhole = false }: { isWhole?: boolean } = {},
): readonly NamedTechnician[] {
  const key = toKey(name);
  if (key === '') return [];
  const whole = technicians.filter((one) => isNamed(one, key));
  if (whole.length > 0 || isWhole) return whole;
  return technicians.filter((one) => toKey(one.name).split(' ')[0] === key);
}

const toTrimmed = (text: string) => text.replaceAll(/\s+/gu, ' ').replaceAll(EDGES, '');

const toKey = (text: string) => toTrimmed(text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase());
