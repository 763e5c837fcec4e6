import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import type { BusinessId, CallId } from '@afterhourfix/vocabulary';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { SystemContext } from '../context.ts';
import { type CallRow, findCall } from './find-call.ts';
import { hashMediaToken } from './media-token.ts';

export type ClaimRefusal = 'unknown-call' | 'wrong-token' | 'token-used' | 'call-ended';

export type ClaimMediaStreamResult =
  | { ok: true; callId: CallId; businessId: BusinessId }
  | { ok: false; refusal: ClaimRefusal };

/** Spends a call's media token; of any number of claims exactly one wins. */
export async function claimMediaStream(
  system: SystemContext,
  input: { callSid: string; token: string },
): Promise<ClaimMediaStreamResult> {
  const found = await findCall(system, input.callSid);
  if (!found) return { ok: false, refusal: 'unknown-call' };
  const { ctx, callId } = found;
  const hash = hashMediaToken(input.token);
  const now = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    const [claimed] = await tx
      .update(calls)
      .set({
        mediaTokenUsedAt: now,
        mediaStartedAt: sql`coalesce(${calls.mediaStartedAt}, ${now.toISOString()}::timestamptz)`,
      })
      .where(
        and(
          eq(calls.businessId, ctx.business.id),
          eq(calls.id, callId),
          eq(calls.mediaTokenHash, hash),
          isNull(calls.mediaTokenUsedAt),
          isNull(calls.endedAt),
        ),
      )
      .returning({ id: calls.id });
    if (claimed) return { ok: true, callId, businessId: ctx.business.id };
    return { ok: false, refusal: await findRefusal(tx, { callId, hash }) };
  });
}

async function findRefusal(
  tx: Transaction,
  { callId, hash }: { callId: CallId; hash: string },
): Promise<ClaimRefusal> {
  const [row] = await tx.select().from(calls).where(eq(calls.id, callId));
  return row ? toRefusal(row, hash) : 'unknown-call';
}

function toRefusal(row: CallRow, hash: string): ClaimRefusal {
  if (row.endedAt) return 'call-ended';
  return row.mediaTokenHash === hash ? 'token-used' : 'wrong-token';
}
