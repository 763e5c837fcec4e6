import { badRequest } from './api-error.ts';
import { Fields, isRecord, type Json } from './api-request.ts';
import type { CalcomBooking } from './diary.ts';
import type { CalcomEventType } from './event-types.ts';

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const MAX_METADATA_KEYS = 50;
const MAX_METADATA_KEY = 40;
const MAX_METADATA_VALUE = 500;

export type BookingInput = Pick<CalcomBooking, 'attendee' | 'location' | 'fields' | 'metadata'>;

/** Everything of a booking's body but its time; throws as the vendor refuses. `unread` gets fields nobody knows. */
export function readBookingInput(
  body: Fields,
  { eventType, unread }: { eventType: CalcomEventType; unread: (fields: string[]) => void },
): BookingInput {
  const attendee = new Fields(body.record('attendee'));
  const input = {
    attendee: readAttendee(attendee),
    location: readLocation(body, eventType),
    fields: readFields(body, eventType),
    metadata: readMetadata(body),
  };
  unread(attendee.listUnread().map((name) => `attendee.${name}`));
  const known = (eventType.bookingFields ?? []).map(({ slug }) => slug);
  unread(Object.keys(input.fields).filter((slug) => !known.includes(slug)));
  return input;
}

export function readAttendee(attendee: Fields): CalcomBooking['attendee'] {
  const [name, timeZone] = [attendee.text('name'), attendee.text('timeZone')];
  const email = attendee.textOrNull('email');
  const phoneNumber = attendee.textOrNull('phoneNumber');
  if (name.trim() === '') throw badRequest('attendee.name should not be empty');
  if (!isTimeZone(timeZone)) throw badRequest('attendee.timeZone must be a valid IANA time-zone');
  if (email === null || !EMAIL.test(email)) throw badRequest('responses - {email}email_validation_error');
  if (phoneNumber !== null && !/^\+[1-9]\d{6,14}$/.test(phoneNumber))
    throw badRequest('attendee.phoneNumber must be a valid phone number');
  return { name, email, timeZone, phoneNumber };
}

function readLocation(body: Fields, eventType: CalcomEventType): string {
  const location = body.get('location');
  if (location === undefined) return '';
  if (!isRecord(location)) throw badRequest('location must be an object');
  const offered = (eventType.locations ?? [{ type: 'attendeeAddress' }]).map(({ type }) => type);
  if (!offered.includes(String(location.type)))
    throw badRequest(`Booking location with type ${location.type} not valid for event type`);
  if (location.type === 'attendeeAddress' && !location.address)
    throw badRequest('location.address must be a string');
  return String(location.address ?? '');
}

function readFields(body: Fields, { bookingFields = [] }: CalcomEventType): Json {
  const given = body.get('bookingFieldsResponses') ?? {};
  if (!isRecord(given)) throw badRequest('bookingFieldsResponses must be an object');
  const missing = bookingFields.find(({ slug, required }) => required && !given[slug]);
  if (missing) throw badRequest(`responses - {${missing.slug}}error_required_field`);
  return given;
}

function readMetadata(body: Fields): Json {
  const metadata = body.get('metadata') ?? {};
  if (!isRecord(metadata)) throw badRequest('metadata must be an object');
  const entries = Object.entries(metadata);
  if (entries.length > MAX_METADATA_KEYS) throw badRequest('Metadata must have at most 50 keys');
  const isValid = entries.every(
    ([key, value]) =>
      key.length <= MAX_METADATA_KEY && typeof value === 'string' && value.length <= MAX_METADATA_VALUE,
  );
  if (!isValid) throw badRequest('Metadata keys are up to 40 characters, values strings up to 500');
  return metadata;
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format() !== '';
  } catch {
    return false;
  }
}
