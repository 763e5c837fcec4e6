import { createHash } from 'node:crypto';
import type { CalcomSettings, ExternalAppointment } from '@afterhourfix/domain';

/** The vendor's bound of a metadata value is 500; names and fields get the same. */
const MAX_TEXT = 500;
export const KEY_FIELD = 'afterhourfixKey';
export const BOOKING_ID_FIELD = 'bookingId';

/** An opening's name: which event type, and when. */
export const toOpeningRef = (eventTypeId: number, startsAt: Date) =>
  `${eventTypeId}@${startsAt.toISOString()}`;

export function readOpeningRef(ref: string): { eventTypeId: number; startsAt: Date } | null {
  const [, id = '', start = ''] = /^(\d+)@(.+)$/.exec(ref) ?? [];
  const startsAt = new Date(start);
  return id === '' || Number.isNaN(startsAt.getTime()) ? null : { eventTypeId: Number(id), startsAt };
}

/**
 * Callers rarely spell an e-mail address, and the vendor wants one for nearly every event type. One address for each
 * visit also finds the visit again.
 */
export function toAttendeeEmail(key: string, domain: string): string {
  return `visit-${createHash('sha256').update(key).digest('hex').slice(0, 24)}@${domain}`;
}

export function attendeeEmailOf(
  settings: CalcomSettings,
  { appointment, key }: { appointment: ExternalAppointment; key: string },
): string {
  return appointment.email ?? toAttendeeEmail(key, settings.attendeeEmailDomain);
}

/** The event type that an appointment belongs to: its opening's, or the first one for its trade and technician. */
export function findEventTypeId(settings: CalcomSettings, appointment: ExternalAppointment): number | null {
  if (appointment.openingRef !== null) return readOpeningRef(appointment.openingRef)?.eventTypeId ?? null;
  const ofTrade = settings.eventTypes.filter(({ trades }) => trades.includes(appointment.trade));
  const own = ofTrade.find(({ technicianId }) => technicianId === appointment.technicianId);
  return (own ?? ofTrade.find(({ technicianId }) => technicianId === null))?.eventTypeId ?? null;
}

export function toBookingBody(
  settings: CalcomSettings,
  { appointment, key, eventTypeId }: { appointment: ExternalAppointment; key: string; eventTypeId: number },
): object {
  const fields = toFields(settings, appointment);
  return {
    start: appointment.startsAt.toISOString(),
    eventTypeId,
    attendee: {
      name: appointment.name.slice(0, MAX_TEXT),
      email: attendeeEmailOf(settings, { appointment, key }),
      timeZone: appointment.timeZone,
      phoneNumber: appointment.phone,
    },
    ...(Object.keys(fields).length > 0 ? { bookingFieldsResponses: fields } : {}),
    ...(settings.isAddressLocation ? { location: toLocation(appointment) } : {}),
    metadata: { [KEY_FIELD]: key, callId: appointment.callId, [BOOKING_ID_FIELD]: appointment.bookingId },
  };
}

/** What stands in the event type's own fields, by slug. */
export function toFields(settings: CalcomSettings, appointment: ExternalAppointment): Record<string, string> {
  const texts = toFieldTexts(appointment);
  const fields = Object.entries(settings.fields).map(([slug, source]) => [
    slug,
    texts[source].slice(0, MAX_TEXT),
  ]);
  return Object.fromEntries(fields);
}

export function toLocation(appointment: ExternalAppointment): { type: 'attendeeAddress'; address: string } {
  return { type: 'attendeeAddress', address: toFieldTexts(appointment).address };
}

function toFieldTexts(appointment: ExternalAppointment): Record<CalcomSettings['fields'][string], string> {
  const { problem, addressLine, city, zip, phone, name } = appointment;
  const address = [addressLine, city, zip].filter((part) => part !== null).join(', ');
  return { problem, address, city: city ?? '', zip, phone, name };
}
