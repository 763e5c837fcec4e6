import { loadZipTable, type ZipPlace } from './zip-table.ts';

const SHORT_WORDS: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte', ft: 'fort', mt: 'mount' };

let placesByCity: ReadonlyMap<string, readonly ZipPlace[]> | null = null;

/** The ZIPs with an area whose post office has this name, in a state of two letters. */
export function listPlacesOfCity(city: string, state: string): readonly ZipPlace[] {
  placesByCity ??= Map.groupBy(
    loadZipTable().places.filter(({ hasArea }) => hasArea),
    (place) => toCityKey(place.city, place.state),
  );
  return placesByCity.get(toCityKey(city, state)) ?? [];
}

/** "St. Louis" is "Saint Louis", and "O'Fallon" stands as "O Fallon" in the table. */
function toCityKey(city: string, state: string): string {
  const words = city
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => SHORT_WORDS[word] ?? word);
  return `${state}:${words.join('')}`;
}
