import { z } from 'zod';

/** Integer minor units with their currency; amounts are never floating point. */
export const Money = z.object({ amountCents: z.int(), currency: z.literal('USD') });
export type Money = z.infer<typeof Money>;

const WHOLE_DOLLARS = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const DOLLARS_AND_CENTS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$258`, or `$258.50` when there are cents. */
export function toDisplayMoney(amountCents: number): string {
  return (amountCents % 100 === 0 ? WHOLE_DOLLARS : DOLLARS_AND_CENTS).format(amountCents / 100);
}
