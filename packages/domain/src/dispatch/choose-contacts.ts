import type { Transaction } from '@afterhourfix/database';
import type { CustomerId, Severity, Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import type { DispatchPolicy } from './dispatch-policy.ts';
import { OWNER, type RungPerson } from './dispatch-record.ts';
import { listCandidates, type TechnicianCandidate } from './list-candidates.ts';
import { type Choice, chooseTechnician } from './rules/choose-technician.ts';
import { planRungs, type RankedContact } from './rules/plan-rungs.ts';

export interface RankQuestion {
  ctx: DomainContext;
  policy: DispatchPolicy;
  job: {
    trade: Trade;
    zip: string;
    jobTypes: readonly string[];
    severity: Severity;
    isVulnerable: boolean;
  };
  customerId: CustomerId | null;
}

/** Who could do a job now, the best first, and who stands on which rung for it. */
export async function rankTechnicians(
  tx: Transaction,
  { ctx, policy, job, customerId }: RankQuestion,
): Promise<{ rungs: RungPerson[][]; choice: Choice }> {
  const { trade, zip, jobTypes, severity, isVulnerable } = job;
  const candidates = await listCandidates(tx, { ctx, trade, zip, jobTypes, customerId });
  const choice = chooseTechnician(
    {
      severity,
      isVulnerable,
      skills: [trade, ...jobTypes.flatMap((jobType) => policy.neededSkills[jobType] ?? [])],
      state: ctx.business.state,
      needsTwo: jobTypes.some((jobType) => policy.twoPersonJobs.includes(jobType)),
      mayDisplace: false,
    },
    candidates,
    { weights: policy.weights },
  );
  const ranked = choice.ranked.flatMap(({ id }) => toContact(candidates.find((one) => one.id === id)));
  const { ownerNumber } = ctx.business;
  const owner = ownerNumber
    ? { person: OWNER, name: null, phone: ownerNumber, language: 'en' as const }
    : null;
  return { rungs: planRungs(ranked, owner), choice };
}

function toContact(candidate: TechnicianCandidate | undefined): RankedContact[] {
  if (!candidate?.phone) return [];
  const { id: person, name, phone, language, duty } = candidate;
  return [{ person, name, phone, language, duty }];
}
