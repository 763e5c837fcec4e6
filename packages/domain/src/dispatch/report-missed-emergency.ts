import type { Transaction } from '@afterhourfix/database';
import { bookings, calls, missedEmergencies, technicians } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId, PhoneNumber, TechnicianId } from '@afterhourfix/vocabulary';
import { and, desc, eq, gt, isNotNull, lte, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { emergencyMissed } from '../events.ts';
import { toStorableText } from '../storable.ts';
import { RULE_BOOK } from '../triage/index.ts';

export interface MissedEmergencyReport {
  callId: CallId;
  /** The technician who found it; null: the owner says so. */
  technicianId: TechnicianId | null;
  /** The rules that should have told it; none when nobody knows, or none of ours would. */
  ruleIds: readonly string[];
  note?: string | undefined;
}

export type ReportMissedEmergencyResult =
  | { ok: true; isRepeat: boolean }
  | { ok: false; refusal: 'unknown-rules'; ruleIds: string[] };

const RULE_IDS: ReadonlySet<string> = new Set(
  [...RULE_BOOK.rules, ...RULE_BOOK.combinations].map(({ id }) => id),
);

/**
 * Notes that somebody should have been sent after a call. One report for each call: a later one adds its rules. Throws
 * `NotFound` for an unknown call.
 */
export async function reportMissedEmergency(
  ctx: DomainContext,
  report: MissedEmergencyReport,
): Promise<ReportMissedEmergencyResult> {
  const unknown = report.ruleIds.filter((ruleId) => !RULE_IDS.has(ruleId));
  if (unknown.length > 0) return { ok: false, refusal: 'unknown-rules', ruleIds: unknown };
  const { isRepeat } = await ctx.db.transaction((tx) => note(tx, { ctx, report }));
  if (!isRepeat) emergencyMissed(ctx, { callId: report.callId });
  return { ok: true, isRepeat };
}

async function note(
  tx: Transaction,
  { ctx, report }: { ctx: DomainContext; report: MissedEmergencyReport },
): Promise<{ isRepeat: boolean }> {
  const businessId = ctx.business.id;
  const { callId, technicianId, ruleIds, note: words } = report;
  const [call] = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.businessId, businessId), eq(calls.id, callId)))
    .for('update');
  if (!call) throw new NotFound(`No call ${callId}`);
  const [before] = await tx.select().from(missedEmergencies).where(eq(missedEmergencies.callId, callId));
  const all = [...new Set([...(before?.ruleIds ?? []), ...ruleIds])];
  const text = words === undefined ? (before?.note ?? null) : toStorableText(words);
  await tx
    .insert(missedEmergencies)
    .values({
      ...{ businessId, callId, technicianId, ruleIds: all, note: text },
      reportedBy: technicianId === null ? 'owner' : 'technician',
      createdAt: ctx.clock.now(),
    })
    .onConflictDoUpdate({ target: missedEmergencies.callId, set: { ruleIds: all, note: text } });
  return { isRepeat: before !== undefined };
}

/** The visit that a technician is at, or was at today, and that came of a call; null when there is none. */
export async function findVisitOfTechnician(
  tx: Transaction,
  { ctx, from }: { ctx: DomainContext; from: PhoneNumber },
): Promise<{ callId: CallId; technicianId: TechnicianId } | null> {
  const now = ctx.clock.now();
  const [visit] = await tx
    .select({ callId: bookings.callId, technicianId: bookings.technicianId })
    .from(bookings)
    .innerJoin(technicians, eq(technicians.id, bookings.technicianId))
    .where(
      and(
        eq(bookings.businessId, ctx.business.id),
        eq(technicians.phone, from),
        eq(technicians.isActive, true),
        eq(bookings.status, 'booked'),
        isNotNull(bookings.callId),
        lte(bookings.startsAt, now),
        gt(bookings.startsAt, sql`${now.toISOString()}::timestamptz - interval '24 hours'`),
      ),
    )
    .orderBy(desc(bookings.startsAt))
    .limit(1);
  const { callId, technicianId } = visit ?? {};
  return callId && technicianId ? { callId, technicianId } : null;
}
