import type { Transaction } from '@afterhourfix/database';
import { technicians } from '@afterhourfix/database/schema';
import type { Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { nobodyOnCall } from '../events.ts';
import { chooseTransferTarget, type TransferTarget } from './rules/choose-transfer-target.ts';

export type FindTransferTargetResult =
  | ({ ok: true } & TransferTarget)
  | { ok: false; refusal: 'nobody-on-call' };

/** Whose phone shall ring when a caller needs a human. */
export async function findTransferTarget(
  ctx: DomainContext,
  input: { trade?: Trade | undefined },
): Promise<FindTransferTargetResult> {
  const target = await ctx.db.transaction((tx) => findOnCall(tx, { ctx, trade: input.trade ?? null }));
  if (target) return { ok: true, ...target };
  nobodyOnCall(ctx, {});
  return { ok: false, refusal: 'nobody-on-call' };
}

export async function findOnCall(
  tx: Transaction,
  { ctx, trade }: { ctx: DomainContext; trade: Trade | null },
): Promise<TransferTarget | null> {
  const rows = await tx
    .select()
    .from(technicians)
    .where(and(eq(technicians.businessId, ctx.business.id), eq(technicians.isActive, true)))
    .orderBy(technicians.slug);
  const { onCallNumber, ownerNumber } = ctx.business;
  return chooseTransferTarget({ onCallNumber, ownerNumber, technicians: rows, trade });
}
