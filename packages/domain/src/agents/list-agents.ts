import { agents } from '@afterhourfix/database/schema';
import type { AgentId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { AgentCalendar } from './agent-calendar.ts';

export interface ListedAgent {
  id: AgentId;
  name: string;
  calendar: AgentCalendar;
}

export async function listAgents(ctx: DomainContext): Promise<ListedAgent[]> {
  const { id, name, calendar } = agents;
  const rows = await ctx.db.transaction((tx) =>
    tx
      .select({ id, name, calendar })
      .from(agents)
      .where(eq(agents.businessId, ctx.business.id))
      .orderBy(name),
  );
  return rows.map((row) => ({ ...row, calendar: AgentCalendar.parse(row.calendar) }));
}
