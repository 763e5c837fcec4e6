import { randomBytes, randomUUID } from 'node:crypto';
import type { CalcomEventType } from './event-types.ts';

const MINUTE_MS = 60_000;

export interface CalcomBooking {
  id: number;
  uid: string;
  status: 'accepted' | 'pending' | 'cancelled' | 'rejected';
  eventTypeId: number;
  start: Date;
  end: Date;
  attendee: CalcomAttendee;
  /** Who was added later. */
  furtherAttendees: CalcomAttendee[];
  location: string;
  fields: Record<string, unknown>;
  metadata: Record<string, unknown>;
  cancellationReason: string | null;
  rescheduledFromUid: string | null;
  rescheduledToUid: string | null;
  createdAt: Date;
}

export interface CalcomAttendee {
  name: string;
  email: string;
  timeZone: string;
  phoneNumber: string | null;
}

export interface CalcomReservation {
  uid: string;
  eventTypeId: number;
  start: Date;
  until: Date;
}

/** What is booked and reserved, and what of it a listing of slots would show. */
export class Diary {
  readonly bookings: CalcomBooking[] = [];
  readonly reservations: CalcomReservation[] = [];
  /** Taken in a calendar that listings do not know. */
  readonly takenUnseen = new Set<string>();
  readonly now: () => Date;

  constructor(now: () => Date) {
    this.now = now;
  }

  /** Starts that a listing shows: not past, with a host that is neither booked nor reserved. */
  listFree(eventType: CalcomEventType, from: Date, until: Date): Date[] {
    return eventType.openings.filter(
      (start) =>
        start >= from &&
        this.endOf(eventType, start) <= until &&
        start > this.now() &&
        this.countFree(eventType, { start }) > 0,
    );
  }

  /** Hosts that are left at a time. */
  countFree(
    eventType: CalcomEventType,
    { start, without = null, isReservationIgnored = false }: FreeQuestion,
  ): number {
    const end = this.endOf(eventType, start);
    const booked = this.bookings.filter(
      (booking) =>
        isStanding(booking) && booking.uid !== without && booking.start < end && booking.end > start,
    );
    const reserved = isReservationIgnored
      ? []
      : this.listReservations().filter(
          (reservation) =>
            reservation.eventTypeId === eventType.id && reservation.start.getTime() === start.getTime(),
        );
    return (eventType.hosts ?? 1) - booked.length - reserved.length;
  }

  listReservations(): CalcomReservation[] {
    return this.reservations.filter(({ until }) => until > this.now());
  }

  isTakenUnseen(eventType: CalcomEventType, start: Date): boolean {
    return this.takenUnseen.has(`${eventType.id}@${start.toISOString()}`);
  }

  endOf({ lengthInMinutes }: CalcomEventType, start: Date): Date {
    return new Date(start.getTime() + lengthInMinutes * MINUTE_MS);
  }

  add(booking: Omit<CalcomBooking, 'id' | 'uid' | 'createdAt'>): CalcomBooking {
    const uid = randomBytes(16).toString('base64url');
    const added = { ...booking, id: this.bookings.length + 1, uid, createdAt: this.now() };
    this.bookings.push(added);
    return added;
  }

  reserve(reservation: Omit<CalcomReservation, 'uid'>): CalcomReservation {
    const reserved = { ...reservation, uid: randomUUID() };
    this.reservations.push(reserved);
    return reserved;
  }
}

interface FreeQuestion {
  start: Date;
  /** A booking that would make room. */
  without?: string | null;
  isReservationIgnored?: boolean;
}

export const isStanding = ({ status }: CalcomBooking) => status === 'accepted' || status === 'pending';
