import type { Transaction } from '@afterhourfix/database';
import { dispatchPolicies } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

export type DispatchPolicy = Omit<typeof dispatchPolicies.$inferSelect, 'businessId' | 'createdAt'>;

const DEFAULTS: DispatchPolicy = {
  ackMinutes: {},
  weights: {},
  ownerApprovalAboveCents: null,
  ownerApprovesNightWakes: false,
  ownerApprovesEdge: false,
  onNoApproval: 'send',
  tenantLimitCents: null,
  managerLimitCents: null,
  approvalMinutes: 3,
  monthlyWakeBudget: 8,
  isSurge: false,
  neededSkills: { 'plumbing.gas_leak': ['gas'] },
  twoPersonJobs: [],
  neededLicences: {},
  longestDutyMinutes: 840,
  restMinutes: 480,
  mayDisplace: false,
  isSurgeWatched: true,
  surgeBeginsAt: 1.5,
  surgeEndsAt: 0.75,
  surgeSends: 'urgent_comfort',
  surgeCallsAll: false,
  progressSeconds: 20,
};

export async function readPolicy(tx: Transaction, ctx: DomainContext): Promise<DispatchPolicy> {
  const [row] = await tx
    .select()
    .from(dispatchPolicies)
    .where(eq(dispatchPolicies.businessId, ctx.business.id));
  return row ? { ...row, neededSkills: { ...DEFAULTS.neededSkills, ...row.neededSkills } } : DEFAULTS;
}

/** So long is it quiet at most while a caller on the line waits for somebody's yes. */
export async function getProgressSeconds(ctx: DomainContext): Promise<number> {
  return (await ctx.db.transaction((tx) => readPolicy(tx, ctx))).progressSeconds;
}

/** Sets what is named; the rest stays, or is as we would do it. */
export async function setDispatchPolicy(ctx: DomainContext, policy: Partial<DispatchPolicy>): Promise<void> {
  const businessId = ctx.business.id;
  await ctx.db.transaction((tx) =>
    tx
      .insert(dispatchPolicies)
      .values({ ...policy, businessId, createdAt: ctx.clock.now() })
      .onConflictDoUpdate({ target: dispatchPolicies.businessId, set: { businessId, ...policy } }),
  );
}
