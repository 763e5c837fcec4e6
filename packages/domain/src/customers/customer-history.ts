import type { Transaction } from '@afterhourfix/database';
import { bookings, calls } from '@afterhourfix/database/schema';
import type { BookingId, BusinessId, CustomerId, Trade } from '@afterhourfix/vocabulary';
import { and, asc, count, desc, eq, gt, lte, max, ne } from 'drizzle-orm';
import { listOpenInvoices, type OpenInvoice } from './open-invoices.ts';

export interface CustomerVisit {
  bookingId: BookingId;
  trade: Trade;
  startsAt: Date;
  endsAt: Date;
  contactName: string;
  /** IANA zone of its address; null is the business's. */
  timeZone: string | null;
}

export interface CustomerHistory {
  /** Visits that are not over, and those of the last day, about which people ring; the earliest first. */
  appointments: CustomerVisit[];
  pastVisits: CustomerVisit[];
  invoices: OpenInvoice[];
  earlierCalls: number;
  lastCallAt: Date | null;
}

const STILL_ASKED_ABOUT_MS = 24 * 3_600_000;
const MAX_APPOINTMENTS = 10;
const MAX_PAST_VISITS = 5;

const VISIT = {
  bookingId: bookings.id,
  trade: bookings.trade,
  startsAt: bookings.startsAt,
  endsAt: bookings.endsAt,
  contactName: bookings.contactName,
  timeZone: bookings.timeZone,
};

export async function listHistory(
  tx: Transaction,
  of: { businessId: BusinessId; customerId: CustomerId; now: Date },
): Promise<CustomerHistory> {
  const since = new Date(of.now.getTime() - STILL_ASKED_ABOUT_MS);
  const booked = and(
    eq(bookings.businessId, of.businessId),
    eq(bookings.customerId, of.customerId),
    ne(bookings.status, 'cancelled'),
  );
  const appointments = await tx
    .select(VISIT)
    .from(bookings)
    .where(and(booked, gt(bookings.endsAt, since)))
    .orderBy(asc(bookings.startsAt))
    .limit(MAX_APPOINTMENTS);
  const pastVisits = await tx
    .select(VISIT)
    .from(bookings)
    .where(and(booked, lte(bookings.endsAt, since)))
    .orderBy(desc(bookings.startsAt))
    .limit(MAX_PAST_VISITS);
  const [ofCalls] = await tx
    .select({ earlierCalls: count(), lastCallAt: max(calls.startedAt) })
    .from(calls)
    .where(and(eq(calls.businessId, of.businessId), eq(calls.customerId, of.customerId)));
  return {
    appointments,
    pastVisits,
    invoices: await listOpenInvoices(tx, of),
    earlierCalls: 0,
    lastCallAt: null,
    ...ofCalls,
  };
}
