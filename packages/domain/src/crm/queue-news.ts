import { crmConnections, crmDeliveries } from '@afterhourfix/database/schema';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import type { CrmEntity, CrmEvent } from './field-service-adapter.ts';

const ENTITIES: Readonly<Record<CrmEvent, CrmEntity>> = {
  'customer.updated': 'customer',
  'customer.erased': 'customer',
  'consent.changed': 'consent',
  'booking.created': 'booking',
  'booking.updated': 'booking',
  'booking.cancelled': 'booking',
  'call.completed': 'call',
  'dispatch.acked': 'dispatch',
  'dispatch.exhausted': 'dispatch',
};

/** Puts a piece of news into the outbox of each connection, once however often the job runs. */
export async function queueNews(
  ctx: DomainContext,
  { event, entityId, occurredAt }: { event: CrmEvent; entityId: string; occurredAt: Date },
): Promise<void> {
  const businessId = ctx.business.id;
  const entity = ENTITIES[event];
  await ctx.db.transaction(async (tx) => {
    const connections = await tx
      .select({ id: crmConnections.id })
      .from(crmConnections)
      .where(and(eq(crmConnections.businessId, businessId), eq(crmConnections.isActive, true)));
    for (const { id: connectionId } of connections) {
      const news = { businessId, connectionId, event, entity, entityId, occurredAt };
      await tx.insert(crmDeliveries).values(news).onConflictDoNothing();
      // Each connection has a job of its own: a vendor who is away keeps nobody else waiting.
      await enqueue(tx, 'crm.deliver-news', { businessId, connectionId, entity, entityId });
    }
  });
}
