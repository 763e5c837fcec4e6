import type { Transaction } from '@afterhourfix/database';
import {
  onCallDepartments,
  onCallDuties,
  technicians,
  technicianTimeOff,
} from '@afterhourfix/database/schema';
import { Invalid, NotFound } from '@afterhourfix/foundation';
import type { Duty, TechnicianId, TimeWindow, Trade } from '@afterhourfix/vocabulary';
import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { readStretches } from './read-on-call.ts';
import {
  type Absence,
  type DutyStretch,
  findRotaGaps,
  listOnCallAt,
  type RotaGap,
} from './rules/on-call-at.ts';

export interface DutyInput extends TimeWindow {
  technicianId: TechnicianId;
  duty: Duty;
}

/** Makes or changes a department: who is on call for which trades, in which ZIPs (none: everywhere). */
export async function setDepartment(
  ctx: DomainContext,
  { name, trades, zips = [] }: { name: string; trades: readonly Trade[]; zips?: readonly string[] },
): Promise<{ departmentId: string }> {
  const set = { trades: [...trades], zips: [...zips] };
  const businessId = ctx.business.id;
  const [row] = await ctx.db.transaction((tx) =>
    tx
      .insert(onCallDepartments)
      .values({ businessId, name, ...set, createdAt: ctx.clock.now() })
      .onConflictDoUpdate({ target: [onCallDepartments.businessId, onCallDepartments.name], set })
      .returning({ id: onCallDepartments.id }),
  );
  if (!row) throw new Error('An upsert returned no row');
  return { departmentId: row.id };
}

export interface Department {
  id: string;
  name: string;
  trades: Trade[];
  zips: string[];
}

export function listDepartments(ctx: DomainContext): Promise<Department[]> {
  const { id, name, trades, zips } = onCallDepartments;
  return ctx.db.transaction((tx) =>
    tx
      .select({ id, name, trades, zips })
      .from(onCallDepartments)
      .where(eq(onCallDepartments.businessId, ctx.business.id))
      .orderBy(name),
  );
}

/**
 * Writes a department's rota from an instant on, an imported calendar for one: what stood there of the rota goes,
 * overrides and swaps stay. Throws `Invalid` for a duty that ends before it begins, `NotFound` for an unknown department.
 */
export async function setRota(
  ctx: DomainContext,
  { departmentId, from, duties }: { departmentId: string; from: Date; duties: readonly DutyInput[] },
): Promise<void> {
  const businessId = ctx.business.id;
  if (duties.some(({ startsAt, endsAt }) => startsAt >= endsAt))
    throw new Invalid('A duty ends after it begins');
  await ctx.db.transaction(async (tx) => {
    // Of two who write it at once the later one's stands, whole.
    const [department] = await tx
      .select({ id: onCallDepartments.id })
      .from(onCallDepartments)
      .where(and(eq(onCallDepartments.businessId, businessId), eq(onCallDepartments.id, departmentId)))
      .for('update');
    if (!department) throw new NotFound(`No department ${departmentId}`);
    await tx
      .delete(onCallDuties)
      .where(
        and(
          eq(onCallDuties.businessId, businessId),
          eq(onCallDuties.departmentId, departmentId),
          eq(onCallDuties.source, 'rota'),
          gt(onCallDuties.endsAt, from),
        ),
      );
    const rows = duties.map((duty) => ({
      ...duty,
      businessId,
      departmentId,
      source: 'rota' as const,
      createdAt: ctx.clock.now(),
    }));
    if (rows.length > 0) await tx.insert(onCallDuties).values(rows);
  });
}

/** Somebody else for a while, whatever the rota says. */
export async function overrideDuty(
  ctx: DomainContext,
  { departmentId, ...duty }: DutyInput & { departmentId: string },
): Promise<void> {
  if (duty.startsAt >= duty.endsAt) throw new Invalid('A duty ends after it begins');
  const businessId = ctx.business.id;
  await ctx.db.transaction((tx) =>
    tx
      .insert(onCallDuties)
      .values({ ...duty, businessId, departmentId, source: 'override', createdAt: ctx.clock.now() }),
  );
}

/** Two technicians change places between two instants, in every duty that either has then. Throws `NotFound` without any. */
export async function swapDuties(
  ctx: DomainContext,
  swap: TimeWindow & { departmentId: string; technicianIds: readonly [TechnicianId, TechnicianId] },
): Promise<void> {
  const { departmentId, startsAt, endsAt } = swap;
  const [one, other] = swap.technicianIds;
  const businessId = ctx.business.id;
  await ctx.db.transaction(async (tx) => {
    const stretches = await readStretches(tx, { ctx, departmentId, startsAt, endsAt });
    const rows = toStanding(stretches, { startsAt, endsAt })
      .filter(({ technicianId }) => technicianId === one || technicianId === other)
      .map(({ technicianId, duty, ...window }) => ({
        ...window,
        businessId,
        departmentId,
        technicianId: technicianId === one ? other : one,
        duty,
        source: 'swap' as const,
        createdAt: ctx.clock.now(),
      }));
    if (rows.length === 0) throw new NotFound('Neither of them is on call then');
    await tx.insert(onCallDuties).values(rows);
  });
}

interface StandingDuty extends TimeWindow {
  technicianId: TechnicianId;
  duty: Duty;
}

/** Who truly has which duty when, with overrides and swaps in it: what a calendar of the rota shows. */
export function listRota(
  ctx: DomainContext,
  { departmentId, startsAt, endsAt }: TimeWindow & { departmentId: string },
): Promise<StandingDuty[]> {
  return ctx.db.transaction(async (tx) =>
    toStanding(await readStretches(tx, { ctx, departmentId, startsAt, endsAt }), { startsAt, endsAt }),
  );
}

function toStanding(stretches: readonly DutyStretch[], { startsAt, endsAt }: TimeWindow): StandingDuty[] {
  const bounds = stretches.flatMap((one) => [one.startsAt.getTime(), one.endsAt.getTime()]);
  const [from, until] = [startsAt.getTime(), endsAt.getTime()];
  const instants = [...new Set([from, until, ...bounds])]
    .filter((at) => at >= from && at <= until)
    .toSorted((one, other) => one - other);
  const standing: StandingDuty[] = [];
  for (const [index, atMs] of instants.slice(0, -1).entries()) {
    const window = { startsAt: new Date(atMs), endsAt: new Date(instants[index + 1] ?? atMs) };
    for (const { technicianId, duty } of listOnCallAt(stretches, window.startsAt)) {
      const before = standing.findLast((one) => one.technicianId === technicianId && one.duty === duty);
      if (before?.endsAt.getTime() === atMs) before.endsAt = window.endsAt;
      else standing.push({ ...window, technicianId, duty });
    }
  }
  return standing;
}

export interface DepartmentGap extends RotaGap {
  departmentId: string;
  name: string;
}

async function listAbsences(
  tx: Transaction,
  { ctx, window }: { ctx: DomainContext; window: TimeWindow },
): Promise<Absence[]> {
  const businessId = ctx.business.id;
  const unreachable = await tx
    .select({ technicianId: technicians.id })
    .from(technicians)
    .where(
      and(
        eq(technicians.businessId, businessId),
        or(eq(technicians.isActive, false), isNull(technicians.phone)),
      ),
    );
  const off = await tx
    .select()
    .from(technicianTimeOff)
    .where(
      and(
        eq(technicianTimeOff.businessId, businessId),
        lt(technicianTimeOff.startsAt, window.endsAt),
        gt(technicianTimeOff.endsAt, window.startsAt),
      ),
    );
  return [...off, ...unreachable.map(({ technicianId }) => ({ technicianId, ...window }))];
}

/** When nobody who could be called is primary in a department, between two instants. */
export function listRotaGaps(ctx: DomainContext, window: TimeWindow): Promise<DepartmentGap[]> {
  return ctx.db.transaction(async (tx) => {
    const departments = await tx
      .select()
      .from(onCallDepartments)
      .where(eq(onCallDepartments.businessId, ctx.business.id))
      .orderBy(onCallDepartments.name);
    const absences = await listAbsences(tx, { ctx, window });
    const gaps: DepartmentGap[] = [];
    for (const { id: departmentId, name } of departments) {
      const stretches = await readStretches(tx, { ctx, departmentId, ...window });
      for (const gap of findRotaGaps(stretches, { ...window, absences }))
        gaps.push({ ...gap, departmentId, name });
    }
    return gaps;
  });
}
