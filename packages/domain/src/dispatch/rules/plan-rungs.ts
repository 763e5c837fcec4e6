import type { Duty, PhoneNumber, TextLanguage } from '@afterhourfix/vocabulary';

/** In the order in which they are asked, unless the business has another. */
export const RUNG_NAMES = ['primary', 'secondary', 'everybody', 'owner'] as const;
export type RungName = (typeof RUNG_NAMES)[number];

export interface Contact {
  /** A technician's id, or `owner`. */
  person: string;
  name: string | null;
  phone: PhoneNumber;
  language: TextLanguage;
}

export interface RankedContact extends Contact {
  duty: Duty;
}

/** `rung`: as what they are asked there. */
export type RungContact = Contact & { rung: RungName };

/**
 * Who is asked after whom: the best primary, the best secondary (another primary when there is none), then all at
 * once, and the owner last; or the rungs that the business wants, in its order. Everybody is in the order in which they
 * were ranked. Where the wanted rungs have nobody, all are asked: a job is not dropped for a slip in a policy.
 */
export function planRungs(
  ranked: readonly RankedContact[],
  owner: Contact | null,
  order: readonly RungName[] = RUNG_NAMES,
): RungContact[][] {
  const first = ranked.find(({ duty }) => duty === 'primary') ?? ranked[0];
  const others = ranked.filter((one) => one !== first);
  const second = others.find(({ duty }) => duty === 'secondary') ?? others[0];
  const people = { primary: list(first), secondary: list(second), everybody: ranked, owner: list(owner) };
  const rungs: RungContact[][] = [];
  for (const rung of order) {
    const isRepeat =
      rung === 'everybody' && ranked.length === 1 && rungs.some(([one]) => one?.rung !== 'owner');
    if (people[rung].length > 0 && !isRepeat) rungs.push(toRung(people[rung], rung));
  }
  return rungs.length > 0 || ranked.length === 0 ? rungs : [toRung(ranked, 'everybody')];
}

const list = (one: Contact | null | undefined): Contact[] => (one ? [one] : []);

const toRung = (people: readonly Contact[], rung: RungName): RungContact[] =>
  people.map(({ person, name, phone, language }) => ({ person, name, phone, language, rung }));
