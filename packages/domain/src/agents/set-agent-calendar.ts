import { agents } from '@afterhourfix/database/schema';
import { Invalid, NotFound } from '@afterhourfix/foundation';
import type { AgentId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { AgentCalendar } from './agent-calendar.ts';

/**
 * Names the calendar in which an agent's visits must stand from now on; those that stand elsewhere stay there. Throws
 * `Invalid` for settings that make no sense and `NotFound` for an unknown agent.
 */
export async function setAgentCalendar(
  ctx: DomainContext,
  { agentId, calendar }: { agentId: AgentId; calendar: unknown },
): Promise<AgentCalendar> {
  const read = AgentCalendar.safeParse(calendar);
  if (!read.success) throw new Invalid(z.prettifyError(read.error));
  const updated = await ctx.db.transaction((tx) =>
    tx
      .update(agents)
      .set({ calendar: read.data })
      .where(and(eq(agents.businessId, ctx.business.id), eq(agents.id, agentId)))
      .returning({ id: agents.id }),
  );
  if (updated.length === 0) throw new NotFound(`No agent ${agentId}`);
  return read.data;
}
