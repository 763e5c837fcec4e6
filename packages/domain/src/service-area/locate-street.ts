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
  /** What is known of the ZIP, or of all those of the city. */
  around: readonly [ZipPlace, ...ZipPlace[]];
}

/** Below it a geocoder has found the town and not the street. */
const LEAST_CONFIDENCE = 0.5;
/** Number, street and ZIP must agree: a namesake in another town is none. */
const LONGEST_ASTRAY_KM = 25;

/** Asks the geocoder, and takes the middle of the ZIP when it does not know; then keeps it for the rest of the call. */
export async function locateStreet(ctx: DomainContext, asked: AskedStreet): Promise<LocatedStreet> {
  const located = (await findStreet(ctx, asked)) ?? toMiddle(asked.around);
  await keepLocated(ctx, { zip: asked.zip, located });
  return located;
}

async function findStreet(ctx: DomainContext, asked: AskedStreet): Promise<LocatedStreet | null> {
  const { zip, street, around } = asked;
  const { city, state } = around[0];
  const found = await ctx.places?.locate({ street, zip, city: asked.city ?? city, state });
  if (!found || found.confidence < LEAST_CONFIDENCE) return null;
  const nearest = findNearest(around, found.point);
  const astrayKm = distanceKm(found.point, nearest) - nearest.radiusKm;
  if (astrayKm > LONGEST_ASTRAY_KM) return null;
  return { locatedZip: found.zip ?? nearest.zip, point: found.point, isApproximate: false };
}

function toMiddle(around: AskedStreet['around']): LocatedStreet {
  const meanOf = (degrees: readonly number[]) => degrees.reduce((sum, one) => sum + one, 0) / degrees.length;
  const middle = findNearest(around, {
    latitude: meanOf(around.map(({ latitude }) => latitude)),
    longitude: meanOf(around.map(({ longitude }) => longitude)),
  });
  return { locatedZip: middle.zip, point: middle, isApproximate: true };
}

function findNearest(places: AskedStreet['around'], point: GeoPoint): ZipPlace {
  return places.reduce((nearest, place) =>
    distanceKm(place, point) < distanceKm(nearest, point) ? place : nearest,
  );
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
