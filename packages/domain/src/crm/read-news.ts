import type { Transaction } from '@afterhourfix/database';
import {
  bookings,
  calls,
  consentRecords,
  customers,
  dispatches,
  technicians,
} from '@afterhourfix/database/schema';
import type { BookingId, BusinessId, CallId, CustomerId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type {
  BookingNews,
  CallNews,
  ConsentNews,
  CrmEvent,
  CustomerNews,
  DispatchNews,
  News,
} from './field-service-adapter.ts';

export interface NewsItem {
  id: string;
  businessId: BusinessId;
  event: CrmEvent;
  entityId: string;
  occurredAt: Date;
}

/** The row that the news is about as it stands now; null when it is gone, and there is nothing to tell. */
export async function readNews(tx: Transaction, item: NewsItem): Promise<News | null> {
  const { id: key, event, occurredAt } = item;
  switch (event) {
    case 'customer.updated': {
      const data = await readCustomer(tx, { ...item, customerId: item.entityId });
      return data && { key, occurredAt, event, data };
    }
    case 'customer.erased':
      return { key, occurredAt, event, data: { id: item.entityId } };
    case 'consent.changed': {
      const data = await readConsent(tx, item);
      return data && { key, occurredAt, event, data };
    }
    case 'booking.created':
    case 'booking.updated':
    case 'booking.cancelled': {
      const data = await readBooking(tx, item);
      return data && { key, occurredAt, event, data };
    }
    case 'call.completed': {
      const data = await readCall(tx, item);
      return data && { key, occurredAt, event, data };
    }
    case 'dispatch.acked':
    case 'dispatch.exhausted': {
      const data = await readDispatch(tx, item);
      return data && { key, occurredAt, event, data };
    }
  }
}

async function readCustomer(
  tx: Transaction,
  { businessId, customerId }: { businessId: BusinessId; customerId: string },
): Promise<CustomerNews | null> {
  const [row] = await tx
    .select()
    .from(customers)
    // An id of an outbox row is one of our own.
    .where(and(eq(customers.businessId, businessId), eq(customers.id, customerId as CustomerId)));
  // One without a number was erased, and is nobody's business any more.
  if (!row?.phone) return null;
  const { id, name, phone, addressLine, city, zip, membership } = row;
  return { id, name, phone, addressLine, city, zip, membership };
}

async function readConsent(tx: Transaction, { businessId, entityId }: NewsItem): Promise<ConsentNews | null> {
  const [row] = await tx
    .select()
    .from(consentRecords)
    .where(and(eq(consentRecords.businessId, businessId), eq(consentRecords.id, entityId)));
  if (!row) return null;
  const { id, number, channel, purpose, isGranted, at } = row;
  return { id, number, channel, purpose, isGranted, at };
}

async function readBooking(tx: Transaction, { businessId, entityId }: NewsItem): Promise<BookingNews | null> {
  const [row] = await tx
    .select({ booking: bookings, technicianName: technicians.name })
    .from(bookings)
    .leftJoin(technicians, eq(technicians.id, bookings.technicianId))
    .where(and(eq(bookings.businessId, businessId), eq(bookings.id, entityId as BookingId)));
  if (!row) return null;
  const { id, status, trade, problem, startsAt, endsAt } = row.booking;
  const { contactName, contactPhone, addressLine, city, zip, customerId } = row.booking;
  const customer = await readCustomer(tx, { businessId, customerId });
  if (!customer) return null;
  const visit = { id, status, trade, problem, startsAt, endsAt, technicianName: row.technicianName };
  return { ...visit, contactName, contactPhone, addressLine, city, zip, customer };
}

async function readCall(tx: Transaction, { businessId, entityId }: NewsItem): Promise<CallNews | null> {
  const [row] = await tx
    .select()
    .from(calls)
    .where(and(eq(calls.businessId, businessId), eq(calls.id, entityId as CallId)));
  if (!row?.endedAt || !row.outcome || !row.outcomeReason) return null;
  const { id, fromNumber: from, toNumber: to, startedAt, outcome, outcomeReason: reason, summary } = row;
  const customerId = row.customerId;
  const customer = customerId ? await readCustomer(tx, { businessId, customerId }) : null;
  const durationMs = row.durationMs ?? row.endedAt.getTime() - startedAt.getTime();
  return { id, from, to, startedAt, durationMs, outcome, reason, summary, customer };
}

async function readDispatch(
  tx: Transaction,
  { businessId, entityId }: NewsItem,
): Promise<DispatchNews | null> {
  const [row] = await tx
    .select({ dispatch: dispatches, technicianName: technicians.name })
    .from(dispatches)
    .leftJoin(technicians, eq(technicians.id, dispatches.technicianId))
    .where(and(eq(dispatches.businessId, businessId), eq(dispatches.id, entityId)));
  if (!row) return null;
  const { id, phase, trade, severity, problem, addressLine, zip, arrivesBy, callId } = row.dispatch;
  const job = { id, phase, trade, severity, problem, addressLine, zip };
  return { ...job, technicianName: row.technicianName, arrivesBy, callId };
}
