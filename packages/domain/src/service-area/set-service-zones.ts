import { businesses, serviceZones } from '@afterhourfix/database/schema';
import { Invalid } from '@afterhourfix/foundation';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { ServiceZone, type ServiceZoneInput } from './service-zone.ts';

const MAX_ZONES = 100;

export const ServiceZones = z
  .array(ServiceZone)
  .max(MAX_ZONES)
  .refine(
    (zones) => new Set(zones.map(({ name }) => name)).size === zones.length,
    'each zone has its own name',
  );

/**
 * Draws anew where the business goes. Lists of ZIPs go before polygons and these before radii; within each the order
 * given here decides. Throws `Invalid` with what is wrong, and then nothing has changed.
 */
export async function setServiceZones(ctx: DomainContext, zones: readonly ServiceZoneInput[]): Promise<void> {
  const read = ServiceZones.safeParse(zones);
  if (!read.success) throw new Invalid(z.prettifyError(read.error));
  const businessId = ctx.business.id;
  const rows = read.data.map((zone, position) => ({ businessId, position, ...zone }));
  await ctx.db.transaction(async (tx) => {
    // Two who draw at once wait for each other: the later drawing stands whole.
    await tx.select().from(businesses).where(eq(businesses.id, businessId)).for('update');
    await tx.delete(serviceZones).where(eq(serviceZones.businessId, businessId));
    if (rows.length > 0) await tx.insert(serviceZones).values(rows);
  });
}
