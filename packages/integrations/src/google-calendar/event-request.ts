import { createHash } from 'node:crypto';
import type { ExternalAppointment } from '@afterhourfix/domain';

export const KEY_PROPERTY = 'afterhourfixKey';
export const BOOKING_ID_PROPERTY = 'afterhourfixBookingId';

/** Where an event stands. */
export interface EventPlace {
  calendarId: string;
  eventId: string;
}

export const toRef = ({ calendarId, eventId }: EventPlace) => `${eventId}|${calendarId}`;

export function readRef(ref: string): EventPlace | null {
  const [, eventId = '', calendarId = ''] = /^([a-v0-9]+)\|(.+)$/.exec(ref) ?? [];
  return eventId === '' ? null : { calendarId, eventId };
}

/** Our own id makes an insertion happen once; the vendor takes a to v and digits, 5 to 1024 of them. */
export function toEventId(key: string): string {
  return `ahf${createHash('sha256').update(key).digest('hex')}`;
}

export function toTimes({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): object {
  return { start: { dateTime: startsAt.toISOString() }, end: { dateTime: endsAt.toISOString() } };
}

/** Who is visited, where and why. */
export function toDetails({ name, phone, problem, addressLine, city, zip }: ExternalAppointment): object {
  return {
    summary: `${name}: ${problem}`.slice(0, 500),
    location: [addressLine, city, zip].filter((part) => part !== null).join(', '),
    description: `${problem}\n${name}, ${phone}`,
  };
}

export function toEventBody(appointment: ExternalAppointment, key: string): object {
  const { bookingId } = appointment;
  return {
    id: toEventId(key),
    status: 'confirmed',
    ...toDetails(appointment),
    ...toTimes(appointment),
    extendedProperties: { private: { [KEY_PROPERTY]: key, [BOOKING_ID_PROPERTY]: bookingId } },
  };
}
