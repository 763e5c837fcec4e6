import { type DispatchStatus, getDispatchStatus } from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool, type ToolContext, type ToolEffect } from './agent-tool.ts';

export const getDispatchStatusTool = defineTool({
  name: 'get_dispatch_status',
  description:
    'Whether a technician has taken the job. Only `acknowledged`, `en_route` and `arrived` mean that somebody comes: say `speakable` then, and no name and no time before. While `paging` stay with the caller, say honestly that nobody has confirmed yet, and look again. After `exhausted` say that nobody on call has taken it, and take a message or connect them with a person.',
  isWrite: false,
  input: z.object({
    dispatchId: z
      .string()
      .max(64)
      .optional()
      .describe('As dispatch_technician returned it; all when left out'),
  }),
  run: ({ dispatchId }, context) => tellStatus(context, dispatchId),
});

/** The one that was asked about stands first and open; others of the call beside it. */
export async function tellStatus({ domain, callId }: ToolContext, dispatchId?: string) {
  const statuses = await getDispatchStatus(domain, { callId });
  const asked = statuses.find((one) => one.dispatchId === dispatchId) ?? statuses.at(-1);
  if (!asked) return { result: { refusal: 'nobody-was-sent' }, effect: null };
  const others = statuses.filter((one) => one !== asked).map(toView);
  return {
    result: { ...toView(asked), ...(others.length > 0 && { others }) },
    effect: toEffect(statuses),
  };
}

/** What the model may know: no name and no time of anybody who has not said yes. */
function toView({ dispatchId, trade, phase, asksOwner, askedCount, arrival }: DispatchStatus) {
  const status = asksOwner ? 'waiting-for-owner' : phase === 'created' ? 'paging' : phase;
  const view = { dispatchId, trade, status, askedCount };
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

function toEffect(statuses: readonly DispatchStatus[]): ToolEffect | null {
  const live = statuses.filter(({ phase }) => phase !== 'cancelled');
  const isExhausted = live.length > 0 && live.every(({ phase }) => phase === 'exhausted');
  return isExhausted ? { kind: 'dispatch-exhausted' } : null;
}
