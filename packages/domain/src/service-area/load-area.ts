import type { Transaction } from '@afterhourfix/database';
import { callEvents, locatedAddresses, priceBooks, serviceZones } from '@afterhourfix/database/schema';
import { Severity } from '@afterhourfix/vocabulary';
import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { LocatedStreet } from './locate-street.ts';
import type { ZoneRule } from './rules/zone-rule.ts';

/** The business's zones in their order, and where an address of this call was found before. */
export async function loadArea(
  tx: Transaction,
  { ctx, zip }: { ctx: DomainContext; zip: string },
): Promise<{ zones: readonly ZoneRule[]; known: LocatedStreet | null }> {
  const callId = ctx.actor.kind === 'agent' ? ctx.actor.callId : null;
  const { shape, terms, trades } = serviceZones;
  // One round trip for both, and the address with every zone: a business has few, and a caller waits.
  const rows = await tx
    .select({ zone: { shape, terms, trades }, known: locatedAddresses })
    .from(serviceZones)
    .leftJoin(
      locatedAddresses,
      and(
        eq(locatedAddresses.businessId, serviceZones.businessId),
        sql`${locatedAddresses.callId} = ${callId}`,
        eq(locatedAddresses.zip, zip),
      ),
    )
    .where(eq(serviceZones.businessId, ctx.business.id))
    .orderBy(asc(serviceZones.position))
    .prepare('service-area.load')
    .execute();
  return { zones: rows.map(({ zone }) => zone), known: toLocated(rows[0]?.known ?? null) };
}

function toLocated(row: typeof locatedAddresses.$inferSelect | null): LocatedStreet | null {
  if (!row) return null;
  const { locatedZip, latitude, longitude, isApproximate } = row;
  return { locatedZip, point: { latitude, longitude }, isApproximate };
}

/** The extra fee for the way that holds where a zone names none. */
export async function readEdgeFeeCents(tx: Transaction, ctx: DomainContext): Promise<number> {
  const now = ctx.clock.now();
  const [book] = await tx
    .select({ fees: priceBooks.fees })
    .from(priceBooks)
    .where(
      and(
        eq(priceBooks.businessId, ctx.business.id),
        lte(priceBooks.effectiveFrom, now),
        or(isNull(priceBooks.effectiveTo), gt(priceBooks.effectiveTo, now)),
      ),
    )
    .orderBy(desc(priceBooks.version))
    .limit(1);
  return book?.fees.edge ?? 0;
}

/** How bad the trouble of this call was last judged to be; null when it was not. */
export async function findJudgedSeverity(tx: Transaction, ctx: DomainContext): Promise<Severity | null> {
  if (ctx.actor.kind !== 'agent') return null;
  const [event] = await tx
    .select({ payload: callEvents.payload })
    .from(callEvents)
    .where(
      and(
        eq(callEvents.businessId, ctx.business.id),
        eq(callEvents.callId, ctx.actor.callId),
        eq(callEvents.type, 'triage-judged'),
      ),
    )
    .orderBy(desc(callEvents.id))
    .limit(1);
  const { payload } = event ?? {};
  if (typeof payload !== 'object' || payload === null || !('severity' in payload)) return null;
  return Severity.safeParse(payload.severity).data ?? null;
}
