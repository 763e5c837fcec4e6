import type { Transaction } from '@afterhourfix/database';
import { callEvents } from '@afterhourfix/database/schema';
import { type CallId, Severity } from '@afterhourfix/vocabulary';
import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';

/** What is known of the call's trouble. It can lower a price and end an offer, never raise one. */
export interface PricingTriage {
  severity: Severity;
  isVulnerable: boolean;
  flags: readonly string[];
  jobTypes: readonly string[];
}

const Stored = z.object({
  severity: Severity,
  isVulnerable: z.boolean(),
  flags: z.array(z.string()),
  jobTypes: z.array(z.string()),
});

/** The worst that was ever judged in the call, in this part of it or an earlier one; null when nobody has judged. */
export async function findWorstTriage(
  tx: Transaction,
  { ctx, callId, current }: { ctx: DomainContext; callId: CallId; current: PricingTriage | null },
): Promise<PricingTriage | null> {
  const rows = await tx
    .select({ payload: callEvents.payload })
    .from(callEvents)
    .where(
      and(
        eq(callEvents.businessId, ctx.business.id),
        eq(callEvents.callId, callId),
        eq(callEvents.type, 'triage-judged'),
      ),
    )
    .orderBy(desc(callEvents.id));
  const stored = rows.flatMap(({ payload }) => Stored.safeParse(payload).data ?? []);
  return [...(current === null ? [] : [current]), ...stored].reduce<PricingTriage | null>(toWorse, null);
}

// The newest comes first: what the job is may be corrected, how bad it is may not.
function toWorse(one: PricingTriage | null, other: PricingTriage): PricingTriage {
  if (one === null) return other;
  const isWorse = Severity.options.indexOf(other.severity) < Severity.options.indexOf(one.severity);
  return {
    severity: isWorse ? other.severity : one.severity,
    isVulnerable: one.isVulnerable || other.isVulnerable,
    flags: [...new Set([...one.flags, ...other.flags])],
    jobTypes: one.jobTypes,
  };
}
