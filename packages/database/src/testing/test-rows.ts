import { BusinessId, PhoneNumber } from '@afterhourfix/vocabulary';
import { agents, businesses, calls, phoneNumbers, technicians } from '../schema/index.ts';
import type { SystemDatabase } from '../tenant-database.ts';
import type { Transaction } from '../transaction.ts';

/** A business with an agent, a number, a technician and one live call, for tests of the database itself. */
export async function addBusiness(system: SystemDatabase, slug: string, lineNumber: string) {
  const businessId = BusinessId.parse(crypto.randomUUID());
  return system.forBusiness(businessId).transaction(async (tx) => {
    await tx.insert(businesses).values({
      id: businessId,
      slug,
      name: slug,
      timeZone: 'America/New_York',
      state: 'OH',
      trades: ['plumbing'],
      hours: { mon_fri: ['08:00', '17:00'], sat: null, sun: null },
      holidays: ['2026-12-25'],
    });
    const number = PhoneNumber.parse(lineNumber);
    const agentId = first(await tx.insert(agents).values({ businessId, name: 'agent' }).returning()).id;
    const phone = first(await tx.insert(phoneNumbers).values({ businessId, agentId, number }).returning());
    const call = await addCall(tx, { businessId, agentId, phoneNumberId: phone.id, toNumber: number });
    const technician = first(
      await tx
        .insert(technicians)
        .values({ businessId, slug: 'ana', name: 'Ana', skills: ['plumbing'], homeZip: '43214' })
        .returning(),
    );
    return { businessId, agentId, number, phoneNumberId: phone.id, call, technicianId: technician.id };
  });
}

type NewCall = Pick<typeof calls.$inferInsert, 'businessId' | 'agentId' | 'phoneNumberId' | 'toNumber'>;

async function addCall(tx: Transaction, call: NewCall) {
  const callSid = `CA${crypto.randomUUID()}`;
  return first(
    await tx
      .insert(calls)
      .values({ ...call, callSid, fromRaw: '+16145550101' })
      .returning(),
  );
}

export function first<Row>(rows: readonly Row[]): Row {
  const row = rows[0];
  if (!row) throw new Error('Expected a row');
  return row;
}
