import { textMessages } from '@afterhourfix/database/schema';
import type { TextFailure, TextMessageId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { failText } from './fail-text.ts';
import { type ReportedStatus, stepDelivery } from './rules/delivery.ts';
import { resolveFaults } from './text-faults.ts';

export interface TextReport {
  textMessageId: TextMessageId;
  status: ReportedStatus;
  failure: TextFailure | null;
  errorCode: string | null;
}

/** Takes over how a text went on at the carrier; reports come late, twice and in any order. */
export async function recordTextStatus(ctx: DomainContext, report: TextReport): Promise<void> {
  const { textMessageId, status } = report;
  if (status === 'undelivered' || status === 'failed')
    return failText(ctx, { ...report, status, detail: report.failure });
  await ctx.db.transaction(async (tx) => {
    const isMeant = and(eq(textMessages.businessId, ctx.business.id), eq(textMessages.id, textMessageId));
    const [text] = await tx
      .select({ status: textMessages.status })
      .from(textMessages)
      .where(isMeant)
      .for('update');
    if (!text || stepDelivery(text.status, status) === text.status) return;
    await tx.update(textMessages).set({ status }).where(isMeant);
    if (status === 'delivered') await resolveFaults(tx, ctx);
  });
}
