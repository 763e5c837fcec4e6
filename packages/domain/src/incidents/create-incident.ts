import type { Transaction } from '@afterhourfix/database';
import { calls, incidents } from '@afterhourfix/database/schema';
import { Invalid, NotFound } from '@afterhourfix/foundation';
import type { CallId, Trade } from '@afterhourfix/vocabulary';
import { and, eq, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type Incident, lockOpenIncident, readIncident } from './incident.ts';
import { planWorkOrders } from './rules/plan-work-orders.ts';
import { writeOrders } from './write-orders.ts';

export interface CreateIncidentInput {
  callId: CallId;
  zip: string;
  trades: readonly Trade[];
  /** `trade.job` */
  jobTypes: readonly string[];
}

/**
 * Opens the incident of a call with its work orders in their order. A call has one: asked again, what is told besides
 * joins it, and nothing that was there goes. Throws `NotFound`, and `Invalid` without any work.
 */
export function createIncident(ctx: DomainContext, input: CreateIncidentInput): Promise<Incident> {
  if (input.trades.length + input.jobTypes.length === 0)
    throw new Invalid('An incident has work for a trade');
  return ctx.db.transaction((tx) => openIncident(tx, { ctx, input }));
}

/** The same, within a transaction. */
export async function openIncident(
  tx: Transaction,
  { ctx, input }: { ctx: DomainContext; input: CreateIncidentInput },
): Promise<Incident> {
  const { callId, zip } = input;
  const customerId = await getCustomerOfCall(tx, { ctx, callId });
  await tx
    .insert(incidents)
    .values({ businessId: ctx.business.id, callId, customerId, zip, createdAt: ctx.clock.now() })
    .onConflictDoNothing({ target: incidents.callId, where: sql`status = 'open'` });
  return extendIncident(tx, { ctx, input });
}

/** The incident that a call is about, or null. */
export function findOpenIncident(ctx: DomainContext, input: { callId: CallId }): Promise<Incident | null> {
  return ctx.db.transaction(async (tx) => {
    const row = await lockOpenIncident(tx, { ctx, ...input });
    return row && readIncident(tx, row);
  });
}

/** More work of the same incident; the order of all of it is found anew. Throws `NotFound` without an open incident. */
export function addWorkOrder(
  ctx: DomainContext,
  input: { callId: CallId; trade: Trade; jobType?: string | undefined },
): Promise<Incident> {
  const { callId, trade, jobType } = input;
  const jobTypes = jobType === undefined ? [] : [jobType];
  return ctx.db.transaction((tx) =>
    extendIncident(tx, { ctx, input: { callId, trades: [trade], jobTypes } }),
  );
}

async function extendIncident(
  tx: Transaction,
  { ctx, input }: { ctx: DomainContext; input: Omit<CreateIncidentInput, 'zip'> },
): Promise<Incident> {
  const row = await lockOpenIncident(tx, { ctx, callId: input.callId });
  if (!row) throw new NotFound(`No open incident of call ${input.callId}`);
  const { workOrders } = await readIncident(tx, row);
  const { orders } = planWorkOrders({
    trades: [...workOrders.map(({ trade }) => trade), ...input.trades],
    jobTypes: [...input.jobTypes, ...workOrders.map(({ jobType }) => jobType)],
    offered: ctx.business.trades,
  });
  await writeOrders(tx, { ctx, incidentId: row.id, orders });
  return readIncident(tx, row);
}

async function getCustomerOfCall(tx: Transaction, { ctx, callId }: { ctx: DomainContext; callId: CallId }) {
  const [call] = await tx
    .select({ customerId: calls.customerId })
    .from(calls)
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)));
  if (!call) throw new NotFound(`No call ${callId}`);
  return call.customerId;
}
