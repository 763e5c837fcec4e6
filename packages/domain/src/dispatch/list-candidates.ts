import type { Transaction } from '@afterhourfix/database';
import { dispatches, dispatchPages, technicianLicences, technicians } from '@afterhourfix/database/schema';
import type { Duty } from '@afterhourfix/vocabulary';
import {
  type CustomerId,
  type PhoneNumber,
  type TechnicianId,
  type TextLanguage,
  type Trade,
  toLocalDay,
} from '@afterhourfix/vocabulary';
import { and, eq, gt, gte, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { readOvertimeMinutes } from '../booking/index.ts';
import type { DomainContext } from '../context.ts';
import { listAway, readOnCall } from '../on-call/index.ts';
import type { TravelWeather } from '../service-area/index.ts';
import { type Drives, toDrive } from './find-drives.ts';
import { findUsualTechnician, readJobLengths, readWork, toJobMinutes, type Work } from './read-work.ts';
import { isNightAt, toTurnoutMinutes } from './rules/arrival-estimate.ts';
import type { Candidate } from './rules/choose-technician.ts';
import { readDutyTime, type WorkSpan } from './rules/duty-time.ts';
import { readRoads } from './surge-state.ts';

export interface TechnicianCandidate extends Candidate {
  id: TechnicianId;
  name: string;
  phone: PhoneNumber | null;
  language: TextLanguage;
  duty: Duty;
}

export interface CandidateQuestion {
  ctx: DomainContext;
  trade: Trade;
  zip: string;
  jobTypes: readonly string[];
  /** Whose usual technician is preferred a little; null when nobody knows them. */
  customerId: CustomerId | null;
  /** All that the job needs. */
  skills: readonly string[];
  restMinutes: number;
  drives: Drives;
}

const DAY_MS = 86_400_000;
const TONIGHT_MS = 12 * 3_600_000;
const MS_PER_MINUTE = 60_000;
const AWAKE_TURNOUT_MINUTES = 8;
/** A job is not over because it should be. */
const LEAST_REMAINING_MINUTES = 10;
/** Vans of which nobody wrote down what is in them, and vans that do not have it by the list. */
const UNKNOWN_PARTS = 0.5;
const MISSING_PARTS = 0.2;

/** What is the same for every candidate of one question. */
interface Facts {
  question: CandidateQuestion;
  work: readonly Work[];
  roads: TravelWeather;
  jobMinutes: number;
  usual: TechnicianId | null;
}

/** Every active technician of the business with what counts for this job. */
export async function listCandidates(
  tx: Transaction,
  question: CandidateQuestion,
): Promise<TechnicianCandidate[]> {
  const { ctx } = question;
  const rows = await tx
    .select()
    .from(technicians)
    .where(and(eq(technicians.businessId, ctx.business.id), eq(technicians.isActive, true)))
    .orderBy(technicians.slug);
  const technicianIds = rows.map(({ id }) => id);
  const rota = await readOnCall(tx, question);
  const awayIds = await listAway(tx, ctx);
  const licences = await readLicences(tx, ctx);
  const callouts = await countCallouts(tx, ctx);
  const facts: Facts = {
    question,
    work: await readWork(tx, ctx),
    roads: await readRoads(tx, ctx),
    jobMinutes: toJobMinutes(await readJobLengths(tx, ctx), question),
    usual: await findUsualTechnician(tx, question),
  };
  const wakes = await countNightWakes(tx, { ctx, technicianIds });
  const candidates = rows.map((row) => {
    const duty = rota ? (rota.get(row.id) ?? null) : row.onCall === 'none' ? null : row.onCall;
    return {
      ...toCandidate(row, facts),
      licences: licences.filter(({ technicianId }) => technicianId === row.id),
      duty: duty ?? 'secondary',
      isOnCall: duty !== null,
      isAway: awayIds.has(row.id),
      callouts14Days: callouts.get(row.id) ?? 0,
      wakes30Days: wakes.get(row.id) ?? 0,
    };
  });
  return withOvertime(tx, { ctx, candidates, jobMinutes: facts.jobMinutes });
}

type TechnicianRow = typeof technicians.$inferSelect;
type OfTechnician = Omit<
  TechnicianCandidate,
  'duty' | 'isOnCall' | 'isAway' | 'callouts14Days' | 'wakes30Days' | 'licences'
>;

function toCandidate(row: TechnicianRow, facts: Facts): OfTechnician {
  const { ctx, zip, jobTypes, drives, skills, restMinutes } = facts.question;
  const now = ctx.clock.now();
  const own = facts.work.filter(({ technicianId }) => technicianId === row.id);
  const open = own
    .filter(({ isOpen }) => isOpen)
    .toSorted((one, other) => other.endsAt.getTime() - one.endsAt.getTime())[0];
  // Who is on a job drives from there.
  const travel = toDrive(drives, { ctx, from: open?.zip ?? row.homeZip, zip, weather: facts.roads });
  const turnoutMinutes = open ? AWAKE_TURNOUT_MINUTES : toTurnoutMinutes(now, ctx.business.timeZone);
  const etaP50Minutes = turnoutMinutes + travel.p50Minutes;
  const spans = own.map(({ startsAt, endsAt, isOpen }) => ({ startsAt, endsAt: isOpen ? now : endsAt }));
  const isTonight = ({ startsAt }: WorkSpan) => now.getTime() - startsAt.getTime() < TONIGHT_MS;
  return {
    id: row.id,
    name: row.name,
    phone: row.phone,
    language: row.language,
    skills: row.skills,
    licensedStates: row.licensedStates,
    servesArea: true,
    hasPhone: row.phone !== null,
    isAlone: row.worksAlone,
    hasDeclined: false,
    ...readDutyTime(spans, { now, restMinutes }),
    currentJob: open ? toCurrentJob(open, now) : null,
    inputs: { turnoutMinutes, roads: facts.roads, source: travel.source },
    travelMinutes: travel.p50Minutes,
    etaP50Minutes,
    // The spread of the drive is that of the whole.
    etaP80Minutes: (etaP50Minutes * travel.p80Minutes) / travel.p50Minutes,
    overtimeMinutes: 0,
    jobsTonight: own.filter(isTonight).length,
    partsProbability: partsOf(row, jobTypes),
    skillLevel: Math.min(1, ...skills.map((skill) => row.skillLevels[skill] ?? 1)),
    isUsualTechnician: row.id === facts.usual,
  };
}

const toCurrentJob = ({ severity, endsAt, bookingId }: Work, now: Date) => ({
  severity,
  remainingMinutes: Math.max(LEAST_REMAINING_MINUTES, (endsAt.getTime() - now.getTime()) / MS_PER_MINUTE),
  bookingId,
});

async function withOvertime(
  tx: Transaction,
  of: { ctx: DomainContext; candidates: TechnicianCandidate[]; jobMinutes: number },
): Promise<TechnicianCandidate[]> {
  const { ctx, candidates, jobMinutes } = of;
  const startsAt = ctx.clock.now();
  const work = candidates.map(({ id, etaP50Minutes, currentJob }) => {
    const minutes = (currentJob?.remainingMinutes ?? 0) + etaP50Minutes + jobMinutes;
    return { technicianId: id, startsAt, endsAt: new Date(startsAt.getTime() + minutes * MS_PER_MINUTE) };
  });
  const overtime = await readOvertimeMinutes(tx, { ctx, work });
  return candidates.map((one) => ({ ...one, overtimeMinutes: overtime.get(one.id) ?? 0 }));
}

/** Those that are valid today. */
function readLicences(tx: Transaction, { business, clock }: DomainContext) {
  const today = toLocalDay(clock.now(), business.timeZone);
  return tx
    .select({
      technicianId: technicianLicences.technicianId,
      name: technicianLicences.name,
      state: technicianLicences.state,
    })
    .from(technicianLicences)
    .where(
      and(
        eq(technicianLicences.businessId, business.id),
        or(isNull(technicianLicences.expiresOn), gte(technicianLicences.expiresOn, today)),
      ),
    );
}

function partsOf({ vanStock }: TechnicianRow, jobTypes: readonly string[]): number {
  if (vanStock.length === 0) return UNKNOWN_PARTS;
  return jobTypes.some((jobType) => vanStock.includes(jobType)) ? 1 : MISSING_PARTS;
}

/** How often each was sent in the last fourteen days. */
async function countCallouts(tx: Transaction, ctx: DomainContext): Promise<Map<string, number>> {
  const since = new Date(ctx.clock.now().getTime() - 14 * DAY_MS);
  const rows = await tx
    .select({ id: dispatches.technicianId })
    .from(dispatches)
    .where(
      and(
        eq(dispatches.businessId, ctx.business.id),
        isNotNull(dispatches.technicianId),
        gt(dispatches.acknowledgedAt, since),
      ),
    );
  const counts = new Map<string, number>();
  for (const { id } of rows) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** By day nobody is woken, so that it does not matter then. */
async function countNightWakes(
  tx: Transaction,
  { ctx, technicianIds }: { ctx: DomainContext; technicianIds: readonly TechnicianId[] },
): Promise<Map<string, number>> {
  const now = ctx.clock.now();
  if (!isNightAt(now, ctx.business.timeZone) || technicianIds.length === 0) return new Map();
  return countWakes(tx, { ctx, since: new Date(now.getTime() - 30 * DAY_MS), technicianIds });
}

/** How often each was woken at night since an instant: offers by night, whether taken or not. */
export async function countWakes(
  tx: Transaction,
  { ctx, since, technicianIds }: { ctx: DomainContext; since: Date; technicianIds: readonly TechnicianId[] },
): Promise<Map<string, number>> {
  const rows = await tx
    .selectDistinct({ dispatchId: dispatchPages.dispatchId, id: dispatchPages.technicianId })
    .from(dispatchPages)
    .where(
      and(
        eq(dispatchPages.businessId, ctx.business.id),
        eq(dispatchPages.kind, 'offer'),
        eq(dispatchPages.isWake, true),
        gt(dispatchPages.createdAt, since),
        inArray(dispatchPages.technicianId, [...technicianIds]),
      ),
    );
  const counts = new Map<string, number>();
  for (const { id } of rows) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
