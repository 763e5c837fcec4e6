import { dispatches } from '@afterhourfix/database/schema';
import type { CallId, Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type DispatchRow, lockDispatch } from './dispatch-record.ts';
import { findOwnDispatch } from './find-same-trouble.ts';
import { listSendable, type NotSent } from './list-sendable.ts';
import { isSamePlace, toPlaceKeys } from './rules/same-trouble.ts';
import { tellChange } from './write-pages.ts';

const UNDER_WAY: ReadonlySet<DispatchRow['phase']> = new Set([
  'created',
  'paging',
  'acknowledged',
  'en_route',
]);

type Correction = Parameters<typeof listSendable>[1] & { callId: CallId; addressLine: string };

/**
 * A caller who asks again with another address has corrected it: whoever is asked or comes is told. Returns what stands
 * against it; then the old address stands.
 */
export async function correctPlace(
  ctx: DomainContext,
  { trades, ...said }: Correction & { trades: readonly Trade[] },
): Promise<NotSent | null> {
  const { callId, addressLine, zip } = said;
  const isWrong = (row: DispatchRow) =>
    // Others may have called about the trouble of another call: theirs is not moved.
    row.callId === callId && UNDER_WAY.has(row.phase) && !isSamePlace(row, said);
  const wrong = await ctx.db.transaction(async (tx) => {
    const rows = new Map<string, DispatchRow>();
    for (const trade of trades) {
      const row = await findOwnDispatch(tx, { ctx, callId, trade });
      if (row && isWrong(row)) rows.set(row.id, row);
    }
    return [...rows.values()];
  });
  if (wrong.some((row) => row.zip !== zip)) {
    const [refused] = (await listSendable(ctx, { ...said, trades })).notSent;
    if (refused) return refused;
  }
  for (const { id } of wrong)
    await ctx.db.transaction(async (tx) => {
      const row = await lockDispatch(tx, { ctx, dispatchId: id });
      if (!isWrong(row)) return;
      const place = { addressLine, zip, ...toPlaceKeys({ addressLine, zip }) };
      await tx
        .update(dispatches)
        .set(place)
        .where(and(eq(dispatches.businessId, ctx.business.id), eq(dispatches.id, id)));
      const moved = { businessName: ctx.business.name, addressLine, zip, before: row.addressLine };
      const toBody = ({ words }: { words: { moved(job: typeof moved): string } }) => words.moved(moved);
      await tellChange(tx, { ctx, row: { ...row, ...place }, toBody });
    });
  return null;
}
