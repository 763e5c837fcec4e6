import { toWordSets } from '../reading.ts';

const FILLED = toWordSets({
  en: "uh um uhm umm er erm ah hm hmm mm mhm huh and then next okay ok so well right yes yeah yep yup sure alright no dash hyphen space dot point period comma slash colon hash star pound wait hold on sorry let's lets let me see sec i mean followed by now again it's its that's thats that is the are this got it you there ready go ahead digits numbers x",
  es: 'eh este pues y luego entonces despues espera espere bueno vale ok si no sigue siguiente siguientes ahora guion espacio punto coma raya barra asterisco a ver digo perdon mas es son el la los las listo digitos numeros',
});
/** Said between the groups of a long number without ending it. */
export const FILLERS: ReadonlySet<string> = new Set([...FILLED.en, ...FILLED.es]);

const LED = toWordSets({
  en: "my card number credit debit visa mastercard amex american express discover first second third last final other rest group here here's start starts begins with of says reads to for continuing continue what just yet done in oh hello",
  es: 'mi tarjeta numero credito debito primero primeros segundo ultimo ultimos otros resto grupo aqui empieza con de dice le doy tiene que ya',
});
/** Whoever says digits and only these besides says nothing else. */
export const LEADS: ReadonlySet<string> = new Set([...LED.en, ...LED.es]);

export const TIMES_SAID: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['doble', 2],
  ['triple', 3],
  ['treble', 3],
  ['quadruple', 4],
  ['cuadruple', 4],
]);
export const TIMES: ReadonlySet<string> = new Set(['times', 'veces']);

/** "Four ones", "cuatro unos". */
export const PLURALS: ReadonlyMap<string, number> = new Map(
  [
    'zeros ones twos threes fours fives sixes sevens eights nines',
    'zeroes ones twos threes fours fives sixes sevens eights niners',
    'ohs unos doses treses cuatros cincos seises sietes ochos nueves',
    'ceros unos dos treses cuatros cincos seis sietes ochos nueves',
  ].flatMap((words) => words.split(' ').map((word, digit): [string, number] => [word, digit])),
);

/** What a recogniser writes for a digit; one only among single digits, or "one to three" would be a row. */
export const SOUND_ALIKES: ReadonlyMap<string, number> = new Map([
  ['to', 2],
  ['too', 2],
  ['for', 4],
  ['won', 1],
  ['ate', 8],
  ['o', 0],
  ['nought', 0],
  ['naught', 0],
  ['niner', 9],
]);

/** "The first four are", "los siguientes cuatro": how many, and not which. */
export const COUNTED: ReadonlySet<string> = new Set(
  'first next last other second third final primeros primeras siguientes ultimos ultimas otros proximos'.split(
    ' ',
  ),
);
export const COUNTED_THINGS: ReadonlySet<string> = new Set(
  'are is digits numbers were son es digitos numeros'.split(' '),
);
