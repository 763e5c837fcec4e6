import type { Transaction } from '@afterhourfix/database';
import { dispatchPages, technicianCalls } from '@afterhourfix/database/schema';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq, isNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { technicianAnswered } from '../events.ts';
import { type TechnicianCallReport, toTechnicianCallAnswer } from './rules/technician-call-answer.ts';
import { lockTechnicianCall } from './technician-call-rows.ts';

export interface TechnicianAnswer {
  dispatchId: string;
  question: 'offer' | 'approval';
  to: PhoneNumber;
  answer: 'taken' | 'declined' | 'no-answer' | 'voicemail';
  /** Null until it was keyed in, and for ever when it was not. */
  etaMinutes: number | null;
}

/**
 * Hears of each answer as soon as it is stored: `taken` at once without minutes, and again with them. It may hear the
 * same twice, and must bear it. `isTakenByOther`: the technician is told that the job is gone, an owner that it was decided without them.
 */
export type OnTechnicianAnswer = (
  ctx: DomainContext,
  answer: TechnicianAnswer,
) => Promise<{ isTakenByOther: boolean }>;

/** Keeps what a call has brought, and tells what stands now; null when the report brings nothing new to tell. */
export async function recordTechnicianAnswer(
  ctx: DomainContext,
  input: { technicianCallId: string; report: TechnicianCallReport },
): Promise<TechnicianAnswer | null> {
  const { technicianCallId, report } = input;
  return ctx.db.transaction(async (tx) => {
    const row = await lockTechnicianCall(tx, { ctx, technicianCallId });
    const { answer, etaMinutes } = toTechnicianCallAnswer(row, report);
    const now = ctx.clock.now();
    const isNew = answer !== row.answer;
    await tx
      .update(technicianCalls)
      .set({
        answer,
        etaMinutes,
        answeredAt: isNew ? now : row.answeredAt,
        endedAt: report.kind === 'ended' ? (row.endedAt ?? now) : row.endedAt,
      })
      .where(and(eq(technicianCalls.businessId, ctx.business.id), eq(technicianCalls.id, technicianCallId)));
    if (answer && isNew) technicianAnswered(ctx, { dispatchId: row.dispatchId, answer });
    const { dispatchId, question, toNumber: to } = row;
    // Minutes count from when they are told: the end of the call tells them again only when nobody has heard them.
    const isToldAgain = report.kind === 'ended' && answer !== 'no-answer';
    if (isToldAgain && !(await isUnheard(tx, { ctx, dispatchId, question, to }))) return null;
    return answer && { dispatchId, question, to, answer, etaMinutes };
  });
}

/** What they were asked is still open: whoever was to hear their answer died with it. */
async function isUnheard(
  tx: Transaction,
  of: { ctx: DomainContext } & Pick<TechnicianAnswer, 'dispatchId' | 'question' | 'to'>,
): Promise<boolean> {
  const isOpen = and(
    eq(dispatchPages.businessId, of.ctx.business.id),
    eq(dispatchPages.dispatchId, of.dispatchId),
    eq(dispatchPages.kind, of.question),
    eq(dispatchPages.toNumber, of.to),
    isNull(dispatchPages.answer),
  );
  return (await tx.$count(dispatchPages, isOpen)) > 0;
}
