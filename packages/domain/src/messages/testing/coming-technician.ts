import { dispatches, incidents } from '@afterhourfix/database/schema';
import { sql } from 'drizzle-orm';
import type { PlacedCall } from '../../testing/demo-world.ts';

/** A dispatch of a call that somebody has taken; its id. */
export function addComingTechnician({ ctx, call }: PlacedCall): Promise<string> {
  const businessId = ctx.business.id;
  return ctx.db.transaction(async (tx) => {
    const [incident] = await tx
      .insert(incidents)
      .values({ businessId, callId: call.id, zip: '85003' })
      .onConflictDoUpdate({
        target: incidents.callId,
        targetWhere: sql`status = 'open'`,
        set: { zip: '85003' },
      })
      .returning();
    if (!incident) throw new Error('An upsert returned no row');
    const job = { trade: 'hvac', severity: 'urgent_comfort', problem: 'No cooling', zip: '85003' } as const;
    const place = { addressLine: '1 Palm Street', placeKey: '1 palm', streetKey: 'palm' };
    const standing = { phase: 'acknowledged', ladder: {}, rungs: [], choice: {} } as const;
    const taken = { takenBy: 'owner', acknowledgedAt: ctx.clock.now() };
    const of = { businessId, callId: call.id, incidentId: incident.id };
    const [row] = await tx
      .insert(dispatches)
      .values({ ...of, ...job, ...place, ...standing, ...taken })
      .returning();
    if (!row) throw new Error('An insert returned no row');
    return row.id;
  });
}
