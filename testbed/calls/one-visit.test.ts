import pg from 'pg';
import { expect, test } from 'vitest';
import type { MindContext, MindReply } from '../simulators/openai-realtime/index.ts';
import { SHORT_GREETING } from '../world/obedient-replies.ts';
import { startWorld, type World } from '../world/world.ts';

const WORK = { trade: 'plumbing', otherTrades: ['electrical'], zip: '43215' };
const WHO = {
  name: 'Gina Falk',
  addressLine: '77 S Burgess Ave',
  zip: '43215',
  problem: 'New heater and outlet',
};

const call = (name: string, input: object) => ({ call: { name, arguments: { ...input } } });

/** What the last call of a tool answered. */
function resultOf(context: MindContext, key: string): Record<string, unknown> {
  const results = context.conversation.flatMap((item) =>
    item.kind === 'result' ? [Object(JSON.parse(item.output))] : [],
  );
  return results.findLast((result) => key in result) ?? {};
}

/** As the office does it: Dee has her electrician's licence now. */
async function teachDee(world: World): Promise<void> {
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  await client.query(`update technicians set skills = '{plumbing,electrical}' where slug = 'tech_dee'`);
  await client.end();
}

const MOMENT = 'One moment, please.';

/** Looks for one visit for both, tells its price, books it on a yes: by what is known, however slow the tools are. */
function respond(context: MindContext): MindReply {
  const called = context.conversation.flatMap((item) => (item.kind === 'call' ? [item.name] : []));
  const said = context.conversation.filter(({ kind }) => kind === 'caller').length;
  const once = (name: string, toInput: () => object): MindReply =>
    called.includes(name) ? [{ say: MOMENT }] : [call(name, toInput())];
  if (said === 0) return [{ say: SHORT_GREETING }];
  const { slots } = resultOf(context, 'slots');
  if (!Array.isArray(slots)) return once('get_slots', () => WORK);
  const [{ slotId, startsAt }] = slots;
  const { quoteId, speakable } = resultOf(context, 'quoteId');
  if (!quoteId) return once('get_pricing', () => ({ ...WORK, visitAt: startsAt }));
  if (said === 1) return [{ say: `One technician can do both. It is ${speakable}.` }];
  const { booking } = resultOf(context, 'booking');
  if (!booking) return once('book_slot', () => ({ ...WHO, slotId }));
  return [{ say: `You are booked for ${Object(booking).speakable} with ${Object(booking).technicianName}.` }];
}

test('a water heater and its outlet are one visit of one technician, at one price that was told before', {
  timeout: 90_000,
}, async () => {
  await using world = await startWorld({ openai: { mind: () => ({ respond }) } });
  await teachDee(world);
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('i would like a new water heater and a new outlet for it');
  await caller.untilHeard(/two hundred twenty-seven dollars in total/);
  await caller.say('yes please');
  await caller.untilHeard(/booked for .+ with Dee Marshall/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(
    await world.rows(
      'select bookings.trade, other_trades, total_cents from bookings join quotes on quotes.id = quote_id',
    ),
  ).toEqual([{ trade: 'electrical', other_trades: ['plumbing'], total_cents: 22_700 }]);
  expect(
    await world.rows(
      'select trade, status, booking_id is null as is_open from work_orders order by position',
    ),
  ).toEqual([
    { trade: 'electrical', status: 'booked', is_open: false },
    { trade: 'plumbing', status: 'booked', is_open: false },
  ]);
});
