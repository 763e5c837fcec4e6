import type { CalcomSettings, ExternalAppointment, ExternalCorrection } from '@afterhourfix/domain';
import { toAttendeeEmail, toFields, toLocation } from './booking-request.ts';
import { findLatest } from './booking-search.ts';
import type { CalcomClient, CalcomReply } from './client.ts';
import type { CalcomBooking } from './wire.ts';

interface Correction {
  settings: CalcomSettings;
  ref: string;
  appointment: ExternalAppointment;
}

/**
 * Of a booking that stands the vendor changes the location only, and takes further attendees; the first one stays as it
 * was, and so do the event type's own fields (cal.com/docs/api-reference/v2/bookings, 2026-11). To cancel it and book
 * anew could lose the time to somebody else.
 */
export async function correctCalcomBooking(
  client: CalcomClient,
  correction: Correction,
): Promise<ExternalCorrection> {
  const { settings, ref, appointment } = correction;
  const booking = await findLatest(client, ref);
  if (!booking?.isStanding) return { ok: false, refusal: 'unknown-booking', detail: 'It does not stand' };
  const location = toLocation(appointment);
  if (settings.isAddressLocation && booking.location !== location.address) {
    const relocated = await client.relocate(booking.uid, { location });
    if (!relocated.ok) return toRefusal(relocated);
  }
  if (!isAttending(booking, appointment)) {
    const added = await client.addAttendee(booking.uid, toAttendee(correction));
    if (!added.ok) return toRefusal(added);
  }
  const wanted = Object.entries(toFields(settings, appointment));
  const unwritten = wanted.filter(([slug, text]) => booking.fields[slug] !== text).map(([slug]) => slug);
  return { ok: true, unwritten };
}

function isAttending({ attendees }: CalcomBooking, { name, phone }: ExternalAppointment): boolean {
  return attendees.some((attendee) => attendee.name === name && attendee.phone === phone);
}

/** An address for each way in which the customer was told: the vendor takes none twice. */
function toAttendee({ settings, appointment }: Correction) {
  const { bookingId, name, phone, timeZone } = appointment;
  const email = toAttendeeEmail(`${bookingId}|${name}|${phone}`, settings.attendeeEmailDomain);
  return { name, email, timeZone, phoneNumber: phone };
}

function toRefusal({ message, code }: Extract<CalcomReply<unknown>, { ok: false }>): ExternalCorrection {
  return { ok: false, refusal: 'rejected', detail: message || code };
}
