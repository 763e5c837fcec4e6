import { agents, bookings, calls } from '@afterhourfix/database/schema';
import type { BookingId, CallId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { AgentCalendar } from './agent-calendar.ts';

const OWN: AgentCalendar = { kind: 'own' };

/** In whose calendar the visits of a call must stand besides ours: its agent's, as it is set now. */
export async function getCallCalendar(
  ctx: DomainContext,
  { callId }: { callId: CallId },
): Promise<AgentCalendar> {
  const [row] = await ctx.db.transaction((tx) =>
    tx
      .select({ calendar: agents.calendar })
      .from(calls)
      .innerJoin(agents, eq(agents.id, calls.agentId))
      .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId))),
  );
  return row ? AgentCalendar.parse(row.calendar) : OWN;
}

/** `getCallCalendar` of the call in which a visit was booked; ours alone for one that came from no call. */
export async function getBookingCalendar(
  ctx: DomainContext,
  { bookingId }: { bookingId: BookingId },
): Promise<AgentCalendar> {
  const [row] = await ctx.db.transaction((tx) =>
    tx
      .select({ callId: bookings.callId })
      .from(bookings)
      .where(and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, bookingId))),
  );
  return row?.callId ? getCallCalendar(ctx, { callId: row.callId }) : OWN;
}

/** The calendars of all agents of the business. */
export async function listAgentCalendars(ctx: DomainContext): Promise<AgentCalendar[]> {
  const rows = await ctx.db.transaction((tx) =>
    tx.select({ calendar: agents.calendar }).from(agents).where(eq(agents.businessId, ctx.business.id)),
  );
  return rows.map(({ calendar }) => AgentCalendar.parse(calendar));
}
