import type { Transaction } from '@afterhourfix/database';
import type { CustomerId, Severity, Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import type { DispatchPolicy } from './dispatch-policy.ts';
import { OWNER, type RungPerson } from './dispatch-record.ts';
import { listCandidates, type TechnicianCandidate } from './list-candidates.ts';
import { type Choice, chooseTechnician, type Job } from './rules/choose-technician.ts';
import { joinCandidates } from './rules/join-candidates.ts';
import { type Contact, planRungs, type RankedContact } from './rules/plan-rungs.ts';

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
  return { rungs: planRungs(contacts, toOwner(question.ctx)), choice };
}

export async function listByTrade(
  tx: Transaction,
  { ctx, job, customerId, trades }: RankQuestion & { trades: readonly Trade[] },
): Promise<CandidatesByTrade> {
  const { zip, jobTypes } = job;
  const byTrade = new Map<Trade, readonly TechnicianCandidate[]>();
  for (const trade of trades)
    byTrade.set(trade, await listCandidates(tx, { ctx, trade, zip, jobTypes, customerId }));
  return byTrade;
}

/** Of those candidates who can do all of these trades, the best first. */
export function rankFor(
  { ctx, policy, job: asked }: RankQuestion,
  { trades, byTrade }: { trades: readonly Trade[]; byTrade: CandidatesByTrade },
): { choice: Choice; contacts: RankedContact[]; job: Job; candidates: readonly TechnicianCandidate[] } {
  const { severity, isVulnerable } = asked;
  const jobTypes = toJobTypesOf(trades, asked);
  const candidates = joinCandidates(trades.map((trade) => byTrade.get(trade) ?? []));
  const job = {
    severity,
    isVulnerable,
    skills: [...trades, ...jobTypes.flatMap((jobType) => policy.neededSkills[jobType] ?? [])],
    state: ctx.business.state,
    needsTwo: jobTypes.some((jobType) => policy.twoPersonJobs.includes(jobType)),
    mayDisplace: false,
  };
  const choice = chooseTechnician(job, candidates, { weights: policy.weights });
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
