import type { FormFields } from './signature.ts';

interface Place {
  city: string;
  state: string;
  zip: string;
}

/** A few area codes; all others come with empty fields, as happens on true calls. */
const PLACES: Readonly<Record<string, Place>> = {
  '602': { city: 'PHOENIX', state: 'AZ', zip: '85003' },
  '614': { city: 'COLUMBUS', state: 'OH', zip: '43215' },
  '707': { city: 'SANTA ROSA', state: 'CA', zip: '95401' },
};

/** `FromCity`, `FromState` and the like for one party; nothing for a withheld number. */
export function toPlaceFields(party: 'From' | 'To' | 'Caller' | 'Called', number: string): FormFields {
  const match = /^\+1(\d{3})\d{7}$/.exec(number);
  if (!match) return {};
  const place = PLACES[match[1] ?? ''] ?? { city: '', state: '', zip: '' };
  return {
    [`${party}City`]: place.city,
    [`${party}State`]: place.state,
    [`${party}Zip`]: place.zip,
    [`${party}Country`]: 'US',
  };
}
