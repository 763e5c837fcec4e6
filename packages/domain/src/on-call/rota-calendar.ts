import type { Transaction } from '@afterhourfix/database';
import { onCallDepartments, technicians } from '@afterhourfix/database/schema';
import { Invalid, NotFound } from '@afterhourfix/foundation';
import type { TimeWindow } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type DutyInput, listRota, listRotaGaps, setRota } from './rota.ts';
import type { RotaGap } from './rules/on-call-at.ts';
import { findRotaTechnician, type NamedTechnician, toRotaSummary } from './rules/rota-names.ts';

const MAX_ENTRIES = 5_000;
const MAX_LISTED = 20;

/** One event of a calendar: who, as it is written there, and when. */
export interface RotaEntry extends TimeWindow {
  summary: string;
}

export type ImportRotaResult =
  /** `gaps`: when nobody is primary within the time that was imported. */
  | { ok: true; duties: number; gaps: RotaGap[] }
  | { ok: false; refusal: 'no-entries' | 'too-many-entries' }
  /** `names`: those of the calendar that no technician, or more than one, answers to. */
  | { ok: false; refusal: 'unknown-names'; names: string[] };

/**
 * Writes a department's rota from an instant on as a calendar has it, or nothing of it; overrides and swaps stay.
 * Throws `NotFound` for an unknown department, `Invalid` for an entry that ends before it begins.
 */
export async function importRota(
  ctx: DomainContext,
  given: TimeWindow & { departmentId: string; entries: readonly RotaEntry[] },
): Promise<ImportRotaResult> {
  const { departmentId, entries, startsAt, endsAt } = given;
  if (entries.length === 0) return { ok: false, refusal: 'no-entries' };
  if (entries.length > MAX_ENTRIES) return { ok: false, refusal: 'too-many-entries' };
  if (entries.some((entry) => entry.startsAt >= entry.endsAt))
    throw new Invalid('A duty ends after it begins');
  const people = await ctx.db.transaction(async (tx) => {
    await findDepartment(tx, { ctx, departmentId });
    return listPeople(tx, ctx);
  });
  const duties: DutyInput[] = [];
  const names = new Set<string>();
  for (const { summary, ...window } of entries) {
    const found = findRotaTechnician(summary, people);
    if (found.ok)
      duties.push({
        startsAt: window.startsAt,
        endsAt: window.endsAt,
        technicianId: found.technicianId,
        duty: found.duty,
      });
    else names.add(found.name);
  }
  if (names.size > 0) return { ok: false, refusal: 'unknown-names', names: [...names].slice(0, MAX_LISTED) };
  await setRota(ctx, { departmentId, from: startsAt, duties });
  const gaps = await listRotaGaps(ctx, { startsAt, endsAt });
  return {
    ok: true,
    duties: duties.length,
    gaps: gaps
      .filter((gap) => gap.departmentId === departmentId)
      .map((gap) => ({ startsAt: gap.startsAt, endsAt: gap.endsAt })),
  };
}

export interface ExportedDuty extends TimeWindow {
  /** The same for the same duty, however often it is asked for. */
  id: string;
  summary: string;
}

/** A department's standing rota, overrides and swaps in it, as the events of a calendar. Throws `NotFound`. */
export async function exportRota(
  ctx: DomainContext,
  { departmentId, ...window }: TimeWindow & { departmentId: string },
): Promise<{ name: string; duties: ExportedDuty[] }> {
  const { department, people } = await ctx.db.transaction(async (tx) => ({
    department: await findDepartment(tx, { ctx, departmentId }),
    people: await listPeople(tx, ctx, { isRetiredToo: true }),
  }));
  const rota = await listRota(ctx, { departmentId, ...window });
  const duties = rota.flatMap(({ technicianId, duty, startsAt, endsAt }) => {
    const person = people.find(({ id }) => id === technicianId);
    if (!person) return [];
    const summary = toRotaSummary(person, { duty, people });
    return [
      { id: `${departmentId}-${technicianId}-${duty}-${startsAt.getTime()}`, startsAt, endsAt, summary },
    ];
  });
  return { name: `${ctx.business.name}: ${department.name}`, duties };
}

async function findDepartment(
  tx: Transaction,
  { ctx, departmentId }: { ctx: DomainContext; departmentId: string },
): Promise<typeof onCallDepartments.$inferSelect> {
  const [department] = await tx
    .select()
    .from(onCallDepartments)
    .where(and(eq(onCallDepartments.businessId, ctx.business.id), eq(onCallDepartments.id, departmentId)));
  if (!department) throw new NotFound(`No department ${departmentId}`);
  return department;
}

function listPeople(
  tx: Transaction,
  ctx: DomainContext,
  { isRetiredToo = false }: { isRetiredToo?: boolean } = {},
): Promise<NamedTechnician[]> {
  return tx
    .select({ id: technicians.id, slug: technicians.slug, name: technicians.name })
    .from(technicians)
    .where(
      and(
        eq(technicians.businessId, ctx.business.id),
        isRetiredToo ? undefined : eq(technicians.isActive, true),
      ),
    )
    .orderBy(technicians.slug);
}
