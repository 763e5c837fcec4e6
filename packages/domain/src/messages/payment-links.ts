import type { InvoiceId } from '@afterhourfix/vocabulary';

/** The port to whoever takes money for an invoice: never the telephone. */
export interface PaymentLinks {
  /** Where the invoice is paid, an https address short enough for a text. */
  toLink(invoice: { invoiceId: InvoiceId }): string;
}
