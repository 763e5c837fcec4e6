import { bookings } from '@afterhourfix/database/schema';
import type { BookingId, PhoneNumber, TechnicianId } from '@afterhourfix/vocabulary';
import { and, asc, eq, gt, lt } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

const MAX_VISITS = 2_000;

export interface Visit {
  bookingId: BookingId;
  status: 'booked' | 'cancelled';
  startsAt: Date;
  endsAt: Date;
  name: string;
  phone: PhoneNumber;
  problem: string;
  addressLine: string;
  city: string | null;
  zip: string;
}

/** A technician's visits within a stretch of time, the cancelled ones too, by their start; 2,000 at most. */
export function listVisits(
  ctx: DomainContext,
  { technicianId, from, until }: { technicianId: TechnicianId; from: Date; until: Date },
): Promise<Visit[]> {
  return ctx.db.transaction((tx) =>
    tx
      .select({
        bookingId: bookings.id,
        status: bookings.status,
        startsAt: bookings.startsAt,
        endsAt: bookings.endsAt,
        name: bookings.contactName,
        phone: bookings.contactPhone,
        problem: bookings.problem,
        addressLine: bookings.addressLine,
        city: bookings.city,
        zip: bookings.zip,
      })
      .from(bookings)
      .where(
        and(
          eq(bookings.businessId, ctx.business.id),
          eq(bookings.technicianId, technicianId),
          lt(bookings.startsAt, until),
          gt(bookings.endsAt, from),
        ),
      )
      .orderBy(asc(bookings.startsAt))
      .limit(MAX_VISITS),
  );
}
