import type { Transaction } from '@afterhourfix/database';
import { onCallGapAlerts, phoneNumbers } from '@afterhourfix/database/schema';
import { and, eq, gt, inArray, isNull, ne } from 'drizzle-orm';
import { DateTime } from 'luxon';
import type { DomainContext } from '../context.ts';
import { gapUnheard } from '../events.ts';
import type { TextMessages } from '../messages/index.ts';
import { type DepartmentGap, listRotaGaps } from './rota.ts';
import { type GapAlert, isMended, planGapAlert } from './rules/gap-alerts.ts';

/** Long enough ahead to find somebody. */
const AHEAD_MS = 72 * 3_600_000;

type AlertRow = typeof onCallGapAlerts.$inferSelect;

/**
 * Texts the owner (without one, the on-call number) about each gap of the rota in the next three days: once when it is
 * seen, by day; again twelve hours before it begins; each day while it lasts; and once when it is mended. A text that
 * the vendor does not take is sent by the next run. Throws the port's `VendorError`.
 */
export async function watchRota(ctx: DomainContext, texts: TextMessages): Promise<{ alerted: number }> {
  const to = ctx.business.ownerNumber ?? ctx.business.onCallNumber;
  const now = ctx.clock.now();
  const gaps = await listRotaGaps(ctx, { startsAt: now, endsAt: new Date(now.getTime() + AHEAD_MS) });
  if (!to) {
    if (gaps.length > 0) gapUnheard(ctx, { gaps: gaps.length });
    return { alerted: 0 };
  }
  const { due, line } = await ctx.db.transaction(async (tx) => {
    await noteMended(tx, { ctx, gaps });
    await noteGaps(tx, { ctx, gaps });
    return { due: await listUnsent(tx, ctx), line: await findLine(tx, ctx) };
  });
  if (!line) return { alerted: 0 };
  for (const { id, body } of due) {
    await texts.send({ from: line, to, body });
    await ctx.db.transaction((tx) =>
      tx.update(onCallGapAlerts).set({ sentAt: ctx.clock.now() }).where(eq(onCallGapAlerts.id, id)),
    );
  }
  return { alerted: due.length };
}

interface Watch {
  ctx: DomainContext;
  gaps: readonly DepartmentGap[];
}

async function noteGaps(tx: Transaction, { ctx, gaps }: Watch): Promise<void> {
  const now = ctx.clock.now();
  const rows = gaps.flatMap((gap) => {
    const alert = planGapAlert(gap, { now, hour: toLocal(ctx, now).hour });
    if (!alert) return [];
    const { departmentId, endsAt } = gap;
    const body = toGapText(ctx, { ...gap, kind: alert.kind });
    return [{ businessId: ctx.business.id, departmentId, endsAt, body, ...alert, createdAt: now }];
  });
  if (rows.length > 0) await tx.insert(onCallGapAlerts).values(rows).onConflictDoNothing();
}

/** Whoever was told of a gap hears that it is none any more; what was not sent yet is not said at all. */
async function noteMended(tx: Transaction, { ctx, gaps }: Watch): Promise<void> {
  const now = ctx.clock.now();
  const businessId = ctx.business.id;
  const alerts = await tx
    .select()
    .from(onCallGapAlerts)
    .where(
      and(
        eq(onCallGapAlerts.businessId, businessId),
        ne(onCallGapAlerts.kind, 'mended'),
        gt(onCallGapAlerts.endsAt, now),
      ),
    );
  const mended = alerts.filter((alert) => isMended(alert, { gaps, now }));
  if (mended.length === 0) return;
  await tx.delete(onCallGapAlerts).where(
    inArray(
      onCallGapAlerts.id,
      mended.map(({ id }) => id),
    ),
  );
  const told = new Map<string, AlertRow>();
  for (const alert of mended)
    if (alert.sentAt) told.set(`${alert.departmentId}/${alert.endsAt.getTime()}`, alert);
  for (const { departmentId, startsAt, endsAt, body } of told.values()) {
    const row = {
      businessId,
      departmentId,
      startsAt,
      endsAt,
      body: toMendedText(body),
      kind: 'mended' as const,
    };
    await tx
      .insert(onCallGapAlerts)
      .values({ ...row, createdAt: now })
      .onConflictDoUpdate({
        target: [onCallGapAlerts.departmentId, onCallGapAlerts.startsAt, onCallGapAlerts.kind],
        set: { body: row.body, endsAt, sentAt: null },
      });
  }
}

const listUnsent = (tx: Transaction, { business }: DomainContext): Promise<AlertRow[]> =>
  tx
    .select()
    .from(onCallGapAlerts)
    .where(and(eq(onCallGapAlerts.businessId, business.id), isNull(onCallGapAlerts.sentAt)))
    .orderBy(onCallGapAlerts.startsAt);

async function findLine(tx: Transaction, { business }: DomainContext) {
  const [line] = await tx
    .select({ number: phoneNumbers.number })
    .from(phoneNumbers)
    .where(and(eq(phoneNumbers.businessId, business.id), eq(phoneNumbers.status, 'active')));
  return line?.number ?? null;
}

const toLocal = ({ business }: DomainContext, at: Date) =>
  DateTime.fromJSDate(at, { zone: business.timeZone });

function toGapText(
  ctx: DomainContext,
  { name, startsAt, endsAt, kind }: DepartmentGap & Pick<GapAlert, 'kind'>,
): string {
  const spoken = (at: Date) => toLocal(ctx, at).toFormat("ccc LLL d 'at' h:mm a");
  const from = kind === 'under-way' ? 'now' : `from ${spoken(startsAt)}`;
  return `${ctx.business.name}: nobody is on call for ${name} ${from} to ${spoken(endsAt)}.`;
}

const toMendedText = (told: string): string => `${told} That is mended: somebody is on call then.`;
