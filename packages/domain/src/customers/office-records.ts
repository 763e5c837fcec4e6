import { customers, invoices, privacyRequests } from '@afterhourfix/database/schema';
import { Forbidden, Invalid } from '@afterhourfix/foundation';
import { CustomerId, InvoiceId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, asc, eq, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { findCustomer } from './find-customer.ts';

const MAX_CENTS = 10_000_000;
const MAX_LISTED = 200;

export const OfficeRecord = z.strictObject({
  phone: PhoneNumber,
  name: z.string().min(1).max(120).optional(),
  /** Its name in the price book; null ends it. */
  membership: z.string().min(1).max(60).nullable().optional(),
});
export type OfficeRecord = z.infer<typeof OfficeRecord>;

/** What the office knows of a customer, a new one too. Throws `Invalid`, and `Forbidden` unless an operator asks. */
export async function saveOfficeRecord(
  ctx: DomainContext,
  record: OfficeRecord,
): Promise<{ customerId: CustomerId }> {
  if (ctx.actor.kind !== 'operator') throw new Forbidden('Only an operator writes for the office');
  const { phone, name, membership } = readInput(OfficeRecord, record);
  const businessId = ctx.business.id;
  const set = { ...(name !== undefined && { name }), ...(membership !== undefined && { membership }) };
  return ctx.db.transaction(async (tx) => {
    const row = { businessId, phone, ...set, createdAt: ctx.clock.now() };
    await tx.insert(customers).values(row).onConflictDoNothing();
    const found = await findCustomer(tx, { businessId, phone });
    if (!found) throw new Error('A customer is neither new nor known');
    if (Object.keys(set).length > 0) await tx.update(customers).set(set).where(eq(customers.id, found.id));
    return { customerId: found.id };
  });
}

export const InvoiceRecord = z.strictObject({
  /** Left out: a new one. */
  invoiceId: InvoiceId.optional(),
  customerId: CustomerId,
  number: z.string().min(1).max(60).nullable().default(null),
  balanceCents: z.int().min(0).max(MAX_CENTS),
  status: z.enum(['open', 'paid', 'void']).default('open'),
});

export type RecordInvoiceResult =
  | { ok: true; invoiceId: InvoiceId }
  | { ok: false; refusal: 'unknown-customer' | 'unknown-invoice' };

/** What a customer owes, so that a caller can be texted where it is paid. Throws `Invalid`, `Forbidden`. */
export async function recordInvoice(
  ctx: DomainContext,
  record: z.input<typeof InvoiceRecord>,
): Promise<RecordInvoiceResult> {
  if (ctx.actor.kind !== 'operator') throw new Forbidden('Only an operator writes for the office');
  const { invoiceId, ...invoice } = readInput(InvoiceRecord, record);
  const businessId = ctx.business.id;
  return ctx.db.transaction(async (tx): Promise<RecordInvoiceResult> => {
    const isTheirs = and(eq(customers.businessId, businessId), eq(customers.id, invoice.customerId));
    if ((await tx.$count(customers, isTheirs)) === 0) return { ok: false, refusal: 'unknown-customer' };
    const row = { businessId, ...invoice, createdAt: ctx.clock.now() };
    const isIt = (id: InvoiceId) => and(eq(invoices.businessId, businessId), eq(invoices.id, id));
    const [written] = invoiceId
      ? await tx.update(invoices).set(invoice).where(isIt(invoiceId)).returning({ id: invoices.id })
      : await tx.insert(invoices).values(row).returning({ id: invoices.id });
    return written ? { ok: true, invoiceId: written.id } : { ok: false, refusal: 'unknown-invoice' };
  });
}

/** Wishes about one's own data that nobody has fulfilled yet, the one that is due first before the others. */
export function listPrivacyRequests(ctx: DomainContext) {
  const { id: requestId, kind, customerId, requesterName, requesterPhone } = privacyRequests;
  const { details, isVerified, dueAt, status } = privacyRequests;
  return ctx.db.transaction((tx) =>
    tx
      .select({ requestId, kind, customerId, requesterName, requesterPhone, details, isVerified, dueAt })
      .from(privacyRequests)
      .where(and(eq(privacyRequests.businessId, ctx.business.id), ne(status, 'done')))
      .orderBy(asc(dueAt))
      .limit(MAX_LISTED),
  );
}

function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const read = schema.safeParse(input);
  if (!read.success) throw new Invalid(z.prettifyError(read.error));
  return read.data;
}
