import type { Transaction } from '@afterhourfix/database';
import { technicians } from '@afterhourfix/database/schema';
import type { BusinessId, TechnicianId, Trade } from '@afterhourfix/vocabulary';
import { and, arrayContains, eq, sql } from 'drizzle-orm';

/** Active technicians who know the trade, in the one order in which everybody tries them. */
export async function listTechnicianIds(
  tx: Transaction,
  input: { businessId: BusinessId; trade: Trade },
): Promise<TechnicianId[]> {
  const rows = await tx
    .select({ id: technicians.id })
    .from(technicians)
    .where(
      and(
        eq(technicians.businessId, input.businessId),
        eq(technicians.isActive, true),
        arrayContains(technicians.skills, [input.trade]),
      ),
    )
    .orderBy(
      sql`case ${technicians.onCall} when 'primary' then 0 when 'secondary' then 1 else 2 end`,
      technicians.slug,
    );
  return rows.map((row) => row.id);
}
