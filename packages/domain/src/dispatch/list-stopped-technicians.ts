import type { Transaction } from '@afterhourfix/database';
import { consentRecords, technicians } from '@afterhourfix/database/schema';
import type { TechnicianId } from '@afterhourfix/vocabulary';
import { and, asc, desc, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

export interface StoppedTechnician {
  technicianId: TechnicianId;
  name: string;
  /** When they stopped our texts. */
  since: Date;
  /** When the owner was last told of it. */
  alertedAt: Date | null;
}

/** Technicians who have stopped our texts: they are rung, if they agreed to that, and else never asked. */
export function listStoppedTechnicians(ctx: DomainContext): Promise<StoppedTechnician[]> {
  return ctx.db.transaction((tx) => findStoppedTechnicians(tx, ctx));
}

/** The same, within a transaction. */
export async function findStoppedTechnicians(
  tx: Transaction,
  ctx: DomainContext,
): Promise<StoppedTechnician[]> {
  const rows = await tx
    .selectDistinctOn([technicians.slug], {
      technicianId: technicians.id,
      name: technicians.name,
      since: consentRecords.at,
      alertedAt: technicians.stopAlertedAt,
      isGranted: consentRecords.isGranted,
    })
    .from(technicians)
    .innerJoin(
      consentRecords,
      and(
        eq(consentRecords.businessId, technicians.businessId),
        eq(consentRecords.number, technicians.phone),
      ),
    )
    .where(
      and(
        eq(technicians.businessId, ctx.business.id),
        eq(technicians.isActive, true),
        eq(consentRecords.channel, 'sms'),
        eq(consentRecords.purpose, 'service'),
      ),
    )
    .orderBy(asc(technicians.slug), desc(consentRecords.at), desc(consentRecords.id));
  return rows.filter(({ isGranted }) => !isGranted).map(({ isGranted: _isGranted, ...stopped }) => stopped);
}
