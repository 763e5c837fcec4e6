import { AgentCalendar, type CalcomSettings, type ExternalAppointment } from '@afterhourfix/domain';
import { ManualClock } from '@afterhourfix/foundation';
import { CalcomCalendar, CalcomClient } from '@afterhourfix/integrations/calcom';
import { BookingId, CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import {
  type CalcomEventType,
  type CalcomSimulator,
  startCalcomSimulator,
} from '../simulators/calcom/index.ts';

const HOUR_MS = 60 * 60_000;
const API_KEY = 'cal_test_key';
export const WEBHOOK_SECRET = 'a secret of the webhook';
export const PLUMBING = 11;
export const HEATING = 12;
/** The manual clock's first instant is the evening before. */
export const MORNING = new Date('2026-11-24T14:00:00.000Z');

export const hoursAfter = (start: Date, hours: number) => new Date(start.getTime() + hours * HOUR_MS);

/** A part of the day on which every two hours begin a visit. */
const OPENINGS = [0, 2, 4, 6].map((hours) => hoursAfter(MORNING, hours));

export interface CalcomWorld extends AsyncDisposable {
  simulator: CalcomSimulator;
  calendar: CalcomCalendar;
  client: CalcomClient;
  clock: ManualClock;
  settings: CalcomSettings;
}

export interface CalcomWorldOptions {
  doReservationsBlockBookings?: boolean;
  eventType?: Partial<CalcomEventType>;
  settings?: Partial<CalcomSettings>;
  /** Of one request; short, for a test waits it out. */
  timeoutMs?: number;
}

/** The adapter before its simulator, both by one clock. */
export async function startCalcomWorld(options: CalcomWorldOptions = {}): Promise<CalcomWorld> {
  const clock = new ManualClock();
  const eventTypes = [PLUMBING, HEATING].map((id) => ({
    id,
    lengthInMinutes: 120,
    openings: OPENINGS,
    hosts: 1,
    ...options.eventType,
  }));
  const { doReservationsBlockBookings = false, timeoutMs = 2_000 } = options;
  const simulator = await startCalcomSimulator({
    apiKey: API_KEY,
    eventTypes,
    webhookSecret: WEBHOOK_SECRET,
    now: () => clock.now(),
    doReservationsBlockBookings,
  });
  const client = new CalcomClient({ apiUrl: simulator.url, apiKey: API_KEY, clock, timeoutMs });
  const settings = readSettings(options.settings);
  const calendar = new CalcomCalendar({ settings, client, clock });
  const dispose = () => simulator[Symbol.asyncDispose]();
  return { simulator, calendar, client, clock, settings, [Symbol.asyncDispose]: dispose };
}

function readSettings(change: Partial<CalcomSettings> = {}): CalcomSettings {
  const settings = AgentCalendar.parse({
    kind: 'calcom',
    eventTypes: [
      { eventTypeId: PLUMBING, trades: ['plumbing'] },
      { eventTypeId: HEATING, trades: ['hvac'] },
    ],
    attendeeEmailDomain: 'visits.example.com',
    ...change,
  });
  if (settings.kind !== 'calcom') throw new Error('These are no settings of Cal.com');
  return settings;
}

export const CALL_ID = CallId.parse('0197a000-0000-7000-8000-00000000c001');
export const BOOKING_ID = BookingId.parse('0197a000-0000-7000-8000-00000000b001');
export const KEY = `${CALL_ID}:${BOOKING_ID}`;

export function toAppointment(change: Partial<ExternalAppointment> = {}): ExternalAppointment {
  return {
    bookingId: BOOKING_ID,
    callId: CALL_ID,
    startsAt: MORNING,
    endsAt: hoursAfter(MORNING, 2),
    trade: 'plumbing',
    technicianId: null,
    openingRef: null,
    name: 'Alex Romero',
    phone: PhoneNumber.parse('+16145550107'),
    email: null,
    addressLine: '1412 Hayward Ave',
    city: 'Columbus',
    zip: '43215',
    problem: 'Water heater leaks',
    timeZone: 'America/New_York',
    ...change,
  };
}
