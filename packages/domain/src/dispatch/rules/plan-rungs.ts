import type { PhoneNumber, TextLanguage } from '@afterhourfix/vocabulary';
import type { Duty } from './on-call-at.ts';

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

/**
 * Who is asked after whom: the best primary, the best secondary (another primary when there is none), then all at
 * once, and the owner last. Everybody is in the order in which they were ranked.
 */
export function planRungs(ranked: readonly RankedContact[], owner: Contact | null): Contact[][] {
  const toContact = ({ duty: _duty, ...contact }: RankedContact): Contact => contact;
  const first = ranked.find(({ duty }) => duty === 'primary') ?? ranked[0];
  const others = ranked.filter((one) => one !== first);
  const second = others.find(({ duty }) => duty === 'secondary') ?? others[0];
  const singles = [first, second].filter((one) => one !== undefined).map((one) => [toContact(one)]);
  const everybody = ranked.length > 1 ? [ranked.map(toContact)] : [];
  return [...singles, ...everybody, ...(owner ? [[owner]] : [])];
}
