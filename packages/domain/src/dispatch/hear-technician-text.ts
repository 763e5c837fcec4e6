import { dispatches, dispatchPages } from '@afterhourfix/database/schema';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { HearTechnician } from '../messages/index.ts';
import { tellPagesStopped } from './page-reception.ts';
import { recordTechnicianReply } from './record-technician-reply.ts';
import { readTechnicianReply, type TechnicianReply } from './rules/read-technician-reply.ts';

/**
 * Hears what somebody who is paged has texted. What it says of the texts themselves is heeded before this, and may be
 * an answer too: who stops the texts while a job is offered passes it, and a YES that starts them again takes one.
 */
export const hearTechnicianText: HearTechnician = async (ctx, { from, text, wish }) => {
  if (wish === 'stop') tellPagesStopped(ctx, null);
  if (wish === 'help') return false;
  if (wish === null) return (await recordTechnicianReply(ctx, { from, text })).ok;
  const answer: TechnicianReply = wish === 'stop' ? { kind: 'decline' } : readTechnicianReply(text);
  if (answer.kind !== 'accept' && answer.kind !== 'decline') return false;
  const dispatchId = await findOpenOffer(ctx, { from });
  return dispatchId !== null && (await recordTechnicianReply(ctx, { from, dispatchId, answer })).ok;
};

/** The newest job that they were asked about and have not answered, and that nobody has taken. */
async function findOpenOffer(ctx: DomainContext, { from }: { from: PhoneNumber }): Promise<string | null> {
  const [open] = await ctx.db.transaction((tx) =>
    tx
      .select({ dispatchId: dispatches.id })
      .from(dispatchPages)
      .innerJoin(dispatches, eq(dispatches.id, dispatchPages.dispatchId))
      .where(
        and(
          eq(dispatchPages.businessId, ctx.business.id),
          eq(dispatchPages.toNumber, from),
          eq(dispatchPages.kind, 'offer'),
          isNull(dispatchPages.answer),
          eq(dispatches.phase, 'paging'),
        ),
      )
      .orderBy(desc(dispatchPages.id))
      .limit(1),
  );
  return open?.dispatchId ?? null;
}
