import type { PriceLine, VisitPrice } from './price-visit.ts';
import { toSpanishMoney } from './spanish-money.ts';
import type { Speakable } from './speakable.ts';
import { toSpeakableMoney } from './speakable-money.ts';

/** More than this nobody keeps in mind at the telephone. */
const MAX_PARTS = 3;

/** Total first, then at most three of its parts, as the agent should say it. */
export function toSpeakablePrice(price: VisitPrice): Speakable {
  const charges = price.lines.filter(({ amountCents }) => amountCents > 0);
  const savings = price.lines.filter(({ amountCents }) => amountCents < 0);
  const hasParts = charges.length > 1 || savings.length > 0;
  const parts = hasParts ? chooseParts(charges) : [];
  const isWhole = parts.length === charges.length;
  return {
    en: toEnglish({ totalCents: price.totalCents, parts, savings, isWhole }),
    es: toSpanish({ totalCents: price.totalCents, parts, savings, isWhole }),
  };
}

interface SpokenPrice {
  totalCents: number;
  parts: readonly PriceLine[];
  savings: readonly PriceLine[];
  isWhole: boolean;
}

function toEnglish({ totalCents, parts, savings, isWhole }: SpokenPrice): string {
  if (totalCents === 0) return 'free of charge';
  const names = parts.map((line) => `${line.label} ${toSpeakableMoney(line.amountCents)}`);
  const joint = isWhole ? ':' : ', mostly';
  const less = savings.map((line) => `, less ${toSpeakableMoney(-line.amountCents)} by the ${line.label}`);
  const list = names.length > 0 ? `${joint} ${ENGLISH.format(names)}` : '';
  return `${toSpeakableMoney(totalCents)} in total${list}${less.join('')}`;
}

function toSpanish({ totalCents, parts, savings, isWhole }: SpokenPrice): string {
  if (totalCents === 0) return 'sin costo';
  const names = parts.map((line) => `${line.labelEs} ${toSpanishMoney(line.amountCents)}`);
  const joint = isWhole ? ':' : ', sobre todo';
  const less = savings.map((line) => `, menos ${toSpanishMoney(-line.amountCents)} por ${line.labelEs}`);
  const list = names.length > 0 ? `${joint} ${SPANISH.format(names)}` : '';
  return `${toSpanishMoney(totalCents)} en total${list}${less.join('')}`;
}

/** The largest ones, in their own order. */
function chooseParts(lines: readonly PriceLine[]): PriceLine[] {
  const largest = lines.toSorted((a, b) => b.amountCents - a.amountCents).slice(0, MAX_PARTS);
  return lines.filter((line) => largest.includes(line));
}

const ENGLISH = new Intl.ListFormat('en-US', { type: 'conjunction' });
const SPANISH = new Intl.ListFormat('es', { type: 'conjunction' });
