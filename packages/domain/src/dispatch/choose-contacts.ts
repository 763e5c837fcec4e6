import type { Transaction } from '@afterhourfix/database';
import type { CustomerId, Severity, Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { stateOfZip } from '../service-area/index.ts';
import { type DispatchPolicy, readLadderRungs } from './dispatch-policy.ts';
import { OWNER, type RungPerson } from './dispatch-record.ts';
import type { Drives } from './find-drives.ts';
import { listCandidates, type TechnicianCandidate } from './list-candidates.ts';
import { type Choice, chooseTechnician, type Job } from './rules/choose-technician.ts';
import { joinCandidates } from './rules/join-candidates.ts';
import { type Contact, planRungs, type RankedContact, type RungName } from './rules/plan-rungs.ts';
import { isSurgeNow } from './surge-state.ts';

/** What a visit may be put off for. */
const EMERGENCIES: readonly Severity[] = ['life_safety', 'property_damage'];

export interface RankedJob {
  trade: Trade;
  /** What the same technician would do after it. */
  otherTrades: readonly Trade[];
  zip: string;
  jobTypes: readonly string[];
  severity: Severity;
  isVulnerable: boolean;
}

export interface RankQuestion {
  ctx: DomainContext;
  policy: DispatchPolicy;
  job: RankedJob;
  customerId: CustomerId | null;
  /** As far as a routing engine has told them; the others are reckoned. */
  drives: Drives;
}

/** By trade: everybody with what counts for it. */
export type CandidatesByTrade = ReadonlyMap<Trade, readonly TechnicianCandidate[]>;

/** Who could do a job now, the best first, and who stands on which rung for it. */
export async function rankTechnicians(
  tx: Transaction,
  question: RankQuestion,
): Promise<{ rungs: RungPerson[][]; choice: Choice }> {
  const { job } = question;
  const byTrade = await listByTrade(tx, { ...question, trades: [job.trade, ...job.otherTrades] });
  const { choice, contacts } = rankFor(question, { trades: [...byTrade.keys()], byTrade });
  return { rungs: planRungs(contacts, toOwner(question.ctx), toOrder(question.policy)), choice };
}

/** The rungs of the business's ladder, in its order. */
export const toOrder = (policy: DispatchPolicy): RungName[] =>
  readLadderRungs(policy).map(({ rung }) => rung);

export async function listByTrade(
  tx: Transaction,
  { ctx, policy, job, customerId, drives, trades }: RankQuestion & { trades: readonly Trade[] },
): Promise<CandidatesByTrade> {
  const { zip } = job;
  const { restMinutes, surgeCallsAll } = policy;
  // In a rush there is more to do than those on call can.
  const isForAll = surgeCallsAll && (await isSurgeNow(tx, { ctx, policy }));
  const byTrade = new Map<Trade, readonly TechnicianCandidate[]>();
  for (const trade of trades) {
    const jobTypes = toJobTypesOf([trade], job);
    const skills = toSkills([trade], { policy, jobTypes });
    const question = { ctx, trade, zip, jobTypes, customerId, skills, restMinutes, drives };
    const listed = await listCandidates(tx, question);
    byTrade.set(trade, isForAll ? listed.map((one) => ({ ...one, isOnCall: true })) : listed);
  }
  return byTrade;
}

const toSkills = (
  trades: readonly Trade[],
  { policy, jobTypes }: { policy: DispatchPolicy; jobTypes: readonly string[] },
): string[] => [...trades, ...jobTypes.flatMap((jobType) => policy.neededSkills[jobType] ?? [])];

/** Of those candidates who can do all of these trades, the best first. */
export function rankFor(
  { ctx, policy, job: asked }: RankQuestion,
  { trades, byTrade }: { trades: readonly Trade[]; byTrade: CandidatesByTrade },
): { choice: Choice; contacts: RankedContact[]; job: Job; candidates: readonly TechnicianCandidate[] } {
  const { severity, isVulnerable, zip } = asked;
  const { weights, restMinutes, longestDutyMinutes } = policy;
  const jobTypes = toJobTypesOf(trades, asked);
  const candidates = joinCandidates(trades.map((trade) => byTrade.get(trade) ?? []));
  const job = {
    severity,
    isVulnerable,
    skills: toSkills(trades, { policy, jobTypes }),
    state: stateOfZip(zip) ?? ctx.business.state,
    licences: [...trades, ...jobTypes].flatMap((work) => policy.neededLicences[work] ?? []),
    needsTwo: jobTypes.some((jobType) => policy.twoPersonJobs.includes(jobType)),
    mayDisplace: policy.mayDisplace && EMERGENCIES.includes(severity),
  };
  const limits = { restMinutes, longestDutyMinutes };
  const choice = chooseTechnician(job, candidates, { weights, limits });
  const contacts = choice.ranked.flatMap(({ id }) => toContact(candidates.find((one) => one.id === id)));
  return { choice, contacts, job, candidates };
}

export function toOwner({ business: { ownerNumber } }: DomainContext): Contact | null {
  return ownerNumber ? { person: OWNER, name: null, phone: ownerNumber, language: 'en' } : null;
}

/** Of a job for several trades, what these do; one for a single trade may name what it likes. */
export function toJobTypesOf(
  trades: readonly Trade[],
  { jobTypes, otherTrades }: Pick<RankedJob, 'jobTypes' | 'otherTrades'>,
): readonly string[] {
  if (otherTrades.length === 0) return jobTypes;
  return jobTypes.filter((jobType) => trades.some((trade) => jobType.startsWith(`${trade}.`)));
}

function toContact(candidate: TechnicianCandidate | undefined): RankedContact[] {
  if (!candidate?.phone) return [];
  const { id: person, name, phone, language, duty } = candidate;
  return [{ person, name, phone, language, duty }];
}
