import type { DomainContext } from '../context.ts';
import { listVisitsOfTrouble } from '../incidents/index.ts';
import { type GetPricingInput, type GetPricingResult, getPricing } from '../pricing/index.ts';
import type { ExternalCalendar } from './calendar.ts';
import { findPriorityGain } from './find-priority-gain.ts';

export type QuoteVisitInput = Omit<GetPricingInput, 'visits' | 'priorityGain'>;

/**
 * What `getPricing` says, with what the calendar adds: visits of the same trouble that this call has booked are priced
 * with it, and priority is offered with the earlier window that it opens, held for the caller. Not with a calendar of
 * somebody else's: what it would bring there nobody knows in time.
 */
export async function quoteVisit(
  ctx: DomainContext,
  input: QuoteVisitInput,
  calendar: Pick<ExternalCalendar, 'kind'> | null = null,
): Promise<GetPricingResult> {
  const { callId, trade, otherTrades = [] } = input;
  const trades = [trade, ...otherTrades];
  const visits = await ctx.db.transaction((tx) => listVisitsOfTrouble(tx, { ctx, callId, trades }));
  const isAlone = otherTrades.length === 0 && visits.length === 0;
  const gain = isAlone && calendar === null ? await findPriorityGain(ctx, input) : null;
  return getPricing(ctx, { ...input, visits, priorityGain: gain ?? undefined });
}
