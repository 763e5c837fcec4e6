import { TechnicianId, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';

const MAX_CALENDARS = 100;

const Own = z.object({ kind: z.literal('own') });

const Calcom = z.object({
  kind: z.literal('calcom'),
  /** The name under which the deployment keeps the key of the business's Cal.com account. */
  account: z.string().min(1).default('main'),
  eventTypes: z
    .array(
      z.object({
        eventTypeId: z.int().positive(),
        trades: z.array(Trade).min(1),
        /** Null when Cal.com picks the host. */
        technicianId: TechnicianId.nullable().default(null),
      }),
    )
    .min(1)
    .max(MAX_CALENDARS),
  /** A domain of the business: callers without an e-mail address are given one of it, one for each visit. */
  attendeeEmailDomain: z.hostname(),
  /** The event type's own fields by their slug, and what is written into each. */
  fields: z.record(z.string(), z.enum(['problem', 'address', 'city', 'zip', 'phone', 'name'])).default({}),
  /** Whether the address of the visit is the booking's location; the event type must offer the attendee's address. */
  isAddressLocation: z.boolean().default(true),
});

const Google = z.object({
  kind: z.literal('google'),
  /** A visit stands in its technician's calendar, or in the one without a technician. */
  calendars: z
    .array(z.object({ calendarId: z.string().min(1), technicianId: TechnicianId.nullable().default(null) }))
    .min(1)
    .max(MAX_CALENDARS),
});

const Ical = z.object({
  kind: z.literal('ical'),
  feeds: z
    .array(
      z.object({
        url: z.url({ protocol: /^https?$/ }),
        technicianId: TechnicianId,
        /** IANA zone of times that name none. */
        timeZone: z.string().min(1),
      }),
    )
    .min(1)
    .max(MAX_CALENDARS),
});

/** In whose calendar the visits that an agent books must stand besides ours. */
export const AgentCalendar = z.discriminatedUnion('kind', [Own, Calcom, Google, Ical]);
export type AgentCalendar = z.infer<typeof AgentCalendar>;
export type CalcomSettings = z.infer<typeof Calcom>;
export type GoogleCalendarSettings = z.infer<typeof Google>;
export type IcalSettings = z.infer<typeof Ical>;
