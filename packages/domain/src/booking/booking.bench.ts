// Prints what offering and booking a slot cost: npm run bench -- --domain, or alone: node packages/domain/src/booking/booking.bench.ts
// [technicians] [stored bookings] [days ahead]; 50 100000 14 when left out.
import { startTestRun } from '@afterhourfix/database/testing';
import { sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { tellPrice, VISIT } from '../testing/visits.ts';
import { bookSlot, getSlots, type Slot } from './index.ts';

const WINDOWS_A_DAY = 4;
const CALLS = 20;
const WARM_UP_ROUNDS = 40;
const ROUNDS = 400;

const [technicians = 50, stored = 100_000, daysAhead = 14] = process.argv.slice(2).map(Number);

const endRun = await startTestRun();
try {
  await using world = await createDemoWorld();
  const ctx = await world.contextOf('mesa');
  await fillCalendar(ctx);
  await world.analyze();
  const calls: PlacedCall[] = [];
  for (let count = 0; count < CALLS; count += 1) calls.push(await world.placeCall({ to: 'mesa' }));
  console.log(`${technicians} technicians, ${daysAhead} days, ${stored} bookings stored`);
  await measure('get_slots', calls, offer);
  await measure('book_slot', calls, async (placed) => {
    const { slotId, startsAt: visitAt } = await offer(placed);
    await tellPrice(placed, { visitAt });
    const startMs = performance.now();
    const booked = await bookSlot(placed.ctx, { ...VISIT, callId: placed.call.id, slotId });
    if (!booked.ok) throw new Error(booked.refusal);
    return performance.now() - startMs;
  });
} finally {
  await endRun();
}

/** Every window is taken, but for a few on the last days: a search has to look at all of them. */
async function fillCalendar({ db, business }: DomainContext): Promise<void> {
  const days = Math.ceil(stored / technicians / WINDOWS_A_DAY);
  await db.transaction(async (tx) => {
    await tx.execute(sql`update technicians set is_active = false where business_id = ${business.id}`);
    await tx.execute(sql`
      insert into booking_policies (business_id, maximum_days_ahead) values (${business.id}, ${daysAhead})`);
    await tx.execute(sql`
      insert into technicians (business_id, slug, name, skills, home_zip)
      select ${business.id}, 'plumber-' || number, 'Plumber ' || number, array['plumbing'], '85021'
      from generate_series(1, ${technicians}::int) number`);
    await tx.execute(sql`
      insert into technician_shifts (business_id, technician_id, weekday, starts_local, ends_local)
      select business_id, id, weekday, '06:30', '16:30' from technicians, generate_series(0, 6) weekday
      where is_active and business_id = ${business.id}`);
    await tx.execute(sql`
      insert into customers (business_id, phone) values (${business.id}, '+16025550177')`);
  });
  const chunk = Math.ceil(20_000 / technicians / WINDOWS_A_DAY);
  for (let from = 0; from < days; from += chunk)
    await bookDays({ db, business }, { from, until: Math.min(days, from + chunk) - 1 });
}

/** Counted back from the last day ahead. */
async function bookDays(
  { db, business }: Pick<DomainContext, 'db' | 'business'>,
  { from, until }: { from: number; until: number },
): Promise<void> {
  await db.transaction((tx) =>
    tx.execute(sql`
      with booked as (
        insert into bookings (business_id, customer_id, technician_id, trade, problem, starts_at, ends_at,
          contact_name, contact_phone, address_line, zip)
        select technician.business_id, customer.id, technician.id, 'plumbing', 'Leak',
          starts_at, starts_at + interval '2 hours', 'Alex Romero', '+16025550177', '1412 W Hayward Ave', '85021'
        from technicians technician, customers customer, generate_series(${from}::int, ${until}::int) back,
          generate_series(0, ${WINDOWS_A_DAY - 1}::int) nth,
          lateral (select timestamptz '2026-11-24 14:00Z' + make_interval(days => ${daysAhead - 1}::int - back,
            hours => nth * 2) as starts_at) slot
        where technician.is_active and technician.business_id = ${business.id}
          and customer.business_id = ${business.id}
          and not (back < 4 and technician.slug ~ '[37]$')
        returning id, business_id, technician_id, starts_at, ends_at
      )
      insert into technician_commitments (business_id, technician_id, during, booking_id)
      select business_id, technician_id, tstzrange(starts_at, ends_at), id from booked`),
  );
}

async function offer({ ctx, call }: PlacedCall): Promise<Slot> {
  const offered = await getSlots(ctx, { callId: call.id, trade: 'plumbing', zip: VISIT.zip });
  const [slot] = offered.ok ? offered.slots : [];
  if (!slot) throw new Error('Nothing was offered');
  return slot;
}

/** Each round by another call; a round may measure itself. */
async function measure(
  what: string,
  calls: readonly PlacedCall[],
  run: (placed: PlacedCall) => Promise<unknown>,
): Promise<void> {
  const timesMs: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    const placed = calls[(round + WARM_UP_ROUNDS) % calls.length];
    if (!placed) throw new Error('No call was placed');
    const startMs = performance.now();
    const own = await run(placed);
    if (round >= 0) timesMs.push(typeof own === 'number' ? own : performance.now() - startMs);
  }
  timesMs.sort((a, b) => a - b);
  const at = (share: number) => timesMs[Math.floor(share * (timesMs.length - 1))]?.toFixed(1);
  console.log(
    what.padEnd(12),
    `median ${at(0.5)} ms, P95 ${at(0.95)} ms, P99 ${at(0.99)} ms, worst ${at(1)} ms`,
  );
}
