import { bookings, customers, technicians } from '@afterhourfix/database/schema';
import { type CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { arrayContains } from 'drizzle-orm';
import type { DomainContext } from '../../context.ts';

export const HER_NUMBER = '+16145550114';

/** Joan Abbate, whom the business knows under `HER_NUMBER`, unless told otherwise. */
export function addCustomer(
  ctx: DomainContext,
  change: Partial<Omit<typeof customers.$inferInsert, 'phone'>> & { phone?: string } = {},
): Promise<CustomerId> {
  const { phone = HER_NUMBER, ...rest } = change;
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(customers)
      .values({
        businessId: ctx.business.id,
        phone: PhoneNumber.parse(phone),
        name: 'Joan Abbate',
        addressLine: '512 Olentangy St',
        city: 'Columbus',
        zip: '43202',
        membership: 'oak_club',
        ...rest,
      })
      .returning({ id: customers.id });
    if (!row) throw new Error('An insert returned no row');
    return row.id;
  });
}

/** A plumber's visit of two hours. */
export function addVisit(
  ctx: DomainContext,
  visit: { customerId: CustomerId; startsAt: string; contactName?: string; phone?: string } & Partial<
    Pick<typeof bookings.$inferInsert, 'callId' | 'status'>
  >,
) {
  const { customerId, contactName = 'Joan Abbate', phone = HER_NUMBER, ...rest } = visit;
  const startsAt = new Date(visit.startsAt);
  const endsAt = new Date(startsAt.getTime() + 2 * 3_600_000);
  return ctx.db.transaction(async (tx) => {
    const [plumber] = await tx
      .select({ technicianId: technicians.id })
      .from(technicians)
      .where(arrayContains(technicians.skills, ['plumbing']))
      .limit(1);
    if (!plumber) throw new Error('There is no plumber');
    const contact = { contactName, contactPhone: PhoneNumber.parse(phone) };
    const place = { addressLine: '512 Olentangy St', city: 'Columbus', zip: '43202' };
    const job = { trade: 'plumbing', problem: 'No hot water' } as const;
    const [row] = await tx
      .insert(bookings)
      .values({
        businessId: ctx.business.id,
        customerId,
        ...plumber,
        ...job,
        ...contact,
        ...place,
        ...rest,
        startsAt,
        endsAt,
      })
      .returning({ id: bookings.id });
    if (!row) throw new Error('An insert returned no row');
    return row.id;
  });
}
