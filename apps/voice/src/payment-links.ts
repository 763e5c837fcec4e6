import type { PaymentLinks } from '@afterhourfix/domain';

/** Links to the business's own pages: the configured address with the invoice's id behind it; null without one. */
export function createPaymentLinks(baseUrl: string | null): PaymentLinks | null {
  if (baseUrl === null) return null;
  return { toLink: ({ invoiceId }) => `${baseUrl}/${encodeURIComponent(invoiceId)}` };
}
