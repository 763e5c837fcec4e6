import { toSpanishMoney } from './spanish-money.ts';
import type { Speakable } from './speakable.ts';
import { toSpeakableMoney } from './speakable-money.ts';

export type Note = { code: 'repair' | 'tax' } & Speakable;

/** What the total leaves out, so that nobody takes it for the price of the whole job. */
export function listNotIncluded({
  isFixedPrice,
  tax,
}: {
  isFixedPrice: boolean;
  tax: 'none' | 'added';
}): Note[] {
  const notes: Note[] = [isFixedPrice ? FURTHER_WORK : REPAIR];
  return tax === 'added' ? [...notes, TAX] : notes;
}

const REPAIR: Note = {
  code: 'repair',
  en: 'The repair is not in it: the technician has to see it, and quotes it in writing before any work starts.',
  es: 'La reparación no está incluida: el técnico tiene que verla y la cotiza por escrito antes de empezar el trabajo.',
};
const FURTHER_WORK: Note = {
  code: 'repair',
  en: 'Any further work is quoted in writing before it starts.',
  es: 'Cualquier otro trabajo se cotiza por escrito antes de empezar.',
};
const TAX: Note = {
  code: 'tax',
  en: 'Sales tax is added where it applies.',
  es: 'Se agrega el impuesto sobre ventas donde corresponda.',
};

/** A published range is never a price: it is said with its conditions. */
export function toSpeakableRange(range: {
  lowCents: number;
  highCents: number;
  conditions: Speakable;
}): Speakable {
  const { lowCents, highCents, conditions } = range;
  return {
    en: `The repair is from ${toSpeakableMoney(lowCents)} to ${toSpeakableMoney(highCents)}, ${conditions.en}. The technician quotes it in writing before any work starts.`,
    es: `La reparación va de ${toSpanishMoney(lowCents)} a ${toSpanishMoney(highCents)}, ${conditions.es}. El técnico la cotiza por escrito antes de empezar el trabajo.`,
  };
}

/** What it costs at another time: `tomorrow morning it's one hundred thirty-eight dollars in total`. */
export function toSpeakableAlternative(totalCents: number, day: Speakable): Speakable {
  if (totalCents === 0) return { en: `${day.en} it's free of charge`, es: `${day.es} es sin costo` };
  return {
    en: `${day.en} it's ${toSpeakableMoney(totalCents)} in total`,
    es: `${day.es} son ${toSpanishMoney(totalCents)} en total`,
  };
}
