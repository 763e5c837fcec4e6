import type { Transaction } from '@afterhourfix/database';
import { callEvents, calls } from '@afterhourfix/database/schema';
import { type CallId, Severity, Trade } from '@afterhourfix/vocabulary';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { INSTRUCTION_IDS } from '../triage/index.ts';

const LineId = z.enum(INSTRUCTION_IDS);

const Verdict = z.object({
  severity: Severity,
  trades: z.array(Trade).readonly(),
  jobTypes: z.array(z.string()).readonly(),
  isVulnerable: z.boolean(),
  flags: z.array(z.string()).readonly(),
  instructionId: LineId.nullable(),
  ruleIds: z.array(z.string()).readonly(),
  by: z.enum(['rules', 'rules-and-model']),
});

/** A verdict as the journal keeps it: of rules and model together. */
export type EarlierVerdict = z.infer<typeof Verdict>;

const LineStep = z.object({
  lineId: LineId,
  language: z.enum(['en', 'es']),
  ruleIds: z.array(z.string()).readonly(),
});

/** What became of a safety line; that the caller is out. */
export type DangerStep =
  | ({ step: 'line-due' | 'line-spoken' } & z.infer<typeof LineStep>)
  | { step: 'caller-out' };

/** What earlier parts of a call knew of a danger; no word of the caller's is in it. */
export interface DangerBefore {
  /** The last one; null when none was judged. */
  verdict: EarlierVerdict | null;
  /** In their order. */
  steps: readonly DangerStep[];
  /** The caller has refused to be recorded, whatever they allowed later: the turns do not tell all. */
  areWordsWithheld: boolean;
}

const STEP_OF_EVENT: Readonly<Record<string, 'line-due' | 'line-spoken'>> = {
  'safety-line-due': 'line-due',
  'safety-line-spoken': 'line-spoken',
};

/** Reads what a call's journal tells of danger; an event that is not of today's shape is passed over. */
export async function loadDangerBefore(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<DangerBefore> {
  const events = await tx
    .select({ type: callEvents.type, payload: callEvents.payload })
    .from(callEvents)
    .where(
      and(
        eq(callEvents.businessId, ctx.business.id),
        eq(callEvents.callId, callId),
        inArray(callEvents.type, ['triage-judged', 'caller-out', ...Object.keys(STEP_OF_EVENT)]),
      ),
    )
    .orderBy(asc(callEvents.at), asc(callEvents.id));
  const judged = events.findLast(({ type }) => type === 'triage-judged');
  const [call] = await tx
    .select({ refusedAt: calls.recordingRefusedAt })
    .from(calls)
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)));
  return {
    verdict: Verdict.safeParse(judged?.payload).data ?? null,
    steps: events.flatMap(toSteps),
    areWordsWithheld: call !== undefined && call.refusedAt !== null,
  };
}

function toSteps({ type, payload }: { type: string; payload: unknown }): DangerStep[] {
  if (type === 'caller-out') return [{ step: 'caller-out' }];
  const step = STEP_OF_EVENT[type];
  const line = LineStep.safeParse(payload);
  return step && line.success ? [{ step, ...line.data }] : [];
}
