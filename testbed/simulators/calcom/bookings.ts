import { alreadyBooked, badRequest, notFound, noUsers } from './api-error.ts';
import { type ApiAnswer, type ApiRequest, success } from './api-request.ts';
import { readAttendee, readBookingInput } from './booking-input.ts';
import { type CalcomBooking, type Diary, isStanding } from './diary.ts';
import type { CalcomEventType, EventTypes } from './event-types.ts';
import type { Outbox } from './outbox.ts';

const DEFAULT_TAKE = 100;
const MAX_TAKE = 250;

export interface BookingRules {
  diary: Diary;
  eventTypes: EventTypes;
  outbox: Outbox;
  unexpected: string[];
  /** Whether a reservation keeps everybody from booking, its owner too: the vendor does not say. */
  doReservationsBlockBookings: boolean;
}

export class Bookings {
  readonly #rules: BookingRules;

  constructor(rules: BookingRules) {
    this.#rules = rules;
  }

  create({ body, method, path }: ApiRequest): ApiAnswer {
    const { diary, eventTypes, unexpected } = this.#rules;
    const eventType = eventTypes.get(body.number('eventTypeId'));
    const start = body.instant('start');
    const unread = (fields: string[]) => {
      unexpected.push(...fields.map((field) => `${method} ${path}: ${field}`));
    };
    const input = readBookingInput(body, { eventType, unread });
    this.#refuseTaken(eventType, start, null);
    const booking = diary.add({
      ...input,
      status: 'accepted',
      eventTypeId: eventType.id,
      start,
      end: diary.endOf(eventType, start),
      cancellationReason: null,
      rescheduledFromUid: null,
      rescheduledToUid: null,
      furtherAttendees: [],
    });
    this.#rules.outbox.add('BOOKING_CREATED', booking);
    return success(toJson(booking), 201);
  }

  show({ ids }: ApiRequest): ApiAnswer {
    return success(toJson(this.get(ids[0] ?? '')));
  }

  list({ query }: ApiRequest): ApiAnswer {
    const email = query.textOrNull('attendeeEmail');
    const after = query.textOrNull('afterCreatedAt');
    const isDescending = query.textOrNull('sortCreated') === 'desc';
    const take = query.get('take') === undefined ? DEFAULT_TAKE : query.number('take');
    const skip = query.get('skip') === undefined ? 0 : query.number('skip');
    if (take > MAX_TAKE) throw badRequest('take must not be greater than 250');
    const found = this.#rules.diary.bookings.filter(
      (booking) =>
        (email === null || booking.attendee.email === email) &&
        (after === null || booking.createdAt >= new Date(after)),
    );
    const ordered = isDescending ? found.toReversed() : found;
    const page = ordered.slice(skip, skip + take);
    const remainingItems = Math.max(0, ordered.length - skip - take);
    const pagination = {
      totalItems: ordered.length,
      remainingItems,
      returnedItems: page.length,
      itemsPerPage: take,
      currentPage: Math.floor(skip / take) + 1,
      totalPages: Math.ceil(ordered.length / take),
      hasNextPage: remainingItems > 0,
      hasPreviousPage: skip > 0,
    };
    return { status: 200, body: { status: 'success', data: page.map(toJson), pagination } };
  }

  cancel({ ids, body }: ApiRequest): ApiAnswer {
    const booking = this.get(ids[0] ?? '');
    const reason = body.textOrNull('cancellationReason');
    if (!isStanding(booking))
      throw badRequest(`Can't cancel booking with uid=${booking.uid} because it has been cancelled already`);
    this.cancelBooking(booking, reason);
    return success(toJson(booking));
  }

  reschedule({ ids, body }: ApiRequest): ApiAnswer {
    const booking = this.get(ids[0] ?? '');
    const start = body.instant('start');
    body.textOrNull('reschedulingReason');
    return success(toJson(this.move(booking, start)), 201);
  }

  relocate({ ids, body }: ApiRequest): ApiAnswer {
    const booking = this.get(ids[0] ?? '');
    const location = body.record('location');
    if (location.type !== 'attendeeAddress' || typeof location.address !== 'string')
      throw badRequest('location.address must be a string');
    booking.location = location.address;
    return success(toJson(booking));
  }

  addAttendee({ ids, body }: ApiRequest): ApiAnswer {
    const booking = this.get(ids[0] ?? '');
    const attendee = readAttendee(body);
    const known = [booking.attendee, ...booking.furtherAttendees];
    if (known.some(({ email }) => email === attendee.email))
      throw badRequest('Attendee with this email already exists');
    booking.furtherAttendees.push(attendee);
    const { email, name, timeZone, phoneNumber } = attendee;
    const id = booking.id * 10 + booking.furtherAttendees.length;
    const added = { id, bookingId: booking.id, name, email, displayEmail: email, timeZone };
    return success({ ...added, language: 'en', absent: false, phoneNumber }, 201);
  }

  get(uid: string): CalcomBooking {
    const booking = this.#rules.diary.bookings.find((known) => known.uid === uid);
    if (!booking) throw notFound(`Booking with uid=${uid} was not found in the database`);
    return booking;
  }

  cancelBooking(booking: CalcomBooking, reason: string | null): void {
    booking.status = 'cancelled';
    booking.cancellationReason = reason;
    this.#rules.outbox.add('BOOKING_CANCELLED', booking);
  }

  /** A new booking takes the place of the old one, which counts as cancelled. */
  move(booking: CalcomBooking, start: Date): CalcomBooking {
    const { diary, eventTypes } = this.#rules;
    if (!isStanding(booking))
      throw badRequest(`Can't reschedule booking with uid=${booking.uid} because it has been cancelled`);
    const eventType = eventTypes.get(booking.eventTypeId);
    this.#refuseTaken(eventType, start, booking.uid);
    const { id: _id, uid, createdAt: _createdAt, ...kept } = booking;
    const moved = diary.add({ ...kept, start, end: diary.endOf(eventType, start), rescheduledFromUid: uid });
    booking.status = 'cancelled';
    booking.rescheduledToUid = moved.uid;
    this.#rules.outbox.add('BOOKING_RESCHEDULED', moved);
    return moved;
  }

  #refuseTaken(eventType: CalcomEventType, start: Date, without: string | null): void {
    const { diary, doReservationsBlockBookings } = this.#rules;
    if (start <= diary.now()) throw badRequest('Attempting to book a meeting in the past.');
    const isOpen = eventType.openings.some((opening) => opening.getTime() === start.getTime());
    const question = { start, without, isReservationIgnored: !doReservationsBlockBookings };
    if (isOpen && !diary.isTakenUnseen(eventType, start) && diary.countFree(eventType, question) > 0) return;
    throw (eventType.hosts ?? 1) > 1 ? noUsers() : alreadyBooked();
  }
}

function toJson(booking: CalcomBooking): object {
  const { attendee, start, end, createdAt } = booking;
  return {
    id: booking.id,
    uid: booking.uid,
    title: `Visit between Office and ${attendee.name}`,
    description: '',
    hosts: [
      {
        id: 1,
        name: 'Office',
        email: 'office@example.com',
        displayEmail: 'office@example.com',
        username: 'office',
        timeZone: 'America/New_York',
      },
    ],
    status: booking.status,
    ...(booking.cancellationReason === null ? {} : { cancellationReason: booking.cancellationReason }),
    ...(booking.rescheduledFromUid === null ? {} : { rescheduledFromUid: booking.rescheduledFromUid }),
    ...(booking.rescheduledToUid === null ? {} : { rescheduledToUid: booking.rescheduledToUid }),
    start: start.toISOString(),
    end: end.toISOString(),
    duration: (end.getTime() - start.getTime()) / 60_000,
    eventTypeId: booking.eventTypeId,
    eventType: { id: booking.eventTypeId, slug: `visit-${booking.eventTypeId}` },
    location: booking.location,
    meetingUrl: booking.location,
    absentHost: false,
    createdAt: createdAt.toISOString(),
    updatedAt: createdAt.toISOString(),
    metadata: booking.metadata,
    icsUid: `${booking.uid}@Cal.com`,
    attendees: [attendee, ...booking.furtherAttendees].map(({ name, email, timeZone, phoneNumber }) => ({
      name,
      email,
      displayEmail: email,
      timeZone,
      language: 'en',
      absent: false,
      ...(phoneNumber === null ? {} : { phoneNumber }),
    })),
    bookingFieldsResponses: { ...booking.fields, name: attendee.name, email: attendee.email },
  };
}
