import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import { type TableRow, toTextTable } from './text-table.ts';

const SETTLED_LIMIT_MS = 10_000;
/** The voice server writes its journal every 250 ms. */
const STANDS_STILL_MS = 600;

const OF_CALL = 'call_id = (select id from calls where call_sid = $1)';
/** Also what others had asked for already. */
const ASKED_FOR = `dispatches.id in (select dispatch_id from dispatch_callers where ${OF_CALL})`;
const LOCAL = (column: string) =>
  `to_char(${column} at time zone (select time_zone from businesses where id = business_id), 'Dy DD Mon HH24:MI')`;

/** What a call can leave behind, each as a question to the database with the CallSid as $1. */
const SECTIONS: readonly (readonly [string, string])[] = [
  [
    'call',
    `select b.name as business, c.from_raw as from, c.outcome, c.outcome_reason as reason,
       round(c.duration_ms / 1000.0, 1) as seconds, c.carrier_status as carrier, c.resume_count as resumed,
       cardinality(c.engine_session_ids) as sessions
     from calls c join businesses b on b.id = c.business_id where c.call_sid = $1`,
  ],
  // A sentence a row: together they are longer than a line.
  [
    'summary',
    `select regexp_split_to_table(summary, '(?<=[.]) ') as sentence from calls where call_sid = $1`,
  ],
  ['agent’s note', `select agent_note from calls where call_sid = $1 and agent_note is not null`],
  [
    'transcript turns',
    `select round(extract(epoch from t.started_at - c.started_at)::numeric, 1) as at, t.speaker,
       t.heard_ms, case when t.is_interrupted then 'cut' else '' end as cut, t.text
     from transcript_turns t join calls c on c.id = t.call_id where c.call_sid = $1 order by t.started_at, t.id`,
  ],
  [
    'tool calls',
    `select name, status, round(extract(epoch from finished_at - started_at) * 1000) as ms, arguments, result
     from tool_calls where ${OF_CALL} order by started_at, id`,
  ],
  [
    'quotes',
    `select trade, zip, ${LOCAL('visit_at')} as visit, total_cents, lines from quotes where ${OF_CALL} order by created_at`,
  ],
  [
    'holds',
    `select ${LOCAL('starts_at')} as window_starts, ${LOCAL('ends_at')} as ends, trade, status,
       (select name from technicians where id = technician_id) as technician
     from holds where ${OF_CALL} order by starts_at`,
  ],
  [
    'bookings',
    `select ${LOCAL('starts_at')} as window_starts, ${LOCAL('ends_at')} as ends,
       (select name from technicians where id = technician_id) as technician,
       status, contact_name as name, contact_phone as phone, address_line as address, zip, trade, problem
     from bookings where ${OF_CALL} order by created_at`,
  ],
  [
    'dispatches',
    `select trade, severity, phase, (select name from technicians where id = technician_id) as technician,
       ${LOCAL('arrives_by')} as arrives_by, address_line as address, zip, problem
     from dispatches where ${ASKED_FOR} order by created_at`,
  ],
  [
    'pages',
    `select p.kind, p.person = 'owner' as to_owner, p.to_number as to, p.status, p.call_sid is not null as is_rung, p.answer, p.body
     from dispatch_pages p join dispatches on dispatches.id = p.dispatch_id where ${ASKED_FOR} order by p.created_at, p.id`,
  ],
  [
    'texts',
    `select kind, to_number as to, status, body from text_messages where ${OF_CALL} order by created_at`,
  ],
  [
    'engine usage',
    `select purpose, max(model) as model, count(*) as count, sum(input_text_tokens) as text_in,
       sum(cached_text_tokens) as text_cached, sum(input_audio_tokens) as audio_in,
       sum(cached_audio_tokens) as audio_cached, sum(output_text_tokens) as text_out,
       sum(output_audio_tokens) as audio_out, sum(billed_ms) as billed_ms
     from engine_usage where ${OF_CALL} group by purpose order by purpose`,
  ],
  [
    'messages',
    `select source, caller_name, caller_phone, problem, recording_url is not null as has_recording, paged_at is not null as is_paged
     from messages where ${OF_CALL}
     union all select 'unrouted', null, caller_phone, problem, recording_url is not null, false
     from unrouted_messages where call_sid = $1`,
  ],
  ['events', `select type, count(*) from call_events where ${OF_CALL} group by type order by min(id)`],
];

/** A call to a number that nobody owns leaves no row of its own. */
const NO_ROW_LIMIT_MS = 1_500;

const PROGRESS = `select (ended_at is not null and summary is not null) as is_over, summary,
    (select count(*) from transcript_turns where call_id = calls.id) as turns,
    (select count(*) from tool_calls where call_id = calls.id and status <> 'running') as tools,
    (select count(*) from call_events where call_id = calls.id) as events,
    (select count(*) from engine_usage where call_id = calls.id) as responses
  from calls where call_sid = $1`;

/** Waits until the call has its outcome and summary and nothing more is written about it; gives up after ten seconds. */
export async function untilWritten(database: Client, callSid: string): Promise<void> {
  const startedAtMs = performance.now();
  let before = '';
  for (;;) {
    const { rows } = await database.query<{ is_over: boolean }>(PROGRESS, [callSid]);
    const waitedMs = performance.now() - startedAtMs;
    if (waitedMs > (rows.length > 0 ? SETTLED_LIMIT_MS : NO_ROW_LIMIT_MS)) return;
    const now = JSON.stringify(rows);
    if (rows[0]?.is_over && now === before) return;
    before = now;
    await wait(STANDS_STILL_MS);
  }
}

/** The rows the call left behind, as tables to read. */
export async function describeRows(database: Client, callSid: string): Promise<string> {
  const tables: string[] = [];
  for (const [title, query] of SECTIONS) {
    const { rows } = await database.query<TableRow>(query, [callSid]);
    tables.push(toTextTable(title, rows));
  }
  return tables.join('\n\n');
}
