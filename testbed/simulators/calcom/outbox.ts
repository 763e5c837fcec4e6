import { createHmac } from 'node:crypto';
import type { CalcomBooking } from './diary.ts';

export type Trigger = 'BOOKING_CREATED' | 'BOOKING_RESCHEDULED' | 'BOOKING_CANCELLED';

export interface Delivery {
  body: string;
  headers: Readonly<Record<string, string>>;
}

/** Webhooks that were not sent yet: a test takes them, in any order, when it wants. */
export class Outbox {
  readonly #secret: string;
  readonly #now: () => Date;
  #deliveries: Delivery[] = [];

  constructor(secret: string, now: () => Date) {
    this.#secret = secret;
    this.#now = now;
  }

  add(triggerEvent: Trigger, booking: CalcomBooking): void {
    const body = JSON.stringify({
      triggerEvent,
      createdAt: this.#now().toISOString(),
      payload: toPayload(triggerEvent, booking),
    });
    const signature = createHmac('sha256', this.#secret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-cal-signature-256': signature };
    this.#deliveries.push({ body, headers });
  }

  take(): Delivery[] {
    const taken = this.#deliveries;
    this.#deliveries = [];
    return taken;
  }
}

function toPayload(trigger: Trigger, booking: CalcomBooking): object {
  const { attendee } = booking;
  const language = { locale: 'en' };
  return {
    bookerUrl: 'https://cal.com',
    type: `visit-${booking.eventTypeId}`,
    title: `Visit between Office and ${attendee.name}`,
    startTime: booking.start.toISOString(),
    endTime: booking.end.toISOString(),
    organizer: {
      id: 1,
      name: 'Office',
      email: 'office@example.com',
      username: 'office',
      timeZone: 'America/New_York',
      language,
      timeFormat: 'h:mma',
    },
    responses: {
      name: { label: 'your_name', value: attendee.name, isHidden: false },
      email: { label: 'email_address', value: attendee.email, isHidden: false },
    },
    userFieldsResponses: {},
    attendees: [{ name: attendee.name, email: attendee.email, timeZone: attendee.timeZone, language }],
    location: booking.location,
    destinationCalendar: null,
    requiresConfirmation: null,
    eventTypeId: booking.eventTypeId,
    uid: booking.uid,
    ...(trigger === 'BOOKING_RESCHEDULED' ? { rescheduleUid: booking.rescheduledFromUid } : {}),
    ...(trigger === 'BOOKING_CANCELLED' ? { cancellationReason: booking.cancellationReason } : {}),
    bookingId: booking.id,
    length: (booking.end.getTime() - booking.start.getTime()) / 60_000,
    metadata: booking.metadata,
    status: trigger === 'BOOKING_CANCELLED' ? 'CANCELLED' : 'ACCEPTED',
  };
}
