import type { Transaction } from '@afterhourfix/database';
import { callEvents, locatedAddresses, priceBooks, serviceZones } from '@afterhourfix/database/schema';
import { type CallId, Severity } from '@afterhourfix/vocabulary';
import { and, asc, desc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { LocatedStreet } from './locate-street.ts';
import type { ZoneRule } from './rules/zone-rule.ts';

/** The business's zones in their order, and where an address of this call was found before. */
export async function loadArea(
  tx: Transaction,
  { ctx, zip }: { ctx: DomainContext; zip: string },
): Promise<{ zones: readonly ZoneRule[]; known: LocatedStreet | null }> {
  const zones = await tx
    .select({ shape: serviceZones.shape, terms: serviceZones.terms, trades: serviceZones.trades })
    .from(serviceZones)
    .where(eq(serviceZones.businessId, ctx.business.id))
    .orderBy(asc(serviceZones.position));
  const known =
    ctx.actor.kind === 'agent' ? await findLocated(tx, { ctx, callId: ctx.actor.callId, zip }) : null;
  return { zones, known };
}

async function findLocated(
  tx: Transaction,
  { ctx, callId, zip }: { ctx: DomainContext; callId: CallId; zip: string },
): Promise<LocatedStreet | null> {
  const [row] = await tx
    .select()
    .from(locatedAddresses)
    .where(
      and(
        eq(locatedAddresses.businessId, ctx.business.id),
        eq(locatedAddresses.callId, callId),
        eq(locatedAddresses.zip, zip),
      ),
    );
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
