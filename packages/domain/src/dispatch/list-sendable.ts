import type { Severity, Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { checkServiceArea } from '../service-area/index.ts';

/** A trade for which nobody of ours goes, and why; somebody else has to be called for it. */
export interface NotSent {
  trade: Trade;
  why: 'not-our-trade' | 'outside-service-area' | 'nobody-on-call';
}

export interface Sendable {
  sendable: Trade[];
  /** Of those: where somebody goes, but not gladly. */
  edges: Trade[];
  notSent: (NotSent & { why: 'not-our-trade' | 'outside-service-area' })[];
}

/** For which of these trades the business sends somebody to a place; each may have an area of its own. */
export async function listSendable(
  ctx: DomainContext,
  job: { trades: readonly Trade[]; zip: string; severity: Severity; addressLine: string },
): Promise<Sendable> {
  const { zip, severity, addressLine: street } = job;
  const found: Sendable = { sendable: [], edges: [], notSent: [] };
  for (const trade of job.trades) {
    if (!ctx.business.trades.includes(trade)) {
      found.notSent.push({ trade, why: 'not-our-trade' });
      continue;
    }
    const { zone } = await checkServiceArea(ctx, { zip, trade, severity, street });
    const isOutside = zone === 'outside' || zone === 'referral' || zone === 'not-a-us-zip';
    if (isOutside) found.notSent.push({ trade, why: 'outside-service-area' });
    else found.sendable.push(trade);
    if (zone === 'edge') found.edges.push(trade);
  }
  return found;
}
