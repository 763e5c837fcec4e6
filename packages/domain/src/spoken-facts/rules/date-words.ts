import type { SpokenLanguage } from './finding.ts';

function toPlaces(words: string): ReadonlyMap<string, number> {
  return new Map(words.split(' ').map((word, place) => [word, place]));
}

/** 0 is Sunday. */
export const WEEKDAYS: Record<SpokenLanguage, ReadonlyMap<string, number>> = {
  en: toPlaces('sunday monday tuesday wednesday thursday friday saturday'),
  es: toPlaces('domingo lunes martes miercoles jueves viernes sabado'),
};

/** 1 is January. The place before it holds no word. */
export const MONTHS: Record<SpokenLanguage, ReadonlyMap<string, number>> = {
  en: toPlaces('- january february march april may june july august september october november december'),
  es: toPlaces('- enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
};

/** English ordinals from first to nineteenth, then the tens; "twenty-fourth" is a ten and one of these. */
export const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...[
    ...toPlaces(
      '- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
    ),
  ].slice(1),
  ['thirtieth', 30],
]);
