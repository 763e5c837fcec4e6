import type { VisitPrice } from './price-visit.ts';
import { toSpeakableMoney } from './speakable-money.ts';

/** Total first, then its parts, as the agent should say it. */
export function toSpeakablePrice(price: VisitPrice): string {
  const total = `${toSpeakableMoney(price.totalCents)} in total`;
  const parts = price.lines.map((line) => `${line.label} ${toSpeakableMoney(line.amountCents)}`);
  return parts.length > 1 ? `${total}: ${LIST.format(parts)}` : total;
}

const LIST = new Intl.ListFormat('en-US', { type: 'conjunction' });
