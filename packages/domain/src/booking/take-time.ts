import type { Transaction } from '@afterhourfix/database';
import { technicianCommitments } from '@afterhourfix/database/schema';
import type { BusinessId, HoldId, TechnicianId, TimeWindow } from '@afterhourfix/vocabulary';

export interface TimeClaim {
  businessId: BusinessId;
  holdId: HoldId;
  technicianId: TechnicianId;
  window: TimeWindow;
  expiresAt: Date;
}

/**
 * Puts a hold into a technician's calendar; false when somebody was faster. The exclusion constraint decides:
 * a rival's uncommitted claim is waited for, and `on conflict` spares both the deadlock of two plain inserts.
 */
export async function takeTime(tx: Transaction, claim: TimeClaim): Promise<boolean> {
  const taken = await tx
    .insert(technicianCommitments)
    .values({
      businessId: claim.businessId,
      technicianId: claim.technicianId,
      during: claim.window,
      holdId: claim.holdId,
      expiresAt: claim.expiresAt,
    })
    .onConflictDoNothing()
    .returning({ id: technicianCommitments.id });
  return taken.length > 0;
}
