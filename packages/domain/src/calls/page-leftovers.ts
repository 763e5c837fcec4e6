import type { Transaction } from '@afterhourfix/database';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { completeMessage } from '../paging/index.ts';
import type { CallRow } from './find-call.ts';

interface Leftovers {
  ctx: DomainContext;
  row: CallRow;
}

/** The caller is gone: what they left half is paged, and so is a person they waited for in vain. */
export async function pageLeftovers(tx: Transaction, { ctx, row }: Leftovers): Promise<void> {
  await completeMessage(tx, { ctx, callId: row.id });
  if (!row.endedAt) await pageMissedTransfer(tx, { ctx, row });
}

/** Pages the person on call when the call was on its way to somebody who has not taken it. */
export async function pageMissedTransfer(tx: Transaction, { ctx, row }: Leftovers): Promise<void> {
  if (row.handover?.kind !== 'transfer' || row.handover.isAccepted) return;
  await enqueue(tx, 'dispatch.page-missed-transfer', { businessId: ctx.business.id, callId: row.id });
}
