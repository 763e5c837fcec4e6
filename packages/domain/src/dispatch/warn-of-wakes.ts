import { phoneNumbers, technicians, wakeWarnings } from '@afterhourfix/database/schema';
import { toLocalDay } from '@afterhourfix/vocabulary';
import { and, eq, isNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { TextMessages } from '../messages/index.ts';
import { readPolicy } from './dispatch-policy.ts';
import { countWakes } from './list-candidates.ts';
import { isNightAt } from './rules/arrival-estimate.ts';

const MONTH_MS = 30 * 86_400_000;

/**
 * Texts the owner of each technician who was woken more often in thirty days than the business wants, once in a
 * month and never by night. A text that the vendor does not take is sent by the next run. Throws its `VendorError`.
 */
export async function warnOfWakes(ctx: DomainContext, texts: TextMessages): Promise<{ warned: number }> {
  const { ownerNumber: to, id: businessId, timeZone, name: businessName } = ctx.business;
  const now = ctx.clock.now();
  if (!to || isNightAt(now, timeZone)) return { warned: 0 };
  const { due, from } = await ctx.db.transaction(async (tx) => {
    const { monthlyWakeBudget } = await readPolicy(tx, ctx);
    const people = await tx
      .select({ id: technicians.id, name: technicians.name })
      .from(technicians)
      .where(and(eq(technicians.businessId, businessId), eq(technicians.isActive, true)));
    const technicianIds = people.map(({ id }) => id);
    const counts = await countWakes(tx, { ctx, since: new Date(now.getTime() - MONTH_MS), technicianIds });
    const month = toLocalDay(now, timeZone).slice(0, 7);
    const rows = people.flatMap(({ id: technicianId, name }) => {
      const wakes = counts.get(technicianId) ?? 0;
      if (wakes <= monthlyWakeBudget) return [];
      const body = `${businessName}: ${name} was woken ${wakes} times in 30 days; you want ${monthlyWakeBudget} at most.`;
      return [{ businessId, technicianId, month, body, createdAt: now }];
    });
    if (rows.length > 0) await tx.insert(wakeWarnings).values(rows).onConflictDoNothing();
    const [line] = await tx
      .select({ number: phoneNumbers.number })
      .from(phoneNumbers)
      .where(and(eq(phoneNumbers.businessId, businessId), eq(phoneNumbers.status, 'active')));
    const unsent = await tx
      .select()
      .from(wakeWarnings)
      .where(and(eq(wakeWarnings.businessId, businessId), isNull(wakeWarnings.sentAt)));
    return { due: unsent, from: line?.number };
  });
  if (!from) return { warned: 0 };
  for (const { id, body } of due) {
    await texts.send({ from, to, body });
    await ctx.db.transaction((tx) =>
      tx.update(wakeWarnings).set({ sentAt: ctx.clock.now() }).where(eq(wakeWarnings.id, id)),
    );
  }
  return { warned: due.length };
}
