import { toInstant, toLocalDay } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { distanceKm, type GeoPoint } from './rules/geo-point.ts';
import type { ZoneRule } from './rules/zone-rule.ts';

/** Nobody drives faster, so what lies farther away needs no router. */
const FASTEST_KM_PER_MINUTE = 2;

/** Minutes of the drives from the centers of zones in minutes, by center; what the router does not tell is left out. */
export async function findDrives(
  ctx: DomainContext,
  { zones, point }: { zones: readonly ZoneRule[]; point: GeoPoint | null },
): Promise<ReadonlyMap<GeoPoint, number>> {
  const { places } = ctx;
  if (!places || point === null) return new Map();
  const centers = zones.flatMap(({ shape }) => {
    if (shape.kind !== 'minutes') return [];
    const isInReach = distanceKm(shape.center, point) <= shape.minutes * FASTEST_KM_PER_MINUTE;
    return isInReach ? [shape.center] : [];
  });
  const at = toNoon(ctx);
  const to = { latitude: point.latitude, longitude: point.longitude };
  const drives = await Promise.all(
    centers.map(async (center) => [center, await places.drive({ from: center, to, at })] as const),
  );
  return new Map(drives.flatMap(([center, drive]) => (drive ? [[center, drive.minutes] as const] : [])));
}

/** For all of a day, so that a caller is not told one thing at noon and another at midnight. */
function toNoon({ business: { timeZone }, clock }: DomainContext): Date {
  return toInstant({ day: toLocalDay(clock.now(), timeZone), time: '12:00', timeZone });
}
