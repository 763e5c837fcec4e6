import type { Transaction } from '@afterhourfix/database';
import { toolCalls } from '@afterhourfix/database/schema';
import { Conflict } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { writeRepeated } from '../events.ts';
import { withoutCardNumbers } from '../spoken-facts/index.ts';
import { toStorableJson, toStorableText } from '../storable.ts';
import { hashArguments } from './arguments-hash.ts';

const WAIT_LIMIT_MS = 10_000;
const POLL_EVERY_MS = 50;
/** Longer than any tool may take: whoever is still running after this died with its process. */
const ORPHANED_AFTER_MS = 30_000;

export interface WriteRun<Result = unknown> {
  callId: CallId;
  engineCallId: string;
  name: string;
  arguments: unknown;
  /** False for results that say no: nothing was written, so the same wish is tried anew. Left out: always. */
  hasWritten?: (result: Result) => boolean;
}

type LedgerRow = typeof toolCalls.$inferSelect;
type Claim =
  | { kind: 'run'; ledgerId: string }
  | { kind: 'done'; result: unknown }
  | { kind: 'wait'; ledgerId: string };

/**
 * Runs a writing tool once per (call, tool, arguments). A repeat of the tool's latest write in the call returns the
 * stored result; one that comes while the first is running waits for it, at most 10 s, then throws `Conflict`.
 * Run again are: arguments that another write has followed, a run that was refused or threw, and one whose process
 * died more than 30 s ago. So `run` must do no harm twice. Results pass through JSON: give plain values.
 */
export async function runWriteOnce<Result>(
  ctx: DomainContext,
  write: WriteRun<Result>,
  run: () => Promise<Result>,
): Promise<{ result: Result; isRepeat: boolean }> {
  const deadlineMs = ctx.clock.monotonicMs() + WAIT_LIMIT_MS;
  let waitedFor: string | null = null;
  for (;;) {
    const claim: Claim = await ctx.db.transaction((tx) => claimRun(tx, { ctx, write, waitedFor }));
    if (claim.kind === 'run') return { result: await runClaimed(ctx, { claim, run }), isRepeat: false };
    if (claim.kind === 'done') {
      writeRepeated(ctx, { callId: write.callId, tool: write.name });
      // The ledger row of this tool and these arguments was written from a value of this type.
      return { result: claim.result as Result, isRepeat: true };
    }
    if (ctx.clock.monotonicMs() >= deadlineMs) throw new Conflict(`${write.name} is still running`);
    waitedFor = claim.ledgerId;
    await pause(ctx, POLL_EVERY_MS);
  }
}

interface Claiming<Result> {
  ctx: DomainContext;
  write: WriteRun<Result>;
  /** The run whose end was waited for: its result counts, whatever it is. */
  waitedFor: string | null;
}

async function claimRun<Result>(
  tx: Transaction,
  { ctx, write, waitedFor }: Claiming<Result>,
): Promise<Claim> {
  const now = ctx.clock.now();
  const rows = await lockWrites(tx, { ctx, write });
  const argumentsHash = hashArguments(write.arguments);
  const own = rows.find((row) => row.argumentsHash === argumentsHash);
  if (own?.status === 'running' && now < toEnd(own)) return { kind: 'wait', ledgerId: own.id };
  if (own?.status === 'done') {
    // As above: the row holds a value of this type.
    const hasWritten = write.hasWritten?.(own.result as Result) ?? true;
    const isCurrent = waitedFor === own.id || (hasWritten && isLatest(own, rows));
    if (isCurrent) return { kind: 'done', result: own.result };
  }
  const started = { engineCallId: write.engineCallId, startedAt: toStart(rows, now) };
  return { kind: 'run', ledgerId: await noteStart(tx, { ctx, write, own, argumentsHash, started }) };
}

/** The tool's writes in this call. Claims of one tool and call follow each other, so their order is certain. */
async function lockWrites(
  tx: Transaction,
  { ctx, write }: { ctx: DomainContext; write: Pick<WriteRun, 'callId' | 'name'> },
): Promise<LedgerRow[]> {
  const key = `${write.callId} ${write.name}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  return tx
    .select()
    .from(toolCalls)
    .where(
      and(
        eq(toolCalls.businessId, ctx.business.id),
        eq(toolCalls.callId, write.callId),
        eq(toolCalls.name, write.name),
        eq(toolCalls.isWrite, true),
      ),
    );
}

/** Every other write had ended before this one began: what this one did is still what stands. */
function isLatest(own: LedgerRow, rows: readonly LedgerRow[]): boolean {
  return rows.every((row) => row === own || toEnd(row) < own.startedAt);
}

function toEnd({ startedAt, finishedAt }: LedgerRow): Date {
  return finishedAt ?? new Date(startedAt.getTime() + ORPHANED_AFTER_MS);
}

/** Later than all that is known, also when the clocks of two nodes differ: the order of writes is told by it. */
function toStart(rows: readonly LedgerRow[], now: Date): Date {
  const known = rows.map(({ startedAt, finishedAt }) => (finishedAt ?? startedAt).getTime() + 1);
  return new Date(Math.max(now.getTime(), ...known));
}

interface StartNote {
  ctx: DomainContext;
  write: Pick<WriteRun, 'callId' | 'name' | 'arguments'>;
  own: LedgerRow | undefined;
  argumentsHash: string;
  started: { engineCallId: string; startedAt: Date };
}

async function noteStart(
  tx: Transaction,
  { ctx, write, own, argumentsHash, started }: StartNote,
): Promise<string> {
  const running = { ...started, status: 'running', finishedAt: null } as const;
  if (own) {
    await tx.update(toolCalls).set(running).where(eq(toolCalls.id, own.id));
    return own.id;
  }
  const { callId, name } = write;
  const args = withoutCardNumbers(toStorableJson(write.arguments ?? null));
  const row = { businessId: ctx.business.id, callId, name, arguments: args, argumentsHash, isWrite: true };
  const [inserted] = await tx
    .insert(toolCalls)
    .values({ ...row, ...running })
    .returning({ id: toolCalls.id });
  if (!inserted) throw new Error('An insert returned no row');
  return inserted.id;
}

async function runClaimed<Result>(
  ctx: DomainContext,
  { claim, run }: { claim: { ledgerId: string }; run: () => Promise<Result> },
): Promise<Result> {
  const { ledgerId } = claim;
  const result = await run().catch(async (error: unknown) => {
    const message = toStorableText(error instanceof Error ? error.message : String(error));
    await noteEnd(ctx, { ledgerId, status: 'failed', result: { error: message } });
    throw error;
  });
  await noteEnd(ctx, { ledgerId, status: 'done', result: toStorableJson(result) ?? null });
  return result;
}

/**
 * Never throws: what the run did or failed to do is true whether the ledger knows or not. A row that stays `running`
 * is taken over in 30 s. Tried twice, for a connection that broke is replaced by the next one.
 */
async function noteEnd(
  ctx: DomainContext,
  { ledgerId, status, result }: { ledgerId: string; status: 'done' | 'failed'; result: unknown },
): Promise<void> {
  const finishedAt = sql`greatest(${ctx.clock.now().toISOString()}::timestamptz, ${toolCalls.startedAt})`;
  const note = () =>
    ctx.db.transaction((tx) =>
      tx
        .update(toolCalls)
        .set({ status, result, finishedAt })
        .where(and(eq(toolCalls.id, ledgerId), eq(toolCalls.status, 'running'))),
    );
  await note()
    .catch(note)
    .catch((error: unknown) =>
      ctx.log.warn({ err: error, ledgerId }, 'the ledger missed the end of a write'),
    );
}

function pause(ctx: DomainContext, forMs: number): Promise<void> {
  return new Promise((resolve) => {
    ctx.clock.after(forMs, resolve);
  });
}
