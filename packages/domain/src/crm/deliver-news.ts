import type { Transaction } from '@afterhourfix/database';
import { crmConnections, crmDeliveries, crmLinks } from '@afterhourfix/database/schema';
import { Conflict, type Sealer, VendorError } from '@afterhourfix/foundation';
import { and, asc, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { crmNewsDelivered, crmNewsGivenUp } from '../events.ts';
import type { OpenAdapter } from './connect-crm.ts';
import type { CrmEntity, CrmEvent, FieldServiceAdapter, News } from './field-service-adapter.ts';
import { readNews } from './read-news.ts';
import { tellAdapter } from './tell-adapter.ts';

/** A claim that is older belongs to a run that died. Longer than an adapter may take for one piece of news. */
const CLAIM_LIMIT_MS = 60_000;

export interface Subject {
  connectionId: string;
  entity: CrmEntity;
  entityId: string;
}

interface Delivery {
  ctx: DomainContext;
  subject: Subject;
  adapter: FieldServiceAdapter;
}

type Row = typeof crmDeliveries.$inferSelect;
type Claim = { row: Row; news: News | null; ref: string | null; customerRef: string | null };

/**
 * Tells a connection all that it is owed about one row of ours, in order. What the vendor refuses for good is given up
 * and the next is told; what may pass is thrown, so that the job runs again. A run that dies between the vendor's
 * acceptance and our note of it tells a second time, with the same key.
 * Throws `Conflict` while another run is telling of the same row.
 */
export async function deliverNews(
  ctx: DomainContext,
  { subject, sealer, openAdapter }: { subject: Subject; sealer: Sealer; openAdapter: OpenAdapter },
): Promise<void> {
  const connection = await findConnection(ctx, { subject, sealer });
  if (!connection) return;
  const adapter = openAdapter(connection);
  for (;;) {
    const claim = await ctx.db.transaction((tx) => claimNext(tx, { ctx, subject, adapter }));
    if (!claim) return;
    await deliver({ ctx, subject, adapter }, claim);
  }
}

async function findConnection(ctx: DomainContext, { subject, sealer }: { subject: Subject; sealer: Sealer }) {
  const businessId = ctx.business.id;
  const [row] = await ctx.db.transaction((tx) =>
    tx
      .select()
      .from(crmConnections)
      .where(and(eq(crmConnections.businessId, businessId), eq(crmConnections.id, subject.connectionId))),
  );
  if (!row?.isActive) return null;
  const { id, adapter, settings, sealedSecret } = row;
  return { id, adapter, settings, secret: sealer.open(sealedSecret, businessId) };
}

async function claimNext(tx: Transaction, { ctx, subject }: Delivery): Promise<Claim | null> {
  const businessId = ctx.business.id;
  const link = await lockLink(tx, { ctx, subject });
  const [row] = await tx
    .select()
    .from(crmDeliveries)
    .where(and(isAbout(ctx, subject), eq(crmDeliveries.status, 'queued')))
    .orderBy(asc(crmDeliveries.id))
    .limit(1);
  if (!row) return null;
  const now = ctx.clock.now();
  if (row.claimedAt && now.getTime() - row.claimedAt.getTime() < CLAIM_LIMIT_MS)
    throw new Conflict('Another run is telling of this row');
  await tx
    .update(crmDeliveries)
    .set({ claimedAt: now, attempts: row.attempts + 1 })
    .where(eq(crmDeliveries.id, row.id));
  // Only `queueNews` writes events.
  const event = row.event as CrmEvent;
  const news = await readNews(tx, { ...row, businessId, event });
  const customerRef = await findCustomerRef(tx, { ctx, subject, news });
  if (customerRef === null) await expectCustomerTold(tx, { ctx, subject, news });
  return { row, news, ref: link, customerRef };
}

/** Two runs that tell of one new customer at a time would make two of them there. */
async function expectCustomerTold(
  tx: Transaction,
  { ctx, subject, news }: { ctx: DomainContext; subject: Subject; news: News | null },
): Promise<void> {
  const customer = news && 'customer' in news.data ? news.data.customer : null;
  if (!customer) return;
  const { connectionId } = subject;
  const ofCustomer = isAbout(ctx, { connectionId, entity: 'customer', entityId: customer.id });
  const owed = await tx.$count(crmDeliveries, and(ofCustomer, eq(crmDeliveries.status, 'queued')));
  if (owed > 0) throw new Conflict('The customer is told first');
}

function isAbout(ctx: DomainContext, { connectionId, entity, entityId }: Subject) {
  return and(
    eq(crmDeliveries.businessId, ctx.business.id),
    eq(crmDeliveries.connectionId, connectionId),
    eq(crmDeliveries.entity, entity),
    eq(crmDeliveries.entityId, entityId),
  );
}

/** What the row is called there, or null; other runs for the same row wait. */
async function lockLink(
  tx: Transaction,
  { ctx, subject }: { ctx: DomainContext; subject: Subject },
): Promise<string | null> {
  const place = { businessId: ctx.business.id, ...subject };
  await tx.insert(crmLinks).values(place).onConflictDoNothing();
  const [link] = await tx
    .select({ externalRef: crmLinks.externalRef })
    .from(crmLinks)
    .where(isLinkOf(ctx, subject))
    .for('update');
  return link?.externalRef ?? null;
}

function isLinkOf(ctx: DomainContext, { connectionId, entity, entityId }: Subject) {
  return and(
    eq(crmLinks.businessId, ctx.business.id),
    eq(crmLinks.connectionId, connectionId),
    eq(crmLinks.entity, entity),
    eq(crmLinks.entityId, entityId),
  );
}

async function findCustomerRef(
  tx: Transaction,
  { ctx, subject, news }: { ctx: DomainContext; subject: Subject; news: News | null },
): Promise<string | null> {
  const customer = news && 'customer' in news.data ? news.data.customer : null;
  if (!customer) return null;
  const { connectionId } = subject;
  const [link] = await tx
    .select({ externalRef: crmLinks.externalRef })
    .from(crmLinks)
    .where(isLinkOf(ctx, { connectionId, entity: 'customer', entityId: customer.id }));
  return link?.externalRef ?? null;
}

async function deliver({ ctx, subject, adapter }: Delivery, claim: Claim): Promise<void> {
  const { row, news } = claim;
  try {
    const refs = news ? await tellAdapter(adapter, { ...claim, news }) : {};
    await ctx.db.transaction((tx) => markDelivered(tx, { ctx, subject, claim, refs }));
    crmNewsDelivered(ctx, { connectionId: subject.connectionId, newsEvent: row.event });
  } catch (error) {
    const isGivenUp = error instanceof VendorError && !error.isRetryable;
    const reason = error instanceof Error ? error.message : String(error);
    await ctx.db.transaction((tx) => markRefused(tx, { row, isGivenUp, reason }));
    if (!isGivenUp) throw error;
    crmNewsGivenUp(ctx, { connectionId: subject.connectionId, newsEvent: row.event });
    ctx.log.warn({ err: error, deliveryId: row.id }, 'a system of the business refuses news for good');
  }
}

async function markDelivered(
  tx: Transaction,
  told: { ctx: DomainContext; subject: Subject; claim: Claim; refs: { ref?: string; customerRef?: string } },
): Promise<void> {
  const { ctx, subject, claim, refs } = told;
  const { connectionId } = subject;
  if (refs.ref) await tx.update(crmLinks).set({ externalRef: refs.ref }).where(isLinkOf(ctx, subject));
  const customer = claim.news && 'customer' in claim.news.data ? claim.news.data.customer : null;
  if (refs.customerRef && customer) {
    const businessId = ctx.business.id;
    const link = { businessId, connectionId, entity: 'customer' as const, entityId: customer.id };
    await tx
      .insert(crmLinks)
      .values({ ...link, externalRef: refs.customerRef })
      .onConflictDoUpdate({
        target: [crmLinks.connectionId, crmLinks.entity, crmLinks.entityId],
        set: { externalRef: refs.customerRef },
      });
  }
  await tx
    .update(crmDeliveries)
    .set({ status: 'delivered', deliveredAt: ctx.clock.now(), error: null })
    .where(eq(crmDeliveries.id, claim.row.id));
  await tx.update(crmConnections).set({ fault: null }).where(eq(crmConnections.id, connectionId));
}

async function markRefused(
  tx: Transaction,
  { row, isGivenUp, reason }: { row: Row; isGivenUp: boolean; reason: string },
): Promise<void> {
  const status = isGivenUp ? ('failed' as const) : ('queued' as const);
  await tx
    .update(crmDeliveries)
    .set({ status, claimedAt: null, error: reason })
    .where(eq(crmDeliveries.id, row.id));
  await tx.update(crmConnections).set({ fault: reason }).where(eq(crmConnections.id, row.connectionId));
}
