import type { Transaction } from '@afterhourfix/database';
import {
  bookings,
  dispatches,
  dispatchPages,
  technicians,
  technicianTimeOff,
} from '@afterhourfix/database/schema';
import type {
  CustomerId,
  PhoneNumber,
  Severity,
  TechnicianId,
  TextLanguage,
  Trade,
} from '@afterhourfix/vocabulary';
import { and, eq, gt, inArray, isNotNull, lte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { estimateTravelMinutes, pointOfZip } from '../service-area/index.ts';
import { readOnCall } from './read-on-call.ts';
import { toTurnoutMinutes } from './rules/arrival-estimate.ts';
import type { Candidate } from './rules/choose-technician.ts';
import { readDutyTime, type WorkSpan } from './rules/duty-time.ts';
import type { Duty } from './rules/on-call-at.ts';

export interface TechnicianCandidate extends Candidate {
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
}

const DAY_MS = 86_400_000;
const TONIGHT_MS = 12 * 3_600_000;
const MS_PER_MINUTE = 60_000;
/** A job that was taken at once lasts about as long; most are done sooner. */
const JOB_MINUTES = 90;
/** Where a ZIP is not on our map. */
const UNKNOWN_TRAVEL_MINUTES = 45;
/** Vans of which nobody wrote down what is in them, and vans that do not have it by the list. */
const UNKNOWN_PARTS = 0.5;
const MISSING_PARTS = 0.2;

interface Work extends WorkSpan {
  technicianId: TechnicianId;
  severity: Severity;
  isOpen: boolean;
  bookingId: string | null;
  customerId: CustomerId | null;
}

/** Every active technician of the business with what counts for this job. */
export async function listCandidates(
  tx: Transaction,
  question: CandidateQuestion,
): Promise<TechnicianCandidate[]> {
  const { ctx } = question;
  const businessId = ctx.business.id;
  const now = ctx.clock.now();
  const rows = await tx
    .select()
    .from(technicians)
    .where(and(eq(technicians.businessId, businessId), eq(technicians.isActive, true)))
    .orderBy(technicians.slug);
  const rota = await readOnCall(tx, question);
  const away = await tx
    .select({ id: technicianTimeOff.technicianId })
    .from(technicianTimeOff)
    .where(
      and(
        eq(technicianTimeOff.businessId, businessId),
        lte(technicianTimeOff.startsAt, now),
        gt(technicianTimeOff.endsAt, now),
      ),
    );
  const work = [...(await readDispatchedWork(tx, ctx)), ...(await readVisits(tx, ctx))];
  const callouts = await countCallouts(tx, ctx);
  const awayIds = new Set(away.map(({ id }) => id));
  return rows.map((row) => {
    const duty = rota ? (rota.get(row.id) ?? null) : row.onCall === 'none' ? null : row.onCall;
    const own = work.filter(({ technicianId }) => technicianId === row.id);
    return {
      ...toCandidate(row, { question, own }),
      duty: duty ?? 'secondary',
      isOnCall: duty !== null,
      isAway: awayIds.has(row.id),
      callouts14Days: callouts.get(row.id) ?? 0,
    };
  });
}

type TechnicianRow = typeof technicians.$inferSelect;

function toCandidate(
  row: TechnicianRow,
  { question, own }: { question: CandidateQuestion; own: readonly Work[] },
): Omit<TechnicianCandidate, 'duty' | 'isOnCall' | 'isAway' | 'callouts14Days'> {
  const { ctx, zip, jobTypes, customerId } = question;
  const now = ctx.clock.now();
  const travel = travelBetween({ ctx, from: row.homeZip, to: zip });
  const turnout = toTurnoutMinutes(now, ctx.business.timeZone);
  const open = own.find(({ isOpen }) => isOpen);
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
    ...readDutyTime(spans, now),
    currentJob: open
      ? {
          severity: open.severity,
          remainingMinutes: Math.max(10, (open.endsAt.getTime() - now.getTime()) / MS_PER_MINUTE),
          bookingId: open.bookingId,
        }
      : null,
    travelMinutes: travel.p50Minutes,
    etaP50Minutes: turnout + travel.p50Minutes,
    etaP80Minutes: turnout + travel.p80Minutes,
    overtimeMinutes: 0,
    jobsTonight: own.filter(isTonight).length,
    partsProbability: partsOf(row, jobTypes),
    skillLevel: 1,
    isUsualTechnician: customerId !== null && own.some((one) => one.customerId === customerId),
  };
}

function partsOf({ vanStock }: TechnicianRow, jobTypes: readonly string[]): number {
  if (vanStock.length === 0) return UNKNOWN_PARTS;
  return jobTypes.some((jobType) => vanStock.includes(jobType)) ? 1 : MISSING_PARTS;
}

function travelBetween({ ctx, from, to }: { ctx: DomainContext; from: string; to: string }): {
  p50Minutes: number;
  p80Minutes: number;
} {
  const [start, end] = [pointOfZip(from), pointOfZip(to)];
  if (!start || !end) return { p50Minutes: UNKNOWN_TRAVEL_MINUTES, p80Minutes: UNKNOWN_TRAVEL_MINUTES * 1.5 };
  return estimateTravelMinutes({
    from: start,
    to: end,
    at: ctx.clock.now(),
    timeZone: ctx.business.timeZone,
  });
}

async function readDispatchedWork(tx: Transaction, ctx: DomainContext): Promise<Work[]> {
  const now = ctx.clock.now();
  const rows = await tx
    .select()
    .from(dispatches)
    .where(
      and(
        eq(dispatches.businessId, ctx.business.id),
        isNotNull(dispatches.technicianId),
        gt(dispatches.acknowledgedAt, new Date(now.getTime() - DAY_MS)),
      ),
    );
  return rows.flatMap((row) => {
    const { technicianId, acknowledgedAt: startsAt, endedAt, severity } = row;
    if (!technicianId || !startsAt) return [];
    const isOpen = endedAt === null;
    const endsAt = endedAt ?? new Date((row.arrivedAt ?? startsAt).getTime() + JOB_MINUTES * MS_PER_MINUTE);
    return [{ technicianId, startsAt, endsAt, severity, isOpen, bookingId: null, customerId: null }];
  });
}

async function readVisits(tx: Transaction, ctx: DomainContext): Promise<Work[]> {
  const now = ctx.clock.now();
  const rows = await tx
    .select()
    .from(bookings)
    .where(
      and(
        eq(bookings.businessId, ctx.business.id),
        eq(bookings.status, 'booked'),
        isNotNull(bookings.technicianId),
        gt(bookings.endsAt, new Date(now.getTime() - DAY_MS)),
        lte(bookings.startsAt, now),
      ),
    );
  return rows.flatMap(({ id, technicianId, startsAt, endsAt, customerId }) =>
    technicianId
      ? [
          {
            technicianId,
            startsAt,
            endsAt,
            severity: 'routine' as const,
            isOpen: endsAt > now,
            bookingId: id,
            customerId,
          },
        ]
      : [],
  );
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
