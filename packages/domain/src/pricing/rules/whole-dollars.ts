/** Half of a cent-exact amount's fraction that still goes to the caller: prices are whole dollars. */
const HALF_DOLLAR_CENTS = 50;

/** A price in whole dollars: the nearest one, and of two as near the lower. */
export function toPriceCents(cents: number): number {
  return Math.ceil((cents - HALF_DOLLAR_CENTS) / 100) * 100;
}

/** A saving in whole dollars: the nearest one, and of two as near the higher. */
export function toSavingCents(cents: number): number {
  return Math.floor((cents + HALF_DOLLAR_CENTS) / 100) * 100;
}
