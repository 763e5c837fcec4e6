import type { Transaction } from '@afterhourfix/database';
import { dispatches, dispatchPages } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { readPolicy } from './dispatch-policy.ts';
import { type DispatchRow, OWNER } from './dispatch-record.ts';
import { toApprovalText } from './rules/dispatch-text.ts';

/** As long as a caller can be kept company. */
const APPROVAL_MINUTES = 3;

/** Asks the owner whether somebody may go; with no answer the business's policy decides. */
export async function askOwner(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<void> {
  const { ownerNumber, name: businessName, id: businessId } = ctx.business;
  if (!ownerNumber) return;
  const now = ctx.clock.now();
  const dueAt = new Date(now.getTime() + APPROVAL_MINUTES * 60_000);
  const body = toApprovalText({ ...row, businessName, reasons: row.approvalReasons });
  const [page] = await tx
    .insert(dispatchPages)
    .values({
      businessId,
      dispatchId: row.id,
      kind: 'approval',
      rung: 0,
      person: OWNER,
      toNumber: ownerNumber,
      body,
      createdAt: now,
    })
    .returning({ id: dispatchPages.id });
  await tx
    .update(dispatches)
    .set({ approvalDueAt: dueAt, nextStepAt: dueAt })
    .where(eq(dispatches.id, row.id));
  if (page) await enqueue(tx, 'dispatch.send-page', { businessId, pageId: page.id });
  await enqueue(tx, 'dispatch.advance-ladder', { businessId, dispatchId: row.id }, { startAfter: dueAt });
}

/** What holds when the owner has answered, or has not in time: may it go? */
export async function settleApproval(
  tx: Transaction,
  { ctx, row, answer }: { ctx: DomainContext; row: DispatchRow; answer: 'given' | 'refused' | 'unanswered' },
): Promise<{ row: DispatchRow; mayGo: boolean }> {
  const { onNoApproval } = await readPolicy(tx, ctx);
  const [settled] = await tx
    .update(dispatches)
    .set({ approval: answer })
    .where(eq(dispatches.id, row.id))
    .returning();
  const mayGo = answer === 'given' || (answer === 'unanswered' && onNoApproval === 'send');
  return { row: settled ?? row, mayGo };
}
