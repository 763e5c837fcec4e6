import type { CalcomSettings } from '@afterhourfix/domain';
import type { CalcomClient } from './client.ts';
import type { CalcomEventType } from './wire.ts';

/** Given with every booking, or asked by the vendor itself. */
const ALWAYS_GIVEN = ['name', 'email', 'attendeePhoneNumber', 'location'];

/** Why bookings of these settings would be refused, for the person who sets an agent up; empty when none would. */
export async function findSetupFaults(client: CalcomClient, settings: CalcomSettings): Promise<string[]> {
  const faults = await Promise.all(
    settings.eventTypes.map(async ({ eventTypeId }) => {
      const reply = await client.getEventType(eventTypeId);
      return reply.ok
        ? judge(reply.value, settings)
        : [`Event type ${eventTypeId} cannot be read: ${reply.message || reply.code}`];
    }),
  );
  return faults.flat();
}

function judge({ id, locationTypes, requiredFields }: CalcomEventType, settings: CalcomSettings): string[] {
  const filled = [...ALWAYS_GIVEN, ...Object.keys(settings.fields)];
  const unfilled = requiredFields.filter(({ slug }) => !filled.includes(slug));
  const faults = unfilled.map(({ slug, type }) => `Event type ${id} requires the field ${slug} (${type})`);
  if (settings.isAddressLocation && !locationTypes.includes('attendeeAddress'))
    faults.push(`Event type ${id} does not offer the attendee's address as its location`);
  return faults;
}
