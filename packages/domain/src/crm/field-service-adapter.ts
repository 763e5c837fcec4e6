import type { PhoneNumber, TimeWindow } from '@afterhourfix/vocabulary';

export type CrmEntity = 'customer' | 'booking' | 'call' | 'consent' | 'dispatch';
export type CrmEvent =
  | 'customer.updated'
  | 'customer.erased'
  | 'consent.changed'
  | 'booking.created'
  | 'booking.updated'
  | 'booking.cancelled'
  | 'call.completed'
  | 'dispatch.acked'
  | 'dispatch.exhausted';

/** What a system can be told or asked. What it cannot is left out and never an error. */
export type FieldServiceCapability = 'customers' | 'bookings' | 'calls' | 'availability' | 'events';

/** A customer as our rows have it. */
export interface CustomerNews {
  id: string;
  name: string | null;
  phone: PhoneNumber;
  addressLine: string | null;
  city: string | null;
  zip: string | null;
  membership: string | null;
}

export interface BookingNews extends TimeWindow {
  id: string;
  status: 'booked' | 'cancelled';
  trade: string;
  problem: string;
  technicianName: string | null;
  contactName: string;
  contactPhone: PhoneNumber;
  addressLine: string;
  city: string | null;
  zip: string;
  customer: CustomerNews;
}

export interface CallNews {
  id: string;
  /** Null when the caller hides the number. */
  from: PhoneNumber | null;
  to: PhoneNumber;
  startedAt: Date;
  durationMs: number;
  outcome: string;
  reason: string;
  /** Written by code from the call's rows; null until then. */
  summary: string | null;
  customer: CustomerNews | null;
}

/** Somebody who was asked to go at once. */
export interface DispatchNews {
  id: string;
  phase: string;
  trade: string;
  severity: string;
  problem: string;
  addressLine: string;
  zip: string;
  /** Of who has taken it; null for the owner, and while nobody has. */
  technicianName: string | null;
  arrivesBy: Date | null;
  callId: string;
}

/** An answer to "may we text or call you". */
export interface ConsentNews {
  id: string;
  number: PhoneNumber;
  channel: string;
  purpose: string;
  isGranted: boolean;
  at: Date;
}

/** One piece of news with the state that its row has when it is told. */
export type News = { key: string; occurredAt: Date } & (
  | { event: 'customer.updated'; data: CustomerNews }
  /** Nothing is left of them but our id. */
  | { event: 'customer.erased'; data: { id: string } }
  | { event: 'consent.changed'; data: ConsentNews }
  | { event: 'booking.created' | 'booking.updated' | 'booking.cancelled'; data: BookingNews }
  | { event: 'call.completed'; data: CallNews }
  | { event: 'dispatch.acked' | 'dispatch.exhausted'; data: DispatchNews }
);

export interface ExternalCustomer {
  ref: string;
  name: string | null;
  phone: string | null;
}

/** The vendor no longer has the record that a reference named. */
export type Changed = { ok: true } | { ok: false; refusal: 'unknown-ref' };

/**
 * A business's own system. Writes carry a key and may come twice. Failures are `VendorError`: one that is retryable is
 * tried again, any other is given up and shown to the owner. Our rows stay the truth, whatever a vendor says.
 */
export interface FieldServiceAdapter {
  readonly id: string;
  readonly capabilities: ReadonlySet<FieldServiceCapability>;
  /** Throws when the vendor does not let us in. */
  checkHealth(): Promise<{ latencyMs: number }>;
  findCustomers?(query: { phone: PhoneNumber }): Promise<readonly ExternalCustomer[]>;
  /** `ref` is what it is called there, null when we never told. Returns what it is called now. */
  upsertCustomer?(customer: CustomerNews, place: { ref: string | null; key: string }): Promise<string>;
  /** The person is to be forgotten there too; one that is not there is no failure. */
  eraseCustomer?(place: { ref: string; key: string }): Promise<void>;
  createBooking?(booking: BookingNews, place: { customerRef: string | null; key: string }): Promise<string>;
  updateBooking?(booking: BookingNews, place: { ref: string; key: string }): Promise<Changed>;
  cancelBooking?(booking: BookingNews, place: { ref: string; key: string }): Promise<Changed>;
  logCall?(call: CallNews, place: { customerRef: string | null; key: string }): Promise<string>;
  /** For systems that want each event as it is. */
  tell?(news: News): Promise<void>;
}
