import type { Transaction } from '@afterhourfix/database';
import { dispatchPolicies } from '@afterhourfix/database/schema';
import { Invalid } from '@afterhourfix/foundation';
import { Severity, Trade } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { JOB_TYPES } from '../triage/index.ts';
import { RUNG_NAMES } from './rules/plan-rungs.ts';

export type DispatchPolicy = Omit<typeof dispatchPolicies.$inferSelect, 'businessId' | 'createdAt'>;

const HOUR_MINUTES = 60;
const DAY_MINUTES = 1_440;
const MAX_CENTS = 10_000_000;
const Weight = z.number().min(0).max(100);
const CentsLimit = z.int().min(0).max(MAX_CENTS).nullable();
const DutyMinutes = z.int().min(HOUR_MINUTES).max(DAY_MINUTES);
const Words = z.array(z.string().min(1).max(60)).max(20);
const JobType = z.enum(JOB_TYPES);

/** A carrier cuts longer texts into parts. */
const MAX_NOTE_LENGTH = 160;
/** Whoever texts one of them back gets no more texts from the carrier. */
const STOP_WORDS = /\b(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|alto|cancelar)\b/i;
const Note = z
  .string()
  .trim()
  .min(1)
  .max(MAX_NOTE_LENGTH)
  .refine((text) => !STOP_WORDS.test(text), 'a note asks nobody to text a word that stops all texts');

const LadderRung = z.strictObject({
  rung: z.enum(RUNG_NAMES),
  /** Before those by severity. */
  ackMinutes: z.number().gt(0).max(HOUR_MINUTES).optional(),
  /** The last line of what is texted there, by the language of whoever is asked. */
  note: z.strictObject({ en: Note.optional(), es: Note.optional() }).optional(),
});
export type LadderRung = z.infer<typeof LadderRung>;

/** Who is asked after whom; empty: as we would do it. */
const Ladder = z
  .array(LadderRung)
  .max(RUNG_NAMES.length)
  .refine((rungs) => new Set(rungs.map(({ rung }) => rung)).size === rungs.length, 'a rung is there twice');

/** What of its policy a business may say; what is left out stays. */
export const DispatchPolicyChange = z
  .strictObject({
    /** How long a rung of the ladder waits for an answer, by severity. */
    ackMinutes: z.partialRecord(Severity, z.number().gt(0).max(HOUR_MINUTES)),
    ladder: Ladder,
    weights: z
      .strictObject({
        eta: Weight,
        overtime: Weight,
        load: Weight,
        fairness: Weight,
        parts: Weight,
        skill: Weight,
        continuity: Weight,
        disruption: Weight,
        fatigue: Weight,
        wakes: Weight,
      })
      .partial(),
    ownerApprovalAboveCents: CentsLimit,
    ownerApprovesNightWakes: z.boolean(),
    ownerApprovesEdge: z.boolean(),
    onNoApproval: z.enum(['send', 'hold']),
    tenantLimitCents: CentsLimit,
    managerLimitCents: CentsLimit,
    approvalMinutes: z.int().min(1).max(15),
    monthlyWakeBudget: z.int().min(1).max(60),
    isSurge: z.boolean(),
    neededSkills: z.partialRecord(JobType, Words),
    twoPersonJobs: z.array(JobType),
    neededLicences: z.partialRecord(z.union([JobType, Trade]), Words),
    longestDutyMinutes: DutyMinutes,
    restMinutes: DutyMinutes,
    mayDisplace: z.boolean(),
    isSurgeWatched: z.boolean(),
    surgeBeginsAt: z.number().gt(0).max(100),
    surgeEndsAt: z.number().gt(0).max(100),
    surgeSends: Severity,
    surgeCallsAll: z.boolean(),
    progressSeconds: z.int().min(8).max(120),
  })
  .partial();
export type DispatchPolicyChange = z.infer<typeof DispatchPolicyChange>;

const DEFAULTS: DispatchPolicy = {
  ackMinutes: {},
  ladder: [],
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

/** The rungs that a business wants, in their order. */
export function readLadderRungs({ ladder }: Pick<DispatchPolicy, 'ladder'>): LadderRung[] {
  return ladder.length > 0 ? Ladder.parse(ladder) : RUNG_NAMES.map((rung) => ({ rung }));
}

/** So long is it quiet at most while a caller on the line waits for somebody's yes. */
export async function getProgressSeconds(ctx: DomainContext): Promise<number> {
  return (await ctx.db.transaction((tx) => readPolicy(tx, ctx))).progressSeconds;
}

/** Sets what is named; the rest stays, or is as we would do it. Throws `Invalid`, and then nothing has changed. */
export async function setDispatchPolicy(ctx: DomainContext, change: DispatchPolicyChange): Promise<void> {
  const read = DispatchPolicyChange.safeParse(change);
  if (!read.success) throw new Invalid(z.prettifyError(read.error));
  const businessId = ctx.business.id;
  const set = Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined));
  await ctx.db.transaction(async (tx) => {
    const { surgeBeginsAt, surgeEndsAt } = { ...(await readPolicy(tx, ctx)), ...set };
    if (surgeEndsAt >= surgeBeginsAt) throw new Invalid('A rush ends below where it begins');
    await tx
      .insert(dispatchPolicies)
      .values({ ...set, businessId, createdAt: ctx.clock.now() })
      .onConflictDoUpdate({ target: dispatchPolicies.businessId, set: { businessId, ...set } });
  });
}

/** The policy as it holds, defaults included. */
export const getDispatchPolicy = (ctx: DomainContext): Promise<DispatchPolicy> =>
  ctx.db.transaction((tx) => readPolicy(tx, ctx));
