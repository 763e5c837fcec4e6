import type { Transaction } from '@afterhourfix/database';
import { dispatchPages } from '@afterhourfix/database/schema';
import { TechnicianId } from '@afterhourfix/vocabulary';
import { and, count, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { type DispatchRow, OWNER, readRungs } from './dispatch-record.ts';

/** Texts whoever is asked or comes that the job is not any more what they were told. */
export async function tellChange(
  tx: Transaction,
  {
    ctx,
    row,
    people,
    body,
  }: { ctx: DomainContext; row: DispatchRow; people: readonly string[]; body: string },
): Promise<void> {
  const businessId = ctx.business.id;
  const isChange = and(eq(dispatchPages.dispatchId, row.id), eq(dispatchPages.kind, 'change'));
  const [told] = await tx.select({ number: count() }).from(dispatchPages).where(isChange);
  const known = readRungs(row).flat();
  for (const person of people) {
    const contact = known.find((one) => one.person === person);
    if (!contact) continue;
    const [page] = await tx
      .insert(dispatchPages)
      .values({
        businessId,
        dispatchId: row.id,
        kind: 'change',
        rung: told?.number ?? 0,
        person,
        technicianId: person === OWNER ? null : TechnicianId.parse(person),
        toNumber: contact.phone,
        body,
        createdAt: ctx.clock.now(),
      })
      .returning({ id: dispatchPages.id });
    if (page) await enqueue(tx, 'dispatch.send-page', { businessId, pageId: page.id });
  }
}
