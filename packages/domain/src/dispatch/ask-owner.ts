import type { Transaction } from '@afterhourfix/database';
import { dispatchCallers, dispatches, dispatchPages } from '@afterhourfix/database/schema';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { type DispatchPolicy, readPolicy } from './dispatch-policy.ts';
import { type DispatchRow, OWNER } from './dispatch-record.ts';
import {
  type ApprovalNews,
  type ApprovalRequest,
  toApprovalNews,
  toApprovalText,
} from './rules/approval-text.ts';

const MS_PER_MINUTE = 60_000;

/** Asks the owner whether somebody may go; with no answer in time the business's policy decides. */
export async function askOwner(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<void> {
  if (!ctx.business.ownerNumber) return;
  const policy = await readPolicy(tx, ctx);
  const dueAt = new Date(ctx.clock.now().getTime() + policy.approvalMinutes * MS_PER_MINUTE);
  await pageOwner(tx, {
    ctx,
    row,
    kind: 'approval',
    body: toApprovalText(toApprovalRequest(row, { ctx, policy })),
  });
  await tx
    .update(dispatches)
    .set({ approvalDueAt: dueAt, nextStepAt: dueAt })
    .where(eq(dispatches.id, row.id));
  const { businessId } = row;
  await enqueue(tx, 'dispatch.advance-ladder', { businessId, dispatchId: row.id }, { startAfter: dueAt });
}

export function toApprovalRequest(
  row: DispatchRow,
  { ctx, policy }: { ctx: DomainContext; policy: DispatchPolicy },
): ApprovalRequest {
  const { approvalMinutes: minutesToAnswer, onNoApproval } = policy;
  return {
    ...row,
    businessName: ctx.business.name,
    reasons: row.approvalReasons,
    minutesToAnswer,
    onNoApproval,
  };
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

/** Tells the owner, once, what came of their answer, or that it came too late to count. */
export async function tellOwner(
  tx: Transaction,
  { ctx, row, news }: { ctx: DomainContext; row: DispatchRow; news: ApprovalNews },
): Promise<void> {
  const [caller] = await tx
    .select({ contactPhone: dispatchCallers.contactPhone })
    .from(dispatchCallers)
    .where(and(eq(dispatchCallers.dispatchId, row.id), eq(dispatchCallers.callId, row.callId)));
  const { name: businessName } = ctx.business;
  const body = toApprovalNews(news, {
    businessName,
    addressLine: row.addressLine,
    contactPhone: caller?.contactPhone ?? null,
  });
  await pageOwner(tx, { ctx, row, kind: 'approval-noted', body });
}

async function pageOwner(
  tx: Transaction,
  {
    ctx,
    row,
    kind,
    body,
  }: { ctx: DomainContext; row: DispatchRow; kind: 'approval' | 'approval-noted'; body: string },
): Promise<void> {
  const { ownerNumber, id: businessId } = ctx.business;
  if (!ownerNumber) return;
  const [page] = await tx
    .insert(dispatchPages)
    .values({
      businessId,
      dispatchId: row.id,
      kind,
      rung: 0,
      person: OWNER,
      toNumber: ownerNumber,
      body,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: dispatchPages.id });
  if (page) await enqueue(tx, 'dispatch.send-page', { businessId, pageId: page.id });
}
