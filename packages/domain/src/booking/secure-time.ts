import type { Transaction } from '@afterhourfix/database';
import { type holds, technicianCommitments } from '@afterhourfix/database/schema';
import type { TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { clearLapsedCommitments } from './lapsed-holds.ts';
import { listCommitments } from './list-commitments.ts';
import { listTechnicianIds } from './list-technicians.ts';
import { releaseCallHolds } from './release-holds.ts';
import { listCandidates } from './rules/free-slots.ts';
import { takeTime } from './take-time.ts';

export type Hold = typeof holds.$inferSelect;

/**
 * Whose calendar now carries the hold: the technician it was made for, or after it lapsed another one who knows
 * the trade and is free in the same window, since the caller was promised the window. Null when nobody is.
 */
export async function secureTime(
  tx: Transaction,
  { hold, now }: { hold: Hold; now: Date },
): Promise<TechnicianId | null> {
  const [kept] = await tx
    .select({ technicianId: technicianCommitments.technicianId })
    .from(technicianCommitments)
    .where(eq(technicianCommitments.holdId, hold.id))
    .for('update');
  return kept ? kept.technicianId : retakeTime(tx, { hold, now });
}

async function retakeTime(
  tx: Transaction,
  { hold, now }: { hold: Hold; now: Date },
): Promise<TechnicianId | null> {
  const { businessId, trade, startsAt, endsAt, expiresAt } = hold;
  const window = { startsAt, endsAt };
  // A newer offer of the same window to the same caller must not stand in the way.
  await releaseCallHolds(tx, { businessId, callId: hold.callId });
  await clearLapsedCommitments(tx, { businessId, now });
  const technicianIds = await listTechnicianIds(tx, { businessId, trade });
  const commitments = await listCommitments(tx, { businessId, during: window });
  for (const { technicianId } of listCandidates({ windows: [window], technicianIds, commitments })) {
    const claim = { businessId, holdId: hold.id, technicianId, window, expiresAt };
    if (await takeTime(tx, claim)) return technicianId;
  }
  return null;
}
