import { findNumberRoute, type NumberRoute } from '@afterhourfix/database';
import type { calls } from '@afterhourfix/database/schema';
import { type PhoneNumber, readPhoneNumber } from '@afterhourfix/vocabulary';
import type { PublishedAgent } from '../agents/index.ts';
import { forBusiness } from '../businesses/index.ts';
import type { DomainContext, SystemContext } from '../context.ts';
import { toStorableText } from '../storable.ts';
import { readCallerNumber } from './rules/caller-number.ts';

/** The line that a caller rang, and the business behind it. */
export interface DialledLine {
  ctx: DomainContext;
  to: PhoneNumber;
  route: NumberRoute;
}

/** What the carrier says about a call when it rings. */
export interface RingingCall {
  callSid: string;
  /** As the carrier sent them. */
  from: string;
  to: string;
  forwardedFrom?: string | undefined;
  stirVerstat?: string | undefined;
}

/** Null when the number is nobody's. */
export async function findDialledLine(system: SystemContext, dialled: string): Promise<DialledLine | null> {
  const to = readPhoneNumber(dialled);
  const route = to && (await findNumberRoute(system.db, to));
  if (!to || !route) return null;
  return { to, route, ctx: await forBusiness(system, route.businessId, { kind: 'carrier' }) };
}

/** The row of a call that begins now, on a line, with the agent that answers it or with none. */
export function toCallRow(
  { ctx, to, route }: DialledLine,
  { input, agent }: { input: RingingCall; agent: PublishedAgent | null },
): typeof calls.$inferInsert {
  return {
    businessId: ctx.business.id,
    agentId: route.agentId,
    agentVersionId: agent?.versionId ?? null,
    phoneNumberId: route.phoneNumberId,
    callSid: input.callSid,
    ...(agent && { route: agent.route }),
    fromNumber: readCallerNumber(input.from),
    fromRaw: toStorableText(input.from),
    toNumber: to,
    forwardedFrom: input.forwardedFrom ?? null,
    stirVerstat: input.stirVerstat ?? null,
    startedAt: ctx.clock.now(),
  };
}
