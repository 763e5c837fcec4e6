import type { Transaction } from '@afterhourfix/database';
import type { CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { findCallerLanguage, getCallLine } from './call-line.ts';
import { queueText } from './queue-text.ts';
import type { TextSubject } from './rules/text-body.ts';
import type { TextFromCall, TextFromCallResult } from './text-visit.ts';

export interface DispatchFacts {
  dispatchId: string;
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
    const { dispatchId, acknowledged } = dispatch;
    const subject: TextSubject = acknowledged
      ? { kind: 'dispatch-eta', ...acknowledged, timeZone: ctx.business.timeZone }
      : { kind: 'dispatch-requested', line };
    const key = toKey({ dispatchId, state: acknowledged?.arrivesBy ?? 'open', to });
    const text = { to, from: line, language, subject, key, callId, dispatchId };
    const queued = await queueText(tx, { ctx, text });
    if (!queued.ok) return queued;
    return { ok: true, kind: subject.kind, dueAt: queued.dueAt, waitsForCalendar: false };
  });
}

/** What becomes of a dispatch after its caller has hung up. */
export type DispatchNews =
  | { kind: 'dispatch-eta' | 'slip-notice' | 'dispatch-late'; technicianName: string | null; arrivesBy: Date }
  /** They leave before anybody has said yes. */
  | { kind: 'dispatch-requested' }
  /** `told`: what does not hold any more; null when they were told no time. */
  | { kind: 'dispatch-returned' | 'dispatch-exhausted' | 'dispatch-called-off'; told: Date | null };

/** Texts news of a dispatch, in the language of the caller, each once to a number; false without consent. */
export async function queueDispatchNews(
  tx: Transaction,
  {
    ctx,
    callId,
    to,
    dispatchId,
    news,
  }: { ctx: DomainContext; callId: CallId; to: PhoneNumber; dispatchId: string; news: DispatchNews },
): Promise<boolean> {
  const { line } = await getCallLine(tx, { ctx, callId });
  const language = await findCallerLanguage(tx, { ctx, callId, to });
  const { timeZone } = ctx.business;
  const subject: TextSubject = 'arrivesBy' in news ? { ...news, timeZone, line } : { kind: news.kind, line };
  const key = toKey({ dispatchId, state: toState(news), to });
  const text = { to, from: line, language, subject, key, callId, dispatchId };
  return (await queueText(tx, { ctx, text })).ok;
}

/** A time is told once, whoever asks for it: the agent in the call or the dispatch after it. */
function toState(news: DispatchNews): Date | string {
  if (news.kind === 'dispatch-requested') return 'open';
  if (news.kind === 'dispatch-late') return `late:${news.arrivesBy.toISOString()}`;
  return 'arrivesBy' in news ? news.arrivesBy : `${news.kind}:${news.told?.toISOString() ?? ''}`;
}

function toKey({ dispatchId, state, to }: { dispatchId: string; state: Date | string; to: PhoneNumber }) {
  return `dispatch:${dispatchId}:${typeof state === 'string' ? state : state.toISOString()}:${to}`;
}
