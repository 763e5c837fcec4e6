import type {
  BookingId,
  CallId,
  PhoneNumber,
  TechnicianId,
  TimeWindow,
  Trade,
} from '@afterhourfix/vocabulary';
import type { CalendarChange } from './calendar-change.ts';

/** A time at which the vendor itself would take a visit. */
export interface ExternalOpening {
  startsAt: Date;
  endsAt: Date;
  /** The vendor's own name for it, opaque to us; empty when the time was found in our own calendar. */
  ref: string;
  /** Null when the vendor picks who comes. */
  technicianId: TechnicianId | null;
}

export interface ExternalAppointment {
  bookingId: BookingId;
  callId: CallId;
  startsAt: Date;
  endsAt: Date;
  trade: Trade;
  /** Null when the vendor picks who comes. */
  technicianId: TechnicianId | null;
  /** Null when the time was found in our own calendar and the vendor only gets to know it. */
  openingRef: string | null;
  name: string;
  phone: PhoneNumber;
  email: string | null;
  addressLine: string;
  city: string | null;
  zip: string;
  problem: string;
  /** IANA zone of the service address. */
  timeZone: string;
}

export interface ExternalMove {
  ref: string;
  to: ExternalOpening;
  key: string;
}

export interface ExternalTimeQuery {
  from: Date;
  until: Date;
}

export type ExternalReservation =
  | { ok: true; reservationRef: string | null }
  | { ok: false; refusal: 'slot-taken' };

export type ExternalBooking =
  | { ok: true; ref: string }
  | { ok: false; refusal: 'slot-taken' | 'rejected'; detail: string };

export type ExternalRescheduling =
  | { ok: true; ref: string }
  | { ok: false; refusal: 'slot-taken' | 'unknown-booking' | 'rejected'; detail: string };

/** A booking as it stands there now, under the reference it has now. */
export type ExternalState =
  | {
      ref: string;
      state: 'standing';
      startsAt: Date;
      endsAt: Date;
      /** In whose calendar it stands; left out where that does not say who comes. */
      technicianId?: TechnicianId | undefined;
    }
  | { ref: string; state: 'cancelled' };

/** `unwritten`: what theirs has no way to change in a booking that stands. */
export type ExternalCorrection =
  | { ok: true; unwritten: readonly string[] }
  | { ok: false; refusal: 'unknown-booking' | 'rejected'; detail: string };

export type ExternalCancellation = { ok: true } | { ok: false; refusal: 'unknown-booking' };

/**
 * Somebody else's calendar in which an agent's appointments must also stand. Our row is written first, then theirs.
 * Every verb throws `VendorError` when the vendor is away; what the vendor decides against is a refusal.
 */
export interface ExternalCalendar {
  readonly kind: 'calcom' | 'google' | 'ical';
  /** Openings the vendor itself would take (Cal.com), or null when only its busy times count. */
  listOpenings(query: ExternalTimeQuery & { trade: Trade }): Promise<readonly ExternalOpening[] | null>;
  listBusy(
    query: ExternalTimeQuery & { technicianIds: readonly TechnicianId[] },
  ): Promise<readonly { technicianId: TechnicianId; during: TimeWindow }[]>;
  reserve(opening: ExternalOpening, until: Date): Promise<ExternalReservation>;
  releaseReservation(reservationRef: string): Promise<void>;
  /** `key` is the same for every try of one appointment and stands in the vendor's metadata. */
  book(appointment: ExternalAppointment, key: string): Promise<ExternalBooking>;
  /** The vendor's reference of the booking made under the key, null when there is none. Asked before every retry. */
  findBooking(key: string): Promise<string | null>;
  /** What became of a booking, however often it was moved there; null when the vendor does not know it. */
  findState(ref: string): Promise<ExternalState | null>;
  /** The reference may be a new one. Asked twice it moves once. */
  reschedule(move: ExternalMove): Promise<ExternalRescheduling>;
  /** Brings name, telephone, address and problem up to date where the booking stands. Asked twice it is done once. */
  correct(request: { ref: string; appointment: ExternalAppointment }): Promise<ExternalCorrection>;
  cancel(request: { ref: string; reason: string }): Promise<ExternalCancellation>;
  /** Calendars whose changes have to be asked for; none where news come by themselves, or never. */
  listChangeSources(): readonly CalendarChangeSource[];
}

export interface CalendarChangeSource {
  /** The vendor's name of the calendar. */
  id: string;
  /** Whether a booking of this reference stands in it, or did. */
  holds(ref: string): boolean;
  /** What changed of our bookings since `token`, and how to go on. Throws `VendorError`. */
  read(since: { token: string | null; now: Date }): Promise<CalendarReading>;
}

export interface CalendarReading {
  changes: readonly CalendarChange[];
  token: string;
  /** All that stands was read, not the changes alone: what is missing may have been deleted. */
  isWhole: boolean;
}
