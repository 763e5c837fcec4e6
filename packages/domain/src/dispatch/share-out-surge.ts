import type { Transaction } from '@afterhourfix/database';
import { calls, dispatches } from '@afterhourfix/database/schema';
import { Severity } from '@afterhourfix/vocabulary';
import { and, asc, eq, ne } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { rankTechnicians } from './choose-contacts.ts';
import { type DispatchPolicy, readPolicy } from './dispatch-policy.ts';
import { type DispatchRow, readRungs } from './dispatch-record.ts';
import { assignIncidents } from './rules/assign-incidents.ts';
import type { Ranked } from './rules/choose-technician.ts';
import { isSurgeNow } from './surge-state.ts';
import { takeStep } from './take-step.ts';

const MOST_AT_ONCE = 40;

/**
 * In a rush: shares the technicians out among the jobs that wait for their first page, at the least cost in all. When
 * there are more jobs than technicians the worst come first, and of those alike the vulnerable, then who waits longest.
 * Jobs for which nobody is left wait for the next round.
 */
export async function shareOutSurge(ctx: DomainContext): Promise<{ started: number }> {
  return ctx.db.transaction(async (tx) => {
    const policy = await readPolicy(tx, ctx);
    if (!(await isSurgeNow(tx, { ctx, policy }))) return { started: 0 };
    const waiting = await listWaiting(tx, ctx);
    const ranked: (readonly Ranked[])[] = [];
    for (const row of waiting) ranked.push(await rank(tx, { ctx, row, policy }));
    const people = [...new Set(ranked.flatMap((list) => list.map(({ id }) => id)))];
    const round = waiting.slice(0, people.length);
    const costs = round.map((_row, index) =>
      people.map((person) => ranked[index]?.find(({ id }) => id === person)?.cost ?? null),
    );
    const assigned = assignIncidents(costs);
    let started = 0;
    for (const [index, row] of round.entries()) {
      const person = people[assigned[index] ?? -1];
      if (person === undefined) continue;
      await start(tx, { ctx, row, person });
      started += 1;
    }
    return { started };
  });
}

async function listWaiting(tx: Transaction, ctx: DomainContext): Promise<DispatchRow[]> {
  const rows = await tx
    .select()
    .from(dispatches)
    .where(
      and(
        eq(dispatches.businessId, ctx.business.id),
        eq(dispatches.phase, 'created'),
        ne(dispatches.approval, 'asked'),
      ),
    )
    .orderBy(asc(dispatches.id))
    .limit(MOST_AT_ONCE)
    .for('update');
  const place = ({ severity }: DispatchRow) => Severity.options.indexOf(severity);
  return rows.toSorted(
    (one, other) =>
      place(one) - place(other) ||
      Number(other.isVulnerable) - Number(one.isVulnerable) ||
      one.createdAt.getTime() - other.createdAt.getTime(),
  );
}

async function rank(
  tx: Transaction,
  { ctx, row, policy }: { ctx: DomainContext; row: DispatchRow; policy: DispatchPolicy },
): Promise<readonly Ranked[]> {
  const [call] = await tx
    .select({ customerId: calls.customerId })
    .from(calls)
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, row.callId)));
  const customerId = call?.customerId ?? null;
  const { choice } = await rankTechnicians(tx, { ctx, policy, job: row, customerId, drives: new Map() });
  return choice.ranked;
}

/** Whoever was drawn is asked first; the others stay on their rungs behind. */
async function start(
  tx: Transaction,
  { ctx, row, person }: { ctx: DomainContext; row: DispatchRow; person: string },
): Promise<void> {
  const rungs = readRungs(row);
  const first = rungs.flat().find((one) => one.person === person);
  const others = rungs.filter((rung) => rung.length > 1 || rung[0]?.person !== person);
  const [changed] = await tx
    .update(dispatches)
    .set({ rungs: first ? [[first], ...others] : rungs })
    .where(eq(dispatches.id, row.id))
    .returning();
  if (changed) await takeStep(tx, { ctx, row: changed, event: { type: 'started' } });
}
