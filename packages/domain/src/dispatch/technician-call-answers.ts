import { technicianCalls } from '@afterhourfix/database/schema';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
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
    // Minutes count from when they are told: the end of the call must not tell them again.
    if (report.kind === 'ended' && answer !== 'no-answer') return null;
    const { dispatchId, question, toNumber: to } = row;
    return answer && { dispatchId, question, to, answer, etaMinutes };
  });
}
