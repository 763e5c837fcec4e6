import { Severity, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import type { World } from '../world/world.ts';
import type { Aliases } from './arrange-scenario.ts';
import type { CallRecord, RecordedBooking, RecordedTurn, ToolUse, Verdict } from './call-record.ts';
import type { PlayedCall } from './play-call.ts';
import { type StoredToolCall, toToolUses } from './product-tools.ts';

/** Events whose payload is a verdict of triage. */
const VERDICT_EVENTS = 'triage%';
const OF_CALL = 'call_id = (select id from calls where call_sid = $1)';

const VerdictPayload = z.object({
  severity: Severity,
  trades: z.array(Trade).default([]),
  jobTypes: z.array(z.string()).default([]),
  isVulnerable: z.boolean().default(false),
});

interface CallRow {
  outcome: string | null;
  outcome_reason: string | null;
  ended_at: Date | null;
  from_number: string | null;
}

/** Everything that the call left in the database, in the words of the scenarios. */
export async function readCallRecord(
  world: World,
  { callSid, played, aliases }: { callSid: string; played: PlayedCall; aliases: Aliases },
): Promise<CallRecord> {
  const [call] = await world.rows<CallRow>(
    'select outcome, outcome_reason, ended_at, from_number from calls where call_sid = $1',
    [callSid],
  );
  const turns = await world.rows<RecordedTurn>(
    `select speaker, text, started_at as "startedAt" from transcript_turns where ${OF_CALL} and text <> ''
     order by started_at, id`,
    [callSid],
  );
  const stored = await world.rows<StoredToolCall>(
    `select name, arguments, status, result, coalesce(finished_at, started_at) as at,
       (select q.inputs ->> 'membership' from quotes q where q.id::text = t.result ->> 'quoteId') as membership
     from tool_calls t where ${OF_CALL} order by started_at, id`,
    [callSid],
  );
  const verdicts = await readVerdicts(world, callSid);
  const used = withoutTold(stored, verdicts).flatMap((one) =>
    toToolUses(one, call?.from_number ?? null).map((use) => rename(use, aliases)),
  );
  const tools = [
    ...used,
    ...verdicts.map(toTriageUse),
    ...(await listHolds(world, callSid)),
    ...toOutcomeUse(call),
  ];
  return {
    turns,
    spoken: played.spoken,
    answerDelaysMs: played.answerDelaysMs,
    tools: tools.toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    bookings: await readBookings(world, callSid),
    verdict: verdicts.at(-1)?.verdict ?? null,
    outcome: call?.outcome ? { disposition: call.outcome, reason: call.outcome_reason ?? '' } : null,
    stored: [...turns.map(({ text }) => text), ...stored.map((one) => JSON.stringify(one.arguments))].join(
      '\n',
    ),
  };
}

interface TimedVerdict {
  at: Date;
  verdict: Verdict;
}

/** What the model said to triage stands in the verdicts that followed from it; it counts by itself when none did. */
function withoutTold(stored: readonly StoredToolCall[], verdicts: readonly TimedVerdict[]): StoredToolCall[] {
  return stored.filter(({ name }) => verdicts.length === 0 || name !== 'triage_call');
}

async function readVerdicts(world: World, callSid: string): Promise<TimedVerdict[]> {
  const rows = await world.rows<{ at: Date; payload: unknown }>(
    `select at, payload from call_events where ${OF_CALL} and type like $2 order by id`,
    [callSid, VERDICT_EVENTS],
  );
  return rows.flatMap(({ at, payload }) => {
    const parsed = VerdictPayload.safeParse(payload);
    return parsed.success ? [{ at, verdict: parsed.data }] : [];
  });
}

function toTriageUse({ at, verdict }: TimedVerdict): ToolUse {
  const { isVulnerable, ...known } = verdict;
  const told = { ...known, vulnerable: isVulnerable };
  return { name: 'triage_call', arguments: told, result: told, hasWorked: true, at };
}

async function listHolds(world: World, callSid: string): Promise<ToolUse[]> {
  const rows = await world.rows<{ created_at: Date; trade: string; starts_at: Date }>(
    `select created_at, trade, starts_at from holds where ${OF_CALL}`,
    [callSid],
  );
  return rows.map(({ created_at: at, trade, starts_at: startsAt }) => ({
    name: 'hold_slot',
    arguments: { trade, startsAt: startsAt.toISOString() },
    result: null,
    hasWorked: true,
    at,
  }));
}

function toOutcomeUse(call: CallRow | undefined): ToolUse[] {
  if (!call?.outcome || !call.ended_at) return [];
  const told = { disposition: call.outcome, reason: call.outcome_reason };
  return [{ name: 'log_call_outcome', arguments: told, result: told, hasWorked: true, at: call.ended_at }];
}

/** The scenario's own ids in place of the database's. */
function rename(tool: ToolUse, aliases: Aliases): ToolUse {
  const named = Object.entries(tool.arguments).map(([key, value]) => {
    const alias = typeof value === 'string' ? aliases.get(value) : undefined;
    return alias === undefined ? [key, value] : [key === 'bookingId' ? 'appointmentId' : key, alias];
  });
  return { ...tool, arguments: Object.fromEntries(named) };
}

function readBookings(world: World, callSid: string): Promise<RecordedBooking[]> {
  return world.rows<RecordedBooking>(
    `select b.trade, b.status, b.starts_at as "startsAt", b.ends_at as "endsAt", b.contact_name as name,
       b.contact_phone as phone, b.address_line as "addressLine", b.zip, t.slug as "technicianId",
       coalesce(b.call_id = c.id, false) as "isOfThisCall"
     from calls c join bookings b on b.business_id = c.business_id join technicians t on t.id = b.technician_id
     where c.call_sid = $1 order by b.starts_at`,
    [callSid],
  );
}
