import { toSavingCents } from './whole-dollars.ts';

/** Takes cents or a percentage off the whole visit. */
export interface PromotionTerms {
  name: string;
  off: { cents: number } | { pct: number };
  /** May be had together with other stackable ones; else it stands alone. */
  isStackable: boolean;
}

export interface Saving {
  name: string;
  /** Whole dollars, more than none. */
  savedCents: number;
}

/** The savings that leave the caller with the lowest price: one promotion alone, or all stackable ones together. */
export function chooseSavings(promotions: readonly PromotionTerms[], subtotalCents: number): Saving[] {
  const alone = promotions.map((promotion) => [promotion]);
  const together = promotions.filter(({ isStackable }) => isStackable);
  const choices = [...alone, together].map((choice) => toSavings(choice, subtotalCents));
  return choices.reduce((best, choice) => (sumOf(choice) > sumOf(best) ? choice : best), []);
}

/** Each is taken from the same price, so that their order does not matter, and never more than there is. */
function toSavings(promotions: readonly PromotionTerms[], subtotalCents: number): Saving[] {
  const byName = promotions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  let leftCents = subtotalCents;
  const savings: Saving[] = [];
  for (const { name, off } of byName) {
    const wishedCents = 'cents' in off ? off.cents : (subtotalCents * off.pct) / 100;
    const savedCents = Math.min(toSavingCents(wishedCents), leftCents);
    if (savedCents > 0) savings.push({ name, savedCents });
    leftCents -= savedCents;
  }
  return savings;
}

function sumOf(savings: readonly Saving[]): number {
  return savings.reduce((sum, { savedCents }) => sum + savedCents, 0);
}
