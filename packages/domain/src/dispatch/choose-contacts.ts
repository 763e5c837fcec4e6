import type { Transaction } from '@afterhourfix/database';
import type { CustomerId, Severity, Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { stateOfZip } from '../service-area/index.ts';
import type { DispatchPolicy } from './dispatch-policy.ts';
import { OWNER, type RungPerson } from './dispatch-record.ts';
import type { Drives } from './find-drives.ts';
import { listCandidates, type TechnicianCandidate } from './list-candidates.ts';
import { type Choice, chooseTechnician } from './rules/choose-technician.ts';
import { planRungs, type RankedContact } from './rules/plan-rungs.ts';
import { isSurgeNow } from './surge-state.ts';

/** What a visit may be put off for. */
const EMERGENCIES: readonly Severity[] = ['life_safety', 'property_damage'];

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
  /** As far as a routing engine has told them; the others are reckoned. */
  drives: Drives;
}

/** Who could do a job now, the best first, and who stands on which rung for it. */
export async function rankTechnicians(
  tx: Transaction,
  { ctx, policy, job, customerId, drives }: RankQuestion,
): Promise<{ rungs: RungPerson[][]; choice: Choice }> {
  const { trade, zip, jobTypes, severity, isVulnerable } = job;
  const skills = [trade, ...jobTypes.flatMap((jobType) => policy.neededSkills[jobType] ?? [])];
  const { restMinutes, longestDutyMinutes } = policy;
  const question = { ctx, trade, zip, jobTypes, customerId, skills, restMinutes, drives };
  const isSurge = await isSurgeNow(tx, { ctx, policy });
  const listed = await listCandidates(tx, question);
  // In a rush there is more to do than those on call can.
  const candidates =
    isSurge && policy.surgeCallsAll ? listed.map((one) => ({ ...one, isOnCall: true })) : listed;
  const choice = chooseTechnician(
    {
      severity,
      isVulnerable,
      skills,
      state: stateOfZip(zip) ?? ctx.business.state,
      licences: [trade, ...jobTypes].flatMap((work) => policy.neededLicences[work] ?? []),
      needsTwo: jobTypes.some((jobType) => policy.twoPersonJobs.includes(jobType)),
      mayDisplace: policy.mayDisplace && EMERGENCIES.includes(severity),
    },
    candidates,
    { weights: policy.weights, limits: { restMinutes, longestDutyMinutes } },
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
