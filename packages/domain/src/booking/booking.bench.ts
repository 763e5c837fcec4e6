// Prints what offering and booking a slot cost: npm run bench -- --domain, or alone: node packages/domain/src/booking/booking.bench.ts
// [technicians] [stored bookings] [days ahead]; 50 100000 14 when left out.
import { startTestRun } from '@afterhourfix/database/testing';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { fillCalendar } from '../testing/full-calendar.ts';
import { benchVerb } from '../testing/verb-bench.ts';
import { tellPrice, VISIT } from '../testing/visits.ts';
import { bookSlot, cancelBooking, getSlots, type Slot } from './index.ts';

const CALLS = 20;
const ROUNDS = { warmUpRounds: 40, rounds: 400 };

const [technicians = 50, stored = 100_000, daysAhead = 14] = process.argv.slice(2).map(Number);

const endRun = await startTestRun();
try {
  await using world = await createDemoWorld();
  const { business } = await world.contextOf('mesa');
  await fillCalendar(world, { business, technicians, stored, daysAhead });
  const calls: PlacedCall[] = [];
  for (let count = 0; count < CALLS; count += 1) calls.push(await world.placeCall({ to: 'mesa' }));
  const callOf = (nth: number) => {
    const placed = calls[nth % calls.length];
    if (!placed) throw new Error('No call was placed');
    return placed;
  };
  console.log(`${technicians} technicians, ${daysAhead} days, ${stored} bookings stored`);
  await benchVerb(world, {
    ...{ name: 'an idle transaction', ...ROUNDS },
    round: (nth, timed) => timed(() => callOf(nth).ctx.db.transaction(() => Promise.resolve())),
  });
  await benchVerb(world, {
    ...{ name: 'get_slots', ...ROUNDS },
    round: async (nth, timed) => void (await timed(() => offer(callOf(nth)))),
  });
  await benchVerb(world, {
    ...{ name: 'book_slot', ...ROUNDS },
    async round(nth, timed) {
      const placed = callOf(nth);
      const { ctx, call } = placed;
      const { slotId, startsAt: visitAt } = await offer(placed);
      await tellPrice(placed, { visitAt });
      const booked = await timed(() => bookSlot(ctx, { ...VISIT, callId: call.id, slotId }));
      if (!booked.ok) throw new Error(booked.refusal);
      // Else the call's next booking would correct this one, which costs half.
      const cancelled = await cancelBooking(ctx, {
        bookingId: booked.booking.id,
        callId: call.id,
        agreedFeeCents: 0,
      });
      if (!cancelled.ok) throw new Error(cancelled.refusal);
    },
  });
} finally {
  await endRun();
}

async function offer({ ctx, call }: PlacedCall): Promise<Slot> {
  const offered = await getSlots(ctx, { callId: call.id, trade: 'plumbing', zip: VISIT.zip });
  const [slot] = offered.ok ? offered.slots : [];
  if (!slot) throw new Error('Nothing was offered');
  return slot;
}
