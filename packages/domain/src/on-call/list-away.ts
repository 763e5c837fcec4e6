import type { Transaction } from '@afterhourfix/database';
import { technicianTimeOff } from '@afterhourfix/database/schema';
import { and, eq, gt, lte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

/** Who is off, ill or on leave now. */
export async function listAway(tx: Transaction, { business, clock }: DomainContext): Promise<Set<string>> {
  const now = clock.now();
  const away = await tx
    .select({ id: technicianTimeOff.technicianId })
    .from(technicianTimeOff)
    .where(
      and(
        eq(technicianTimeOff.businessId, business.id),
        lte(technicianTimeOff.startsAt, now),
        gt(technicianTimeOff.endsAt, now),
      ),
    );
  return new Set(away.map(({ id }) => id));
}
