import type { Transaction } from '@afterhourfix/database';
import { callEvents, calls, dispatchCallers, dispatches } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { toStorableLine } from '../storable.ts';
import { toJobTypesOf } from './choose-contacts.ts';
import type { DispatchRow } from './dispatch-record.ts';
import type { DispatchTechnicianInput } from './dispatch-technician-input.ts';
import type { RankedCrew } from './rank-crews.ts';
import type { ApprovalReason } from './rules/approval.ts';
import { toPlaceKeys } from './rules/same-trouble.ts';

const Judged = z.object({ ruleIds: z.array(z.string()) });
/** A job that no round has given to anybody by then goes up its own ladder. */
const LONGEST_ROUND_MS = 10 * 60_000;

interface Writing {
  ctx: DomainContext;
  input: DispatchTechnicianInput;
}

/** The rules that made the call urgent, so that false wakes are counted for each. */
async function listRuleIds(tx: Transaction, callId: CallId): Promise<string[]> {
  const events = await tx
    .select({ payload: callEvents.payload })
    .from(callEvents)
    .where(and(eq(callEvents.callId, callId), eq(callEvents.type, 'triage-judged')));
  return [...new Set(events.flatMap(({ payload }) => Judged.safeParse(payload).data?.ruleIds ?? []))];
}

/** One dispatch for what a crew does; nobody is asked by this itself. */
export async function writeDispatch(
  tx: Transaction,
  making: Writing & {
    incidentId: DispatchRow['incidentId'];
    crew: RankedCrew;
    reasons: readonly ApprovalReason[];
    isRound: boolean;
    quotedCents: number | null;
  },
): Promise<DispatchRow> {
  const { ctx, input, incidentId, crew, reasons, isRound, quotedCents } = making;
  const { rungs, choice } = crew;
  const [trade = input.trade, ...otherTrades] = crew.trades;
  const now = ctx.clock.now();
  const { callId, severity, isVulnerable, problem, addressLine, zip } = input;
  const [row] = await tx
    .insert(dispatches)
    .values({
      businessId: ctx.business.id,
      incidentId,
      ...{ callId, trade, otherTrades, severity, isVulnerable, problem, addressLine, zip },
      ...toPlaceKeys(input),
      jobTypes: [...toJobTypesOf(crew.trades, { ...input, otherTrades: input.otherTrades ?? [] })],
      ruleIds: await listRuleIds(tx, callId),
      rungs,
      ladder: { phase: 'created' },
      choice: { ...choice },
      approval: reasons.length > 0 ? 'asked' : 'not-needed',
      approvalReasons: [...reasons],
      callerRole: input.callerRole ?? 'unknown',
      approvedBy: input.approvedBy === undefined ? null : toStorableLine(input.approvedBy),
      residenceProof: input.residenceProof ?? null,
      quotedCents,
      nextStepAt: isRound ? new Date(now.getTime() + LONGEST_ROUND_MS) : now,
      createdAt: now,
    })
    .returning();
  if (!row) throw new Error('An insert returned no row');
  return row;
}

/** A call that ended while this was under way came to it all the same. */
export async function addCaller(
  tx: Transaction,
  { ctx, input, row }: Writing & { row: DispatchRow },
): Promise<void> {
  const businessId = ctx.business.id;
  const { callId, trade, contactName, contactPhone } = input;
  const name = contactName && toStorableLine(contactName);
  await tx.insert(dispatchCallers).values({
    businessId,
    dispatchId: row.id,
    ...{ callId, trade, contactPhone },
    contactName: name,
    createdAt: ctx.clock.now(),
  });
  await tx
    .update(calls)
    .set({ outcome: 'dispatched', outcomeReason: 'technician_sent' })
    .where(
      and(
        eq(calls.businessId, businessId),
        eq(calls.id, callId),
        isNotNull(calls.endedAt),
        inArray(calls.outcome, ['abandoned', 'information_given', 'safety_redirect', 'failed']),
      ),
    );
}
