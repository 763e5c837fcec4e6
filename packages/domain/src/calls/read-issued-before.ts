import { technicians, toolCalls } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, asc, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

export interface IssuedBefore {
  /** All technicians of the business, so that one whom no tool named is noticed. */
  technicianNames: string[];
  /** What tools answered in earlier parts of this call, in their order. */
  toolResults: { toolCallId: string; name: string; result: unknown }[];
}

/** What a part of a call that begins now must know to tell true words from others. */
export function readIssuedBefore(ctx: DomainContext, input: { callId: CallId }): Promise<IssuedBefore> {
  const businessId = ctx.business.id;
  return ctx.db.transaction(async (tx) => {
    const names = await tx
      .select({ name: technicians.name })
      .from(technicians)
      .where(eq(technicians.businessId, businessId));
    const answered = await tx
      .select({ toolCallId: toolCalls.engineCallId, name: toolCalls.name, stored: toolCalls.result })
      .from(toolCalls)
      .where(
        and(
          eq(toolCalls.businessId, businessId),
          eq(toolCalls.callId, input.callId),
          eq(toolCalls.status, 'done'),
        ),
      )
      .orderBy(asc(toolCalls.startedAt), asc(toolCalls.id));
    return {
      technicianNames: names.map(({ name }) => name),
      toolResults: answered.map(({ stored, ...call }) => ({ ...call, result: unwrap(stored) })),
    };
  });
}

/** A write is stored with its effect beside its result. */
function unwrap(stored: unknown): unknown {
  const isWrite = typeof stored === 'object' && stored !== null && 'result' in stored && 'effect' in stored;
  return isWrite ? stored.result : stored;
}
