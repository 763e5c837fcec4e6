import { locatedAddresses } from '@afterhourfix/database/schema';
import type { DomainContext } from '../context.ts';
import { distanceKm, type GeoPoint } from './rules/geo-point.ts';
import type { ZipPlace } from './zip-codes/zip-table.ts';

/** Where a street of a ZIP is, as good as anybody can tell. */
export interface LocatedStreet {
  /** In which it truly lies. */
  locatedZip: string;
  point: GeoPoint;
  isApproximate: boolean;
}

export interface AskedStreet {
  zip: string;
  street: string;
  city: string | null;
  /** What is known of the ZIP, or of the city. */
  around: ZipPlace;
}

/** Below it a geocoder has found the town and not the street. */
const LEAST_CONFIDENCE = 0.5;
/** Number, street and ZIP must agree: a namesake in another town is none. */
const LONGEST_ASTRAY_KM = 25;

/** Asks the geocoder, and takes the middle of the ZIP when it does not know; then keeps it for the rest of the call. */
export async function locateStreet(ctx: DomainContext, asked: AskedStreet): Promise<LocatedStreet> {
  const { zip, street, around } = asked;
  const found = await ctx.places?.locate({
    street,
    zip,
    city: asked.city ?? around.city,
    state: around.state,
  });
  const isFound =
    found &&
    found.confidence >= LEAST_CONFIDENCE &&
    distanceKm(found.point, around) <= around.radiusKm + LONGEST_ASTRAY_KM;
  const located = isFound
    ? { locatedZip: found.zip ?? around.zip, point: found.point, isApproximate: false }
    : { locatedZip: around.zip, point: around, isApproximate: true };
  await keepLocated(ctx, { zip, located });
  return located;
}

/** So that what is asked of this ZIP later in the call is answered alike. */
export async function keepLocated(
  ctx: DomainContext,
  { zip, located }: { zip: string; located: LocatedStreet },
): Promise<void> {
  if (ctx.actor.kind !== 'agent') return;
  const { locatedZip, point, isApproximate } = located;
  const found = { locatedZip, latitude: point.latitude, longitude: point.longitude, isApproximate };
  const row = { businessId: ctx.business.id, callId: ctx.actor.callId, zip, ...found };
  await ctx.db.transaction((tx) =>
    tx
      .insert(locatedAddresses)
      .values({ ...row, createdAt: ctx.clock.now() })
      .onConflictDoUpdate({
        target: [locatedAddresses.businessId, locatedAddresses.callId, locatedAddresses.zip],
        set: found,
      }),
  );
}
