import type { Transaction } from '@afterhourfix/database';
import { technicianCalls } from '@afterhourfix/database/schema';
import { Forbidden, NotFound } from '@afterhourfix/foundation';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findContactConsent } from '../customers/index.ts';
import { toStorableText } from '../storable.ts';
import type { TechnicianCallRequest } from './technician-calls.ts';

/** Ringing, detection, the talk and the reports of its end are long over by then. */
const OVER_AFTER_MS = 10 * 60_000;

type TechnicianCallRow = typeof technicianCalls.$inferSelect;

export interface OpenedTechnicianCall {
  technicianCallId: string;
  /** Of a call that rings or talks already: no second one is made. */
  callSid: string | null;
}

/** Whether a machine's voice may call this technician: they have signed that it may. Others are texted only. */
export function mayCallTechnician(ctx: DomainContext, input: { phone: PhoneNumber }): Promise<boolean> {
  return ctx.db.transaction((tx) => hasConsent(tx, { ctx, phone: input.phone }));
}

/**
 * The row of a call that is about to be made; one of the same dispatch and telephone that is not over is that one.
 * Throws `Forbidden` for a technician without recorded consent.
 */
export function openTechnicianCall(
  ctx: DomainContext,
  request: TechnicianCallRequest,
): Promise<OpenedTechnicianCall> {
  const { dispatchId, question = 'offer', to, technicianName, summary, language } = request;
  return ctx.db.transaction(async (tx) => {
    if (!(await hasConsent(tx, { ctx, phone: to })))
      throw new Forbidden('The technician has not agreed to calls by a machine');
    const isOfDispatch = and(
      eq(technicianCalls.businessId, ctx.business.id),
      eq(technicianCalls.dispatchId, dispatchId),
      eq(technicianCalls.toNumber, to),
      isNull(technicianCalls.endedAt),
    );
    const now = ctx.clock.now();
    const overBefore = new Date(now.getTime() - OVER_AFTER_MS);
    await tx
      .update(technicianCalls)
      .set({ endedAt: now })
      .where(and(isOfDispatch, lt(technicianCalls.createdAt, overBefore)));
    await tx
      .insert(technicianCalls)
      .values({
        businessId: ctx.business.id,
        dispatchId,
        question,
        toNumber: to,
        technicianName,
        summary: toStorableText(summary),
        language,
        createdAt: now,
      })
      .onConflictDoNothing();
    const [row] = await tx.select().from(technicianCalls).where(isOfDispatch);
    if (!row) throw new NotFound(`No open call of dispatch ${dispatchId}`);
    return { technicianCallId: row.id, callSid: row.callSid };
  });
}

/** The carrier has accepted the call. */
export async function noteTechnicianCallSid(
  ctx: DomainContext,
  input: { technicianCallId: string; callSid: string },
): Promise<void> {
  await ctx.db.transaction((tx) =>
    tx.update(technicianCalls).set({ callSid: input.callSid }).where(isCall(ctx, input.technicianCallId)),
  );
}

/** What is read to who answers. Throws `NotFound`. */
export function getTechnicianCall(
  ctx: DomainContext,
  { technicianCallId }: { technicianCallId: string },
): Promise<TechnicianCallRow> {
  return ctx.db.transaction((tx) => lockTechnicianCall(tx, { ctx, technicianCallId }));
}

/** The row, locked until the transaction ends. */
export async function lockTechnicianCall(
  tx: Transaction,
  { ctx, technicianCallId }: { ctx: DomainContext; technicianCallId: string },
): Promise<TechnicianCallRow> {
  const [row] = await tx.select().from(technicianCalls).where(isCall(ctx, technicianCallId)).for('update');
  if (!row) throw new NotFound(`No call to a technician ${technicianCallId}`);
  return row;
}

function isCall(ctx: DomainContext, technicianCallId: string) {
  return and(eq(technicianCalls.businessId, ctx.business.id), eq(technicianCalls.id, technicianCallId));
}

async function hasConsent(
  tx: Transaction,
  { ctx, phone }: { ctx: DomainContext; phone: PhoneNumber },
): Promise<boolean> {
  const of = {
    businessId: ctx.business.id,
    number: phone,
    channel: 'voice_ai',
    purpose: 'dispatch',
  } as const;
  return (await findContactConsent(tx, of)) === 'granted';
}
