import type { Transaction } from '@afterhourfix/database';
import { technicianCommitments } from '@afterhourfix/database/schema';
import type { BusinessId, TimeWindow } from '@afterhourfix/vocabulary';
import { and, eq, sql } from 'drizzle-orm';
import type { Commitment } from './rules/free-slots.ts';

/** What is already promised of the business's technicians in a stretch of time. */
export function listCommitments(
  tx: Transaction,
  input: { businessId: BusinessId; during: TimeWindow },
): Promise<Commitment[]> {
  const { startsAt, endsAt } = input.during;
  const stretch = sql`tstzrange(${startsAt.toISOString()}, ${endsAt.toISOString()})`;
  return tx
    .select({ technicianId: technicianCommitments.technicianId, during: technicianCommitments.during })
    .from(technicianCommitments)
    .where(
      and(
        eq(technicianCommitments.businessId, input.businessId),
        sql`${technicianCommitments.during} && ${stretch}`,
      ),
    );
}
