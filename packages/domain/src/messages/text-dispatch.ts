import type { DomainContext } from '../context.ts';
import { getCallLine } from './call-line.ts';
import { queueText } from './queue-text.ts';
import type { TextSubject } from './rules/text-body.ts';
import { toDispatchTextKey } from './text-dispatch-news.ts';
import type { TextFromCall, TextFromCallResult } from './text-visit.ts';

export interface DispatchFacts {
  /** Of the dispatch and how it stands: the same key is the same text. */
  key: string;
  /** Null until somebody has said yes: then neither name nor time is told. */
  acknowledged: { technicianName: string | null; arrivesBy: Date } | null;
}

/**
 * Texts the caller who comes and by when, or that nobody has confirmed yet: a visit under way, so at any hour.
 * Throws `NotFound` for an unknown call.
 */
export function textDispatch(
  ctx: DomainContext,
  input: TextFromCall & { dispatch: DispatchFacts },
): Promise<TextFromCallResult> {
  const { callId, to, language, dispatch } = input;
  return ctx.db.transaction(async (tx) => {
    const { line, areTextsUsedUp } = await getCallLine(tx, { ctx, callId });
    if (areTextsUsedUp) return { ok: false, refusal: 'too-many-texts' };
    const { acknowledged } = dispatch;
    const subject: TextSubject = acknowledged
      ? { kind: 'dispatch-eta', ...acknowledged, timeZone: ctx.business.timeZone }
      : { kind: 'dispatch-requested', line };
    const key = toDispatchTextKey({ key: dispatch.key, to });
    const queued = await queueText(tx, { ctx, text: { to, from: line, language, subject, key, callId } });
    if (!queued.ok) return queued;
    return { ok: true, kind: subject.kind, dueAt: queued.dueAt, waitsForCalendar: false };
  });
}
