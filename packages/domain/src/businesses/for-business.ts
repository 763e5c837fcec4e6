import { businesses } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { BusinessId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { Actor, DomainContext, SystemContext } from '../context.ts';
import { type Business, BusinessHours, Trades } from './business.ts';

/** Steps into one business, whose rows are then all that can be seen. Throws `NotFound`. */
export async function forBusiness(
  system: SystemContext,
  businessId: BusinessId,
  actor: Actor,
): Promise<DomainContext> {
  const db = system.db.forBusiness(businessId);
  const [row] = await db.transaction((tx) =>
    tx.select().from(businesses).where(eq(businesses.id, businessId)),
  );
  if (!row) throw new NotFound(`No business ${businessId}`);
  return actFor(system, toBusiness(row), actor);
}

/** `forBusiness` for those who hold the business already. */
export function actFor(system: SystemContext, business: Business, actor: Actor): DomainContext {
  const db = system.db.forBusiness(business.id);
  const { clock, places } = system;
  return { business, actor, db, clock, log: system.log.child({ business: business.slug }), places };
}

function toBusiness(row: typeof businesses.$inferSelect): Business {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    timeZone: row.timeZone,
    state: row.state,
    status: row.status,
    trades: Trades.parse(row.trades),
    hours: BusinessHours.parse(row.hours),
    holidays: row.holidays,
    onCallNumber: row.onCallNumber,
    ownerNumber: row.ownerNumber,
    maxLiveCalls: row.maxLiveCalls,
    recordingConsent: row.recordingConsent,
    triageRules: row.triageRules,
    holdMusicUrl: row.holdMusicUrl,
    onCallExtension: row.onCallExtension,
  };
}
