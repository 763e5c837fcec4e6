import pg from 'pg';
import { expect, test } from 'vitest';
import { type MindContext, scriptedMind } from '../simulators/openai-realtime/index.ts';
import { SHORT_GREETING } from '../world/obedient-replies.ts';
import { MESA, startWorld, type World } from '../world/world.ts';

const lastResult = (context: MindContext): Record<string, unknown> => {
  const result = context.conversation.findLast((item) => item.kind === 'result');
  return result && 'output' in result ? JSON.parse(result.output) : {};
};

/** Holds a table's lock, so that whoever reads it must wait. */
async function lockTable(world: World, table: string): Promise<AsyncDisposable> {
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  await client.query(`begin; lock table ${table} in access exclusive mode`);
  return { [Symbol.asyncDispose]: () => client.end() };
}

const askPrice = { call: { name: 'get_pricing', arguments: { trade: 'plumbing', zip: '43215' } } };

test('a tool that takes its time is covered by a short filler, and its answer is told when it comes', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [askPrice],
          [{ say: 'One moment, please, I am checking that.' }],
          (context) => [{ say: `It is ${lastResult(context).totalCents} cents.` }],
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  const lock = await lockTable(world, 'price_books');
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/checking that/);
  await lock[Symbol.asyncDispose]();
  await caller.untilHeard(/It is \d+ cents/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('a tool that hangs is given up, and the agent is told to be honest about it', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [askPrice],
          [{ say: 'One moment, please, I am checking that.' }],
          (context) => [
            {
              say:
                lastResult(context).error === 'unavailable'
                  ? 'I cannot reach our price list.'
                  : 'Ten dollars.',
            },
          ],
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await using _lock = await lockTable(world, 'price_books');
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/cannot reach our price list/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

const BOOKING = { name: 'Marla Quint', addressLine: '2280 Glenmawr Ave', zip: '43215', problem: 'flooding' };
const askSlots = { call: { name: 'get_slots', arguments: { trade: 'plumbing', zip: '43215' } } };

const listOffered = (context: MindContext): { slotId: string; startsAt: string }[] => {
  const offered = context.conversation.find((item) => item.kind === 'result');
  return offered && 'output' in offered ? (JSON.parse(offered.output).slots ?? []) : [];
};

/** Asks what the first of the offered slots costs. */
const priceOffered = (context: MindContext) => {
  const visitAt = listOffered(context)[0]?.startsAt;
  return { call: { name: 'get_pricing', arguments: { trade: 'plumbing', zip: '43215', visitAt } } };
};

/** Asks for the slot that stood at this place of the first answer. */
const bookOffered = (context: MindContext, index: number) => {
  const { slotId } = listOffered(context)[index] ?? {};
  return { call: { name: 'book_slot', arguments: { ...BOOKING, slotId } } };
};

test('a slow tool asked behind a long sentence is covered too, once the sentence was heard', async () => {
  const sentence = 'Let me have a good look at the prices that we have for a visit of a plumber tonight.';
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [{ say: sentence }, askPrice],
          [{ say: 'One moment, please, I am checking that.' }],
          (context) => [{ say: `It is ${lastResult(context).totalCents} cents.` }],
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  const lock = await lockTable(world, 'price_books');
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/checking that/);
  await lock[Symbol.asyncDispose]();
  await caller.untilHeard(/It is \d+ cents/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('a caller who would rather have the other window is moved there, and hears so', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [askSlots],
          (context) => [priceOffered(context)],
          (context) => [bookOffered(context, 0)],
          [{ say: 'The first window is yours.' }],
          (context) => [bookOffered(context, 1)],
          (context) => {
            const booking = Object(lastResult(context).booking);
            return [{ say: `${booking.movedFrom === null ? 'Booked' : 'Moved'} to ${booking.speakable}.` }];
          },
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/first window/);
  await caller.say('four three two one five');
  await caller.untilHeard(/Moved to/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(await world.rows('select status from bookings order by created_at')).toEqual([
    { status: 'cancelled' },
    { status: 'booked' },
  ]);
  expect(await world.rows('select outcome from calls')).toEqual([{ outcome: 'booked' }]);
});

test('a booking that comes through long after the caller hung up is what the call came to', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [askSlots],
          (context) => [priceOffered(context)],
          [{ say: 'I have a window.' }],
          (context) => [bookOffered(context, 0)],
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/I have a window/);
  const lock = await lockTable(world, 'holds');
  await caller.say('four three two one five');
  await expect.poll(() => world.rows("select 1 from tool_calls where name = 'book_slot'")).toHaveLength(1);
  caller.call.hangUp();
  await caller.call.untilEnded();
  const outcome = () => world.rows<{ outcome: string | null }>('select outcome from calls');
  await expect.poll(outcome, { timeout: 15_000 }).not.toEqual([{ outcome: null }]);
  expect(await outcome()).not.toEqual([{ outcome: 'booked' }]);
  await lock[Symbol.asyncDispose]();
  await expect.poll(outcome, { timeout: 15_000 }).toEqual([{ outcome: 'booked' }]);
  expect(await world.rows('select status from bookings')).toEqual([{ status: 'booked' }]);
});

test("what belongs to another business can't be booked, whatever the model asks for", async () => {
  let foreignSlot = '';
  await using world = await startWorld({
    openai: {
      mind: ({ index }) =>
        index === 0
          ? scriptedMind([
              [{ say: `Hello from Mesa. ${SHORT_GREETING}` }],
              [{ call: { name: 'get_slots', arguments: { trade: 'plumbing', zip: '85003' } } }],
              (context) => {
                const [slot] = lastResult(context).slots as { slotId: string }[];
                foreignSlot = slot?.slotId ?? '';
                return [{ say: 'I have a slot.' }];
              },
            ])
          : scriptedMind([
              [{ say: `Hello from Oak. ${SHORT_GREETING}` }],
              () => [
                {
                  call: {
                    name: 'book_slot',
                    arguments: {
                      slotId: foreignSlot,
                      name: 'Marla Quint',
                      addressLine: '2280 Glenmawr Ave',
                      zip: '43215',
                      problem: 'basement is flooding',
                    },
                  },
                },
              ],
              (context) => [{ say: `Refused: ${lastResult(context).refusal}.` }],
            ]),
    },
  });
  const mesa = await world.placeCall({ to: MESA.number, from: '+16025550101' });
  await mesa.untilHeard(/Mesa/);
  await mesa.say('my kitchen tap is dripping');
  await mesa.untilHeard(/I have a slot/);
  const oak = await world.placeCall();
  await oak.untilHeard(/Oak/);
  await oak.say('my kitchen tap is dripping');
  await oak.untilHeard(/Refused: unknown-slot/);
  for (const { call } of [mesa, oak]) {
    call.hangUp();
    await call.untilEnded();
  }
  expect(foreignSlot).not.toBe('');
  expect(await world.rows('select 1 from bookings')).toEqual([]);
});

test('a model that books the same thing again and again books it once', async () => {
  await using world = await startWorld({
    openai: {
      mind: () =>
        scriptedMind([
          [{ say: SHORT_GREETING }],
          [askSlots],
          (context) => [priceOffered(context)],
          (context) => [bookOffered(context, 0)],
          (context) => [bookOffered(context, 0)],
          (context) => [bookOffered(context, 0)],
          (context) => [
            {
              say: `Booked ${(lastResult(context).booking as { bookingId: string }).bookingId ? 'once' : 'never'}.`,
            },
          ],
        ]),
    },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  await caller.say('my kitchen tap is dripping');
  await caller.untilHeard(/Booked once/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(await world.rows('select count(*)::int as count from bookings')).toEqual([{ count: 1 }]);
  expect(await world.rows("select count(*)::int as count from tool_calls where name = 'book_slot'")).toEqual([
    { count: 1 },
  ]);
  expect(await world.rows('select outcome from calls')).toEqual([{ outcome: 'booked' }]);
});

test('of two callers offered the last window at once, one is booked and the other hears the truth', async () => {
  const mind = () =>
    scriptedMind([
      [{ say: SHORT_GREETING }],
      [{ call: { name: 'get_slots', arguments: { trade: 'electrical', zip: '43215' } } }],
      (context) => {
        const slots = (lastResult(context).slots ?? []) as { slotId: string; speakable: string }[];
        return [{ say: slots[0] ? `I can offer ${slots[0].speakable}.` : 'Nothing is free.' }];
      },
    ]);
  await using world = await startWorld({ openai: { mind } });
  const callers = await Promise.all([world.placeCall(), world.placeCall({ from: '+16145550116' })]);
  for (const caller of callers) await caller.untilHeard(/Hello/);
  await Promise.all(callers.map((caller) => caller.say('my kitchen tap is dripping')));
  await Promise.all(callers.map((caller) => caller.untilHeard(/offer|Nothing/)));
  for (const { call } of callers) {
    call.hangUp();
    await call.untilEnded();
  }
  const rows = await world.rows<{ overlaps: number }>(
    `select count(*)::int as overlaps from technician_commitments a join technician_commitments b
       on a.id < b.id and a.technician_id = b.technician_id and a.during && b.during`,
  );
  expect(rows).toEqual([{ overlaps: 0 }]);
  const offered = callers.map(
    (caller) => caller.heard.find(({ words }) => /offer|Nothing/.test(words))?.words,
  );
  expect(new Set(offered).size).toBe(2);
});
