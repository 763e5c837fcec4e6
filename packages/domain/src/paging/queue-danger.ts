import type { Transaction } from '@afterhourfix/database';
import type { CallId } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { readDanger } from './read-danger.ts';

/** Whoever hung up in danger with nobody sent is paged, by a job that commits with the end of their call. */
export async function queueDangerOfCall(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<void> {
  const danger = await readDanger(tx, { ctx, callId });
  if (danger) await enqueue(tx, 'dispatch.page-danger', { businessId: ctx.business.id, callId });
}
