import type { Transaction } from '@afterhourfix/database';
import { dispatches, dispatchPages } from '@afterhourfix/database/schema';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { and, desc, eq, inArray, isNull, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { settleApproval, tellOwner } from './ask-owner.ts';
import type { DispatchRow } from './dispatch-record.ts';
import { noteNobodyComes } from './note-nobody-comes.ts';
import type { TechnicianReply } from './rules/read-technician-reply.ts';
import { takeStep } from './take-step.ts';

/**
 * One character answers what was asked last: 1 or 2 is the owner's yes or no when the newest open question to their
 * number is whether somebody may go, and whether they go themselves when it is that. A1 and A2 always mean the first.
 */
export async function readOwnersAnswer(
  tx: Transaction,
  asked: { ctx: DomainContext; from: PhoneNumber; dispatchId?: string | undefined; answer: TechnicianReply },
): Promise<TechnicianReply> {
  const { ctx, from, dispatchId, answer } = asked;
  const isBare = answer.kind === 'decline' || (answer.kind === 'accept' && answer.etaMinutes === null);
  if (!isBare) return answer;
  const [newest] = await tx
    .select({ kind: dispatchPages.kind })
    .from(dispatchPages)
    .innerJoin(dispatches, eq(dispatches.id, dispatchPages.dispatchId))
    .where(
      and(
        eq(dispatchPages.businessId, ctx.business.id),
        eq(dispatchPages.toNumber, from),
        dispatchId === undefined ? undefined : eq(dispatchPages.dispatchId, dispatchId),
        or(
          and(
            eq(dispatchPages.kind, 'approval'),
            eq(dispatches.phase, 'created'),
            eq(dispatches.approval, 'asked'),
          ),
          and(
            eq(dispatchPages.kind, 'offer'),
            isNull(dispatchPages.answer),
            inArray(dispatches.phase, ['paging', 'exhausted']),
          ),
        ),
      ),
    )
    .orderBy(desc(dispatchPages.id))
    .limit(1);
  if (newest?.kind !== 'approval') return answer;
  return { kind: answer.kind === 'decline' ? 'refuse' : 'approve' };
}

/** The owner's yes or no. One that comes late changes nothing, and they are told what was done without it. */
export async function decideApproval(
  tx: Transaction,
  { ctx, row, isGiven }: { ctx: DomainContext; row: DispatchRow; isGiven: boolean },
): Promise<{ ok: true; dispatchId: string; became: 'approved' | 'refused' | 'noted' }> {
  const { id: dispatchId } = row;
  if (row.phase !== 'created' || row.approval !== 'asked') {
    const news = row.phase === 'cancelled' ? 'late-and-not-going' : 'late-and-going';
    if (row.approval === 'unanswered') await tellOwner(tx, { ctx, row, news });
    return { ok: true, dispatchId, became: 'noted' };
  }
  const isQuestion = and(eq(dispatchPages.dispatchId, dispatchId), eq(dispatchPages.kind, 'approval'));
  await tx
    .update(dispatchPages)
    .set({ answer: isGiven ? 'accepted' : 'declined', answeredAt: ctx.clock.now() })
    .where(isQuestion);
  const settled = await settleApproval(tx, { ctx, row, answer: isGiven ? 'given' : 'refused' });
  await takeStep(tx, { ctx, row: settled.row, event: { type: settled.mayGo ? 'started' : 'cancelled' } });
  if (!settled.mayGo) await noteNobodyComes(tx, { ctx, row });
  await tellOwner(tx, { ctx, row, news: isGiven ? 'going' : 'refused' });
  return { ok: true, dispatchId, became: isGiven ? 'approved' : 'refused' };
}
