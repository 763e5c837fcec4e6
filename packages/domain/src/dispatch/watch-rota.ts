import { onCallGapAlerts, phoneNumbers } from '@afterhourfix/database/schema';
import { and, eq, isNull } from 'drizzle-orm';
import { DateTime } from 'luxon';
import type { DomainContext } from '../context.ts';
import { type DepartmentGap, listRotaGaps } from './rota.ts';
import type { TextMessages } from './text-messages.ts';

/** Long enough ahead to find somebody. */
const AHEAD_MS = 72 * 3_600_000;

/**
 * Texts the owner about each gap of the rota in the next three days, once: a gap is one by when it begins. A text that
 * the vendor does not take is sent by the next run. Throws the port's `VendorError`.
 */
export async function watchRota(ctx: DomainContext, texts: TextMessages): Promise<{ alerted: number }> {
  const { ownerNumber: to, id: businessId } = ctx.business;
  if (!to) return { alerted: 0 };
  const now = ctx.clock.now();
  const gaps = await listRotaGaps(ctx, { startsAt: now, endsAt: new Date(now.getTime() + AHEAD_MS) });
  const due = await ctx.db.transaction(async (tx) => {
    // A gap under way begins anew with each look: it stands under the day on which it was seen.
    const rows = gaps.map((gap) => ({
      businessId,
      departmentId: gap.departmentId,
      startsAt: gap.startsAt.getTime() === now.getTime() ? toDay(now) : gap.startsAt,
      endsAt: gap.endsAt,
      body: toGapText(ctx, gap),
      createdAt: now,
    }));
    if (rows.length > 0) await tx.insert(onCallGapAlerts).values(rows).onConflictDoNothing();
    return tx
      .select()
      .from(onCallGapAlerts)
      .where(and(eq(onCallGapAlerts.businessId, businessId), isNull(onCallGapAlerts.sentAt)));
  });
  const [line] = await ctx.db.transaction((tx) =>
    tx.select({ number: phoneNumbers.number }).from(phoneNumbers).where(eq(phoneNumbers.status, 'active')),
  );
  if (!line) return { alerted: 0 };
  for (const { id, body } of due) {
    await texts.send({ from: line.number, to, body });
    await ctx.db.transaction((tx) =>
      tx.update(onCallGapAlerts).set({ sentAt: ctx.clock.now() }).where(eq(onCallGapAlerts.id, id)),
    );
  }
  return { alerted: due.length };
}

const toDay = (at: Date) => new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);

function toGapText(ctx: DomainContext, { name, startsAt, endsAt }: DepartmentGap): string {
  const spoken = (at: Date) =>
    DateTime.fromJSDate(at, { zone: ctx.business.timeZone }).toFormat("ccc LLL d 'at' h:mm a");
  return `${ctx.business.name}: nobody is on call for ${name} from ${spoken(startsAt)} to ${spoken(endsAt)}.`;
}
