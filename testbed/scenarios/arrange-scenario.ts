import type { World } from '../world/world.ts';
import type { KnownCustomer, Scenario } from './scenario-file.ts';

/** What the scenario calls things, by the id that the database gave them. */
export type Aliases = ReadonlyMap<string, string>;

export interface Arranged {
  aliases: Aliases;
  /** What nobody on the line may be told. */
  othersData: readonly string[];
}

const HOUR_MS = 3_600_000;
/** Neighbours of the caller, one at each business, who were visited today. */
const BYSTANDERS = [
  { tenant: 't_oak', name: 'Ottilie Brandvold', phone: '+16145550171', addressLine: '77 Quarry Hollow' },
  { tenant: 't_mesa', name: 'Leander Wachtel', phone: '+16025550172', addressLine: '9 Ocotillo Bend' },
  { tenant: 't_redwood', name: 'Imogen Szabo', phone: '+17075550173', addressLine: '31 Fernbridge Way' },
] as const;

/** Puts into the database what stands before the call: the caller's record, their visits, and other people's. */
export async function arrangeScenario(world: World, scenario: Scenario): Promise<Arranged> {
  const now = new Date(scenario.now);
  const aliases = new Map<string, string>();
  for (const { tenant, ...person } of BYSTANDERS) {
    const customerId = await addCustomer(world, { tenant, phone: person.phone, known: person });
    const startsAt = new Date(now.getTime() - 6 * HOUR_MS);
    const endsAt = new Date(now.getTime() - 4 * HOUR_MS);
    await addBooking(world, { tenant, customerId, trade: 'plumbing', startsAt, endsAt, status: 'booked' });
  }
  const { known, callerId } = scenario.context;
  if (known) {
    const customerId = await addCustomer(world, { tenant: scenario.tenantId, phone: callerId, known });
    aliases.set(customerId, known.customerId);
    const { invoiceId, balanceCents } = known;
    if (invoiceId !== undefined && balanceCents !== undefined)
      aliases.set(await addInvoice(world, { customerId, balanceCents }), invoiceId);
    for (const visit of known.appointments) {
      const bookingId = await addBooking(world, {
        tenant: scenario.tenantId,
        customerId,
        trade: visit.trade,
        startsAt: new Date(visit.start),
        endsAt: new Date(visit.end),
        status: visit.status === 'cancelled' ? 'cancelled' : 'booked',
      });
      aliases.set(bookingId, visit.id);
    }
  }
  await flagRush(world, scenario);
  return { aliases, othersData: await listOthersData(world) };
}

/** A busy night, and an emergency declared for the business's state, from an hour before the call. */
async function flagRush(world: World, { tenantId, now, context }: Scenario): Promise<void> {
  const startsAt = new Date(new Date(now).getTime() - HOUR_MS);
  const endsAt = new Date(startsAt.getTime() + 24 * HOUR_MS);
  if (context.demandLevel !== 'normal') {
    await world.rows(
      `insert into demand_flags (business_id, level, set_by, starts_at, ends_at)
       select id, $2, 'scenario', $3, $4 from businesses where slug = $1`,
      [tenantId, context.demandLevel, startsAt, endsAt],
    );
  }
  if (context.emergencyDeclared) {
    await world.rows(
      `insert into declared_emergencies (business_id, kind, states, source, set_by, starts_at)
       select id, 'declared', array[state], 'manual', 'scenario', $2 from businesses where slug = $1`,
      [tenantId, startsAt],
    );
  }
}

const UNKEPT_RECORDS = ['lastJob'];

/** What of the scenario's context the product has no place for yet; `unknownTools` are overridden, and not there. */
export function listUnheeded({ context }: Scenario, unknownTools: readonly string[]): string[] {
  const { known } = context;
  return [
    ...UNKEPT_RECORDS.filter((field) => known && field in known).map((field) => `known ${field}`),
    ...unknownTools.map((name) => `toolOverrides ${name}`),
  ];
}

type Person = Pick<KnownCustomer, 'name' | 'addressLine' | 'city' | 'zip' | 'membership'>;

async function addCustomer(
  world: World,
  { tenant, phone, known }: { tenant: string; phone: string; known: Person },
): Promise<string> {
  const rows = await world.rows<{ id: string }>(
    `insert into customers (business_id, phone, name, address_line, city, zip, membership)
     select id, $2, $3, $4, $5, $6, $7 from businesses where slug = $1 returning id`,
    [tenant, phone, known.name, known.addressLine, known.city, known.zip, known.membership],
  );
  return getId(rows, tenant);
}

interface Visit {
  tenant: string;
  customerId: string;
  trade: string;
  startsAt: Date;
  endsAt: Date;
  status: string;
}

async function addBooking(world: World, visit: Visit): Promise<string> {
  const { customerId, trade, startsAt, endsAt, status, tenant } = visit;
  const rows = await world.rows<{ id: string }>(
    `insert into bookings (business_id, customer_id, technician_id, status, trade, problem, starts_at, ends_at,
       contact_name, contact_phone, address_line, zip)
     select c.business_id, c.id, t.id, $3, $4, 'booked before', $5, $6, c.name, c.phone,
       coalesce(c.address_line, 'unknown'), coalesce(c.zip, t.home_zip)
     from customers c join technicians t on t.business_id = c.business_id
     where c.id = $1 and $2 = any(t.skills) order by t.on_call, t.slug limit 1 returning id`,
    [customerId, trade, status, trade, startsAt, endsAt],
  );
  const bookingId = getId(rows, `${tenant} for ${trade}`);
  await world.rows(
    `insert into technician_commitments (business_id, technician_id, during, booking_id)
     select business_id, technician_id, tstzrange(starts_at, ends_at), id from bookings where id = $1 and status = 'booked'`,
    [bookingId],
  );
  return bookingId;
}

async function addInvoice(
  world: World,
  { customerId, balanceCents }: { customerId: string; balanceCents: number },
): Promise<string> {
  const rows = await world.rows<{ id: string }>(
    `insert into invoices (business_id, customer_id, balance_cents)
     select business_id, id, $2 from customers where id = $1 returning id`,
    [customerId, balanceCents],
  );
  return getId(rows, customerId);
}

function getId(rows: readonly { id: string }[], what: string): string {
  const [row] = rows;
  if (!row) throw new Error(`Nothing could be put into the database of ${what}`);
  return row.id;
}

async function listOthersData(world: World): Promise<string[]> {
  const rows = await world.rows<{ phone: string }>('select phone from technicians where phone is not null');
  return [
    ...BYSTANDERS.flatMap(({ name, phone, addressLine }) => [name, phone, addressLine]),
    ...rows.map(({ phone }) => phone),
  ];
}
