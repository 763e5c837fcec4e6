import type { BookingNews, CallNews, CustomerNews, FieldServiceAdapter } from '@afterhourfix/domain';
import type { Secret } from '@afterhourfix/foundation';
import { createHubSpotClient, type HubSpotClient } from './client.ts';
import { CALL_TO_CONTACT, MEETING_TO_CONTACT, type Properties, toAssociation } from './wire.ts';

/**
 * Customers as contacts, visits as meetings, calls as calls. HubSpot has no idempotency key: a contact is looked for by
 * phone, a meeting and a call by the mark that we left in it, before anything is made. Its search lags some seconds
 * behind, so a repeat within them may still make a second meeting; the outbox waits longer before it tries again.
 */
export function createHubSpot(options: { token: Secret; apiUrl: string }): FieldServiceAdapter {
  const client = createHubSpotClient({ token: options.token, apiUrl: options.apiUrl });
  return {
    id: 'hubspot',
    capabilities: new Set(['customers', 'bookings', 'calls'] as const),
    async checkHealth() {
      const startedAtMs = performance.now();
      await client.ping();
      return { latencyMs: performance.now() - startedAtMs };
    },
    async findCustomers({ phone }) {
      const found = await findContacts(client, phone);
      return found.map(({ id: ref, properties }) => ({
        ref,
        name: [properties.firstname, properties.lastname].filter(Boolean).join(' ') || null,
        phone: properties.phone ?? null,
      }));
    },
    upsertCustomer: (customer, { ref }) => upsertContact(client, { customer, ref }),
    eraseCustomer: ({ ref }) => client.erase(ref),
    async createBooking(booking, { customerRef }) {
      const earlier = await findMarked(client, { type: 'meetings', mark: toMark('booking', booking.id) });
      if (earlier) return earlier;
      const associations = customerRef ? [toAssociation(customerRef, MEETING_TO_CONTACT)] : [];
      return client.create('meetings', { properties: toMeeting(booking), associations });
    },
    updateBooking: (booking, { ref }) => changeMeeting(client, { ref, properties: toMeeting(booking) }),
    cancelBooking: (booking, { ref }) => changeMeeting(client, { ref, properties: toMeeting(booking) }),
    async logCall(call, { customerRef }) {
      const earlier = await findMarked(client, { type: 'calls', mark: toMark('call', call.id) });
      if (earlier) return earlier;
      const contact =
        customerRef ??
        (call.customer && (await upsertContact(client, { customer: call.customer, ref: null })));
      const associations = contact ? [toAssociation(contact, CALL_TO_CONTACT)] : [];
      return client.create('calls', { properties: toCall(call), associations });
    },
  };
}

const MARKED = { meetings: 'hs_meeting_external_url', calls: 'hs_call_external_id' } as const;

const toMark = (entity: string, id: string) => `afterhourfix:${entity}:${id}`;

async function findMarked(
  client: HubSpotClient,
  { type, mark }: { type: keyof typeof MARKED; mark: string },
): Promise<string | null> {
  const [earlier] = await client.search(type, { property: MARKED[type], value: mark, properties: [] });
  return earlier?.id ?? null;
}

const findContacts = (client: HubSpotClient, phone: string) =>
  client.search('contacts', {
    property: 'phone',
    value: phone,
    properties: ['firstname', 'lastname', 'phone'],
  });

/** One that is unknown there, or was deleted, is looked for by phone, and made when nobody has it. */
async function upsertContact(
  client: HubSpotClient,
  { customer, ref }: { customer: CustomerNews; ref: string | null },
): Promise<string> {
  const properties = toContact(customer);
  if (ref !== null && (await client.update('contacts', { id: ref, properties }))) return ref;
  const [found] = await findContacts(client, customer.phone);
  if (found && (await client.update('contacts', { id: found.id, properties }))) return found.id;
  return client.create('contacts', { properties });
}

async function changeMeeting(
  client: HubSpotClient,
  { ref, properties }: { ref: string; properties: Properties },
) {
  const isThere = await client.update('meetings', { id: ref, properties });
  return isThere ? { ok: true as const } : { ok: false as const, refusal: 'unknown-ref' as const };
}

/** What we don't know is left out: an empty value would wipe what the office has written. */
function toContact({ name, phone, addressLine, city, zip }: CustomerNews): Properties {
  const [firstname, ...rest] = (name ?? '').trim().split(/\s+/);
  return withoutEmpty({ phone, firstname, lastname: rest.join(' '), address: addressLine, city, zip });
}

function toMeeting(booking: BookingNews): Properties {
  const { startsAt, endsAt, trade, problem, technicianName, contactName, contactPhone, status } = booking;
  const place = [booking.addressLine, booking.city, booking.zip].filter(Boolean).join(', ');
  const lines = [
    problem,
    `${contactName}, ${contactPhone}`,
    technicianName && `Technician: ${technicianName}`,
  ];
  return {
    hs_timestamp: startsAt.toISOString(),
    hs_meeting_title: `${trade.replaceAll('_', ' ')} visit`,
    hs_meeting_body: toHtml(lines),
    hs_meeting_start_time: startsAt.toISOString(),
    hs_meeting_end_time: endsAt.toISOString(),
    hs_meeting_location: place,
    hs_meeting_outcome: status === 'cancelled' ? 'CANCELED' : 'SCHEDULED',
    hs_meeting_external_url: toMark('booking', booking.id),
  };
}

function toCall(call: CallNews): Properties {
  return withoutEmpty({
    hs_timestamp: call.startedAt.toISOString(),
    hs_call_title: `After-hours call: ${call.outcome.replaceAll('_', ' ')}`,
    hs_call_body: toHtml([call.summary]),
    hs_call_direction: 'INBOUND',
    hs_call_duration: String(call.durationMs),
    hs_call_from_number: call.from,
    hs_call_to_number: call.to,
    hs_call_status: 'COMPLETED',
    hs_call_external_id: toMark('call', call.id),
  });
}

/** Bodies are shown as HTML, and a caller's words are in them. */
function toHtml(lines: readonly (string | null)[]): string {
  const toText = (line: string) =>
    line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return lines.flatMap((line) => (line ? [toText(line)] : [])).join('<br>');
}

function withoutEmpty(properties: Readonly<Record<string, string | null | undefined>>): Properties {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
