import type { Transaction } from '@afterhourfix/database';
import {
  bookings,
  callEvents,
  calls,
  dispatchCallers,
  messages,
  quotes,
  toolCalls,
  transcriptTurns,
} from '@afterhourfix/database/schema';
import { type CallId, Severity, Trade } from '@afterhourfix/vocabulary';
import { and, asc, eq, gt, inArray, isNotNull, or } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { isEmergencyLine, RULE_BOOK } from '../triage/index.ts';
import { isPriceRefused } from './rules/price-refused.ts';
import { type DangerRule, findUnservedDanger, type UnservedDanger } from './rules/unserved-danger.ts';

const Verdict = z.object({
  severity: Severity,
  trades: z.array(Trade),
  jobTypes: z.array(z.string()),
  isVulnerable: z.boolean(),
  flags: z.array(z.string()),
  instructionId: z.string().nullable(),
  ruleIds: z.array(z.string()),
});
const Line = z.object({ lineId: z.string() });
const Answer = z.object({ zone: z.string().optional(), refusal: z.string().optional() });
/** A write is stored with its effect beside its result. */
const StoredAnswer = z.union([z.object({ result: Answer, effect: z.unknown() }), Answer]);

const RULES: readonly DangerRule[] = [...RULE_BOOK.rules, ...RULE_BOOK.combinations];
const OUTSIDE_ZONES: ReadonlySet<string> = new Set(['referral', 'outside', 'not-a-us-zip']);

/** All that the person on call reads of it; the caller's words are nowhere in it, refused or not. */
export interface ToldDanger extends UnservedDanger {
  jobTypes: readonly string[];
  isVulnerable: boolean;
  spokenLines: readonly string[];
  isTold911: boolean;
  isPriceTold: boolean;
}

interface OfCall {
  ctx: DomainContext;
  callId: CallId;
}

/** The danger in which a call has ended with nobody who knows of it; null when there is none, or it goes on. */
export async function readDanger(tx: Transaction, of: OfCall): Promise<ToldDanger | null> {
  const { ctx, callId } = of;
  const [call] = await tx
    .select({ endedAt: calls.endedAt, outcome: calls.outcome, reason: calls.outcomeReason })
    .from(calls)
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId)));
  if (!call?.endedAt || !call.outcome || !call.reason) return null;
  const { verdict, spokenLines } = await readJudgement(tx, of);
  if (!verdict || (verdict.severity !== 'life_safety' && verdict.severity !== 'property_damage')) return null;
  const { isOutside, isRefused } = await readAnswers(tx, of);
  const price = await readPrice(tx, of);
  const { outcome, reason } = call;
  const isServed = await hasServed(tx, of);
  const ended = {
    outcome,
    reason,
    verdict,
    spokenLines,
    isServed,
    isOutside,
    isRefused: isRefused || price.isRefused,
  };
  const danger = findUnservedDanger(ended, { trades: ctx.business.trades, rules: RULES });
  if (!danger) return null;
  const { jobTypes, isVulnerable } = verdict;
  const isTold911 = spokenLines.some(isEmergencyLine);
  return { ...danger, jobTypes, isVulnerable, spokenLines, isTold911, isPriceTold: price.isTold };
}

/** What the caller said behind the first price decides, and is told to nobody; words that are not kept say nothing. */
async function readPrice(tx: Transaction, { ctx, callId }: OfCall) {
  const businessId = ctx.business.id;
  const [first] = await tx
    .select({ at: quotes.createdAt })
    .from(quotes)
    .where(and(eq(quotes.businessId, businessId), eq(quotes.callId, callId)))
    .orderBy(asc(quotes.createdAt))
    .limit(1);
  if (!first) return { isTold: false, isRefused: false };
  const turns = await tx
    .select({ text: transcriptTurns.text })
    .from(transcriptTurns)
    .where(
      and(
        eq(transcriptTurns.businessId, businessId),
        eq(transcriptTurns.callId, callId),
        eq(transcriptTurns.speaker, 'caller'),
        gt(transcriptTurns.startedAt, first.at),
      ),
    );
  return { isTold: true, isRefused: isPriceRefused(turns.map(({ text }) => text)) };
}

async function readJudgement(tx: Transaction, { ctx, callId }: OfCall) {
  const events = await tx
    .select({ type: callEvents.type, payload: callEvents.payload })
    .from(callEvents)
    .where(
      and(
        eq(callEvents.businessId, ctx.business.id),
        eq(callEvents.callId, callId),
        inArray(callEvents.type, ['triage-judged', 'safety-line-spoken']),
      ),
    )
    .orderBy(asc(callEvents.at), asc(callEvents.id));
  // The last one was judged over all that the caller had said: what they took back is not in it.
  const judged = events.findLast(({ type }) => type === 'triage-judged');
  const spokenLines = events.flatMap(({ type, payload }) =>
    type === 'safety-line-spoken' ? (Line.safeParse(payload).data?.lineId ?? []) : [],
  );
  return { verdict: Verdict.safeParse(judged?.payload).data ?? null, spokenLines: [...new Set(spokenLines)] };
}

async function readAnswers(tx: Transaction, { ctx, callId }: OfCall) {
  const rows = await tx
    .select({ name: toolCalls.name, result: toolCalls.result })
    .from(toolCalls)
    .where(
      and(
        eq(toolCalls.businessId, ctx.business.id),
        eq(toolCalls.callId, callId),
        eq(toolCalls.status, 'done'),
        inArray(toolCalls.name, ['check_service_area', 'dispatch_technician']),
      ),
    )
    .orderBy(asc(toolCalls.startedAt), asc(toolCalls.id));
  const answersOf = (wanted: string) =>
    rows.flatMap(({ name, result }) => (name === wanted ? unwrap(result) : []));
  const zone = answersOf('check_service_area').at(-1)?.zone;
  const refusal = answersOf('dispatch_technician').at(-1)?.refusal;
  const isOutside = refusal === 'outside-service-area' || (zone !== undefined && OUTSIDE_ZONES.has(zone));
  return { isOutside, isRefused: refusal !== undefined };
}

function unwrap(stored: unknown): z.infer<typeof Answer>[] {
  const { data } = StoredAnswer.safeParse(stored);
  return data ? ['result' in data ? data.result : data] : [];
}

/** Somebody knows of the call by another page, or will come. What was called off was the caller's word. */
async function hasServed(tx: Transaction, { ctx, callId }: OfCall): Promise<boolean> {
  const businessId = ctx.business.id;
  const asked = await tx.$count(
    dispatchCallers,
    and(eq(dispatchCallers.businessId, businessId), eq(dispatchCallers.callId, callId)),
  );
  // A name alone tells nobody of the danger.
  const left = await tx.$count(
    messages,
    and(
      eq(messages.businessId, businessId),
      eq(messages.callId, callId),
      or(isNotNull(messages.problem), isNotNull(messages.recordingUrl)),
    ),
  );
  const booked = await tx.$count(
    bookings,
    and(eq(bookings.businessId, businessId), eq(bookings.callId, callId), eq(bookings.status, 'booked')),
  );
  return asked + left + booked > 0;
}
