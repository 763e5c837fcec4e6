import { expect, test } from 'vitest';
import { startWorld } from '../world/world.ts';

const CALLER_SAYS = [
  'my kitchen sink drains slowly',
  'four three two one five',
  'yes the first one is fine',
  'my name is marla quint',
  'twenty two eighty glenmawr avenue',
  'yes',
  'no thank you goodbye',
];

test('books a technician for a slow drain, from spoken words to a row', {
  timeout: 60_000,
}, async () => {
  await using world = await startWorld();
  const caller = await world.placeCall();
  await caller.untilHeard(/going on/);
  for (const words of CALLER_SAYS.slice(0, -1)) {
    const heardBefore = caller.heard.length;
    await caller.say(words);
    await caller.untilHeardAfter(heardBefore);
  }
  await caller.say(CALLER_SAYS.at(-1) ?? '');
  await caller.call.untilEnded();

  expect(caller.call.twimlHistory.map(({ verb }) => verb)).toEqual(['Connect', 'Hangup']);
  // Whole words at both ends prove whole audio in both directions.
  expect(caller.damaged).toBe(0);
  const turns = await world.rows<{ text: string }>(
    "select text from transcript_turns where speaker = 'caller' order by started_at",
  );
  expect(turns.map(({ text }) => text)).toEqual(CALLER_SAYS);
  expect(
    await world.rows(
      `select trade, contact_name, contact_phone, address_line, zip, problem, technicians.name <> '' as has_technician,
              starts_at > now() as is_ahead
         from bookings join technicians on technicians.id = bookings.technician_id`,
    ),
  ).toEqual([
    {
      trade: 'plumbing',
      contact_name: 'Marla Quint',
      contact_phone: '+16145550115',
      address_line: '2280 Glenmawr Avenue',
      zip: '43215',
      problem: 'my kitchen sink drains slowly',
      has_technician: true,
      is_ahead: true,
    },
  ]);
  expect(
    await world.rows(
      `select outcome, outcome_reason, cardinality(engine_session_ids) as sessions, call_sid = $1 as has_sid,
              customer_id is not null as has_customer, carrier_status
         from calls`,
      [caller.call.callSid],
    ),
  ).toEqual([
    {
      outcome: 'booked',
      outcome_reason: 'slot_booked',
      sessions: 1,
      has_sid: true,
      has_customer: true,
      carrier_status: 'completed',
    },
  ]);
  const [usage] = await world.rows<{ responses: number; cached: number }>(
    "select count(*)::int as responses, sum(cached_text_tokens)::int as cached from engine_usage where purpose = 'response'",
  );
  expect(usage?.responses).toBeGreaterThan(5);
  expect(usage?.cached).toBeGreaterThan(0);
  expect(await world.rows("select name from tool_calls where status <> 'done'")).toEqual([]);
});
