import type { Transaction } from '@afterhourfix/database';
import { toolCalls } from '@afterhourfix/database/schema';
import { Conflict } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { writeRepeated } from '../events.ts';
import { toStorableJson, toStorableText } from '../storable.ts';
import { hashArguments } from './arguments-hash.ts';

const WAIT_LIMIT_MS = 10_000;
const POLL_EVERY_MS = 50;
/** Longer than any tool may take: whoever is still running after this died with its process. */
const ORPHANED_AFTER_MS = 30_000;

export interface WriteRun {
  callId: CallId;
  engineCallId: string;
  name: string;
  arguments: unknown;
}

type LedgerRow = typeof toolCalls.$inferSelect;
type Claim = { kind: 'run'; ledgerId: string } | { kind: 'done'; result: unknown } | { kind: 'wait' };

/**
 * Runs a writing tool once per (call, tool, arguments). A repeat returns the stored result, and one that comes
 * while the first is running waits for it, at most 10 s, then throws `Conflict`. A run that threw may be tried
 * again, as may one whose process died more than 30 s ago. Results pass through JSON: give plain values.
 */
export async function runWriteOnce<Result>(
  ctx: DomainContext,
  write: WriteRun,
  run: () => Promise<Result>,
): Promise<{ result: Result; isRepeat: boolean }> {
  const deadlineMs = ctx.clock.monotonicMs() + WAIT_LIMIT_MS;
  for (;;) {
    const claim = await ctx.db.transaction((tx) => claimRun(tx, { ctx, write }));
    if (claim.kind === 'run') return { result: await runClaimed(ctx, { claim, run }), isRepeat: false };
    if (claim.kind === 'done') {
      writeRepeated(ctx, { callId: write.callId, tool: write.name });
      // The ledger row of this tool and these arguments was written from a value of this type.
      return { result: claim.result as Result, isRepeat: true };
    }
    if (ctx.clock.monotonicMs() >= deadlineMs) throw new Conflict(`${write.name} is still running`);
    await pause(ctx, POLL_EVERY_MS);
  }
}

async function claimRun(
  tx: Transaction,
  { ctx, write }: { ctx: DomainContext; write: WriteRun },
): Promise<Claim> {
  const now = ctx.clock.now();
  const argumentsHash = hashArguments(write.arguments);
  const [inserted] = await tx
    .insert(toolCalls)
    .values({
      businessId: ctx.business.id,
      callId: write.callId,
      engineCallId: write.engineCallId,
      name: write.name,
      arguments: toStorableJson(write.arguments ?? null),
      argumentsHash,
      isWrite: true,
      status: 'running',
      startedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: toolCalls.id });
  if (inserted) return { kind: 'run', ledgerId: inserted.id };
  const row = await lockLedgerRow(tx, { ctx, write, argumentsHash });
  if (row.status === 'done') return { kind: 'done', result: row.result };
  const isOrphaned = now.getTime() - row.startedAt.getTime() > ORPHANED_AFTER_MS;
  if (row.status === 'running' && !isOrphaned) return { kind: 'wait' };
  await tx
    .update(toolCalls)
    .set({ status: 'running', startedAt: now, finishedAt: null, engineCallId: write.engineCallId })
    .where(eq(toolCalls.id, row.id));
  return { kind: 'run', ledgerId: row.id };
}

async function lockLedgerRow(
  tx: Transaction,
  { ctx, write, argumentsHash }: { ctx: DomainContext; write: WriteRun; argumentsHash: string },
): Promise<LedgerRow> {
  const [row] = await tx
    .select()
    .from(toolCalls)
    .where(
      and(
        eq(toolCalls.businessId, ctx.business.id),
        eq(toolCalls.callId, write.callId),
        eq(toolCalls.name, write.name),
        eq(toolCalls.argumentsHash, argumentsHash),
        eq(toolCalls.isWrite, true),
      ),
    )
    .for('update');
  if (!row) throw new Error('The ledger refused a row that it does not hold');
  return row;
}

async function runClaimed<Result>(
  ctx: DomainContext,
  { claim, run }: { claim: { ledgerId: string }; run: () => Promise<Result> },
): Promise<Result> {
  const finish = (status: 'done' | 'failed', result: unknown) =>
    ctx.db.transaction((tx) =>
      tx
        .update(toolCalls)
        .set({ status, result, finishedAt: ctx.clock.now() })
        .where(and(eq(toolCalls.id, claim.ledgerId), eq(toolCalls.status, 'running'))),
    );
  const result = await run().catch(async (error: unknown) => {
    await finish('failed', { error: toStorableText(error instanceof Error ? error.message : String(error)) });
    throw error;
  });
  await finish('done', toStorableJson(result) ?? null);
  return result;
}

function pause(ctx: DomainContext, forMs: number): Promise<void> {
  return new Promise((resolve) => {
    ctx.clock.after(forMs, resolve);
  });
}
