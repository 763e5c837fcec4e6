import { recordTechnicianReply } from './record-technician-reply.ts';
import type { OnTechnicianAnswer } from './technician-call-answers.ts';

/** What a technician has keyed in is what they could have texted; who does not answer has not answered the text yet. */
export const heedTechnicianAnswer: OnTechnicianAnswer = async (
  ctx,
  { to, dispatchId, question, answer, etaMinutes },
) => {
  if (answer === 'no-answer' || answer === 'voicemail') return { isTakenByOther: false };
  if (question === 'approval') {
    const kind = answer === 'taken' ? 'approve' : 'refuse';
    const decided = await recordTechnicianReply(ctx, { from: to, dispatchId, answer: { kind } });
    return { isTakenByOther: decided.ok && decided.became === 'noted' };
  }
  const reply =
    answer === 'taken' ? ({ kind: 'accept', etaMinutes } as const) : ({ kind: 'decline' } as const);
  const result = await recordTechnicianReply(ctx, { from: to, dispatchId, answer: reply });
  return { isTakenByOther: result.ok && result.became === 'taken' };
};
