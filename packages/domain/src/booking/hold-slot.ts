import type { Transaction } from '@afterhourfix/database';
import { holds, technicianCommitments } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, ne } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findOffer } from './find-offer.ts';
import { lockOffers } from './lock-call.ts';
import { releaseHoldRows } from './release-holds.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { type Hold, secureTime } from './secure-time.ts';

const EXTENSION_MS = 5 * 60_000;

export interface SlotRequest {
  callId: CallId;
  /** As `getSlots` gave it to this call. */
  slotId: string;
}

export type HoldSlotResult =
  | {
      ok: true;
      heldUntil: Date /** False when it was extended before: then it lapses as it was going to. */;
      isExtended: boolean;
    }
  | { ok: false; refusal: 'unknown-slot' | 'slot-taken' | 'hold-expired' };

/**
 * The caller leans towards this slot: it is held for five more minutes, once, and what else the call was offered is
 * free for others. A lapsed hold is taken again while its time is free.
 */
export function holdSlot(ctx: DomainContext, request: SlotRequest): Promise<HoldSlotResult> {
  return retryDeadlock(() =>
    ctx.db.transaction(async (tx) => {
      await lockOffers(tx, request.callId);
      const hold = await findOffer(tx, { ctx, ...request });
      return hold ? keepHold(tx, { ctx, hold }) : { ok: false, refusal: 'unknown-slot' };
    }),
  );
}

async function keepHold(
  tx: Transaction,
  { ctx, hold }: { ctx: DomainContext; hold: Hold },
): Promise<HoldSlotResult> {
  const now = ctx.clock.now();
  if (hold.startsAt <= now || hold.status === 'used') return { ok: false, refusal: 'hold-expired' };
  if (hold.extendedAt !== null && hold.expiresAt <= now) return { ok: false, refusal: 'hold-expired' };
  const secured = await secureTime(tx, { ctx, hold });
  if (!secured) return { ok: false, refusal: 'slot-taken' };
  const others = await tx
    .select({ id: holds.id })
    .from(holds)
    .where(and(eq(holds.callId, hold.callId), eq(holds.status, 'live'), ne(holds.id, hold.id)));
  await releaseHoldRows(tx, { ids: others.map(({ id }) => id) });
  const isExtended = hold.extendedAt === null;
  const expiresAt = isExtended ? new Date(now.getTime() + EXTENSION_MS) : hold.expiresAt;
  const { technicianId } = secured;
  await tx
    .update(holds)
    .set({ status: 'live', technicianId, expiresAt, extendedAt: hold.extendedAt ?? now })
    .where(eq(holds.id, hold.id));
  await tx.update(technicianCommitments).set({ expiresAt }).where(eq(technicianCommitments.holdId, hold.id));
  return { ok: true, heldUntil: expiresAt, isExtended };
}

export type ReleaseHoldResult = { ok: true } | { ok: false; refusal: 'unknown-slot' };

/** The caller wants none of it. What is booked stays; may run again. */
export function releaseHold(ctx: DomainContext, request: SlotRequest): Promise<ReleaseHoldResult> {
  return ctx.db.transaction(async (tx) => {
    const hold = await findOffer(tx, { ctx, ...request });
    if (!hold) return { ok: false, refusal: 'unknown-slot' };
    await releaseHoldRows(tx, { ids: [hold.id] });
    return { ok: true };
  });
}
