import { type DispatchStatus, getDispatchStatus } from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool, type ToolContext, type ToolEffect } from './agent-tool.ts';
import { toConsentWords } from './consent-words.ts';

/** Below the limit of a tool, so that whoever says yes now is told of in this very answer. */
const LONGEST_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 500;

export const getDispatchStatusTool = defineTool({
  name: 'get_dispatch_status',
  description:
    'Whether a technician has taken the job. Only `acknowledged`, `en_route` and `arrived` mean that somebody comes: say `speakable` then, and no name and no time before. While `paging` stay with the caller, say honestly that nobody has confirmed yet, and look again: it waits a few seconds for an answer by itself. While `waiting-for-owner` no technician has been asked: say so, and look again. After `owner-refused` or `owner-did-not-answer` nobody comes: say `speakable`, and offer a window or a message. After `exhausted` say that nobody on call has taken it, and take a message or connect them with a person.',
  isWrite: false,
  input: z.object({
    dispatchId: z
      .string()
      .max(64)
      .optional()
      .describe('As dispatch_technician returned it; all when left out'),
  }),
  async run({ dispatchId }, context) {
    await untilAnswered(context, dispatchId);
    return tellStatus(context, dispatchId);
  },
});

async function untilAnswered({ domain, callId }: ToolContext, dispatchId?: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS; waitedMs += LOOK_EVERY_MS) {
    const statuses = await getDispatchStatus(domain, { callId });
    const asked = statuses.find((one) => one.dispatchId === dispatchId) ?? statuses.at(-1);
    if (asked?.phase !== 'created' && asked?.phase !== 'paging') return;
    await new Promise<void>((resolve) => void domain.clock.after(LOOK_EVERY_MS, resolve));
  }
}

/** The one that was asked about stands first and open; others of the call beside it. */
export async function tellStatus({ domain, callId }: ToolContext, dispatchId?: string) {
  const statuses = await getDispatchStatus(domain, { callId });
  const asked = statuses.find((one) => one.dispatchId === dispatchId) ?? statuses.at(-1);
  if (!asked) return { result: { refusal: 'nobody-was-sent' }, effect: null };
  const others = statuses.filter((one) => one !== asked).map(toDispatchView);
  return {
    result: { ...toDispatchView(asked), ...(others.length > 0 && { others }) },
    effect: toStatusEffect(statuses),
  };
}

/** What the model may know: no name and no time of anybody who has not said yes. */
export function toDispatchView({
  dispatchId,
  trade,
  phase,
  asksOwner,
  notSentBecause,
  askedCount,
  arrival,
}: DispatchStatus) {
  const consent = asksOwner ? 'waiting-for-owner' : notSentBecause;
  if (consent) return { dispatchId, trade, status: consent, askedCount, ...toConsentWords(consent) };
  const view = { dispatchId, trade, status: phase === 'created' ? 'paging' : phase, askedCount };
  if (!arrival) return view;
  return {
    ...view,
    technicianId: arrival.technicianSlug,
    technicianName: arrival.technicianName,
    etaMinutes: { usual: arrival.usualMinutes, veryLikely: arrival.veryLikelyMinutes },
    arrivesBy: arrival.arrivesBy.toISOString(),
    speakable: arrival.speakable.en,
    speakableSpanish: arrival.speakable.es,
  };
}

/** What a call that asked for these came to so far. */
export function toStatusEffect(statuses: readonly DispatchStatus[]): ToolEffect {
  const live = statuses.filter(({ phase, notSentBecause }) => phase !== 'cancelled' || notSentBecause);
  if (live.length === 0) return { kind: 'dispatch-called-off' };
  const isNobody = ({ phase }: DispatchStatus) => phase === 'exhausted' || phase === 'cancelled';
  return { kind: live.every(isNobody) ? 'dispatch-exhausted' : 'technician-dispatched' };
}
