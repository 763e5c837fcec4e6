import type { Owner } from '@afterhourfix/database/testing';
import type { DomainContext } from '../context.ts';
import type { DemoWorld } from './demo-world.ts';

const WINDOWS_A_DAY = 4;

export interface FullCalendar {
  business: DomainContext['business'];
  technicians: number;
  stored: number;
  daysAhead: number;
}

/**
 * Every window of the days ahead is taken, but for a few on the last four: a search has to look at all of them. The
 * rest of the stored bookings lies before. As the owner, and without what checks each row: a million are there in a
 * minute, and the exclusion constraint is built over them at the end.
 */
export async function fillCalendar({ asOwner, analyze }: DemoWorld, calendar: FullCalendar): Promise<void> {
  await asOwner(async (owner) => {
    await owner.query('begin');
    await addTechnicians(owner, calendar);
    const overlap = 'technician_commitments_no_overlap';
    const { rows } = await owner.query<{ definition: string }>(
      'select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1',
      [overlap],
    );
    await owner.query(`alter table technician_commitments drop constraint ${overlap}`);
    await owner.query("set local session_replication_role = 'replica'");
    await bookDays(owner, calendar);
    await owner.query(`alter table technician_commitments add constraint ${overlap} ${rows[0]?.definition}`);
    await owner.query('commit');
  });
  await analyze();
}

async function addTechnicians(
  owner: Owner,
  { business, technicians, daysAhead }: FullCalendar,
): Promise<void> {
  const { id } = business;
  await owner.query('update technicians set is_active = false where business_id = $1', [id]);
  await owner.query('insert into booking_policies (business_id, maximum_days_ahead) values ($1, $2)', [
    id,
    daysAhead,
  ]);
  await owner.query(
    `insert into technicians (business_id, slug, name, skills, home_zip)
      select $1, 'plumber-' || number, 'Plumber ' || number, array['plumbing'], '85021'
      from generate_series(1, $2::int) number`,
    [id, technicians],
  );
  await owner.query(
    `insert into technician_shifts (business_id, technician_id, weekday, starts_local, ends_local)
      select business_id, id, weekday, '06:30', '16:30' from technicians, generate_series(0, 6) weekday
      where is_active and business_id = $1`,
    [id],
  );
  await owner.query("insert into customers (business_id, phone) values ($1, '+16025550177')", [id]);
}

/** Counted back from the last day ahead. */
async function bookDays(owner: Owner, calendar: FullCalendar): Promise<void> {
  const { business, technicians, stored, daysAhead } = calendar;
  const days = Math.ceil(stored / technicians / WINDOWS_A_DAY);
  await owner.query(
    `with booked as (
        insert into bookings (business_id, customer_id, technician_id, trade, problem, starts_at, ends_at,
          contact_name, contact_phone, address_line, zip)
        select technician.business_id, customer.id, technician.id, 'plumbing', 'Leak',
          starts_at, starts_at + interval '2 hours', 'Alex Romero', '+16025550177', '1412 W Hayward Ave', '85021'
        from technicians technician, customers customer, generate_series(0, $2::int - 1) back,
          generate_series(0, ${WINDOWS_A_DAY - 1}) nth,
          lateral (select timestamptz '2026-11-24 14:00Z' + make_interval(days => $3::int - 1 - back,
            hours => nth * 2) as starts_at) slot
        where technician.is_active and technician.business_id = $1 and customer.business_id = $1
          and not (back < 4 and technician.slug ~ '[37]$')
        returning id, business_id, technician_id, starts_at, ends_at
      )
      insert into technician_commitments (business_id, technician_id, during, booking_id)
      select business_id, technician_id, tstzrange(starts_at, ends_at), id from booked`,
    [business.id, days, daysAhead],
  );
}
