import { generateKeyPairSync } from 'node:crypto';
import { AgentCalendar } from '@afterhourfix/domain';
import { ManualClock } from '@afterhourfix/foundation';
import { GoogleCalendar, GoogleCalendarClient } from '@afterhourfix/integrations/google-calendar';
import { TechnicianId } from '@afterhourfix/vocabulary';
import {
  type GoogleCalendarSimulator,
  startGoogleCalendarSimulator,
} from '../simulators/google-calendar/index.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const CLIENT_EMAIL = 'agent@project.iam.gserviceaccount.com';

export const TECHNICIAN = TechnicianId.parse('0197a000-0000-7000-8000-000000000701');
export const COLLEAGUE = TechnicianId.parse('0197a000-0000-7000-8000-000000000702');
export const CALENDAR_OF_TECHNICIAN = 'ida@example.com';
export const CALENDAR_OF_COLLEAGUE = 'dee@example.com';

export interface GoogleWorld extends AsyncDisposable {
  simulator: GoogleCalendarSimulator;
  calendar: GoogleCalendar;
  client: GoogleCalendarClient;
  clock: ManualClock;
}

/** The adapter before its simulator, both by one clock; two technicians, each with a calendar. */
export async function startGoogleWorld(
  options: { calendarIds?: readonly string[]; signingKey?: string } = {},
): Promise<GoogleWorld> {
  const clock = new ManualClock();
  const simulator = await startGoogleCalendarSimulator({
    clientEmail: CLIENT_EMAIL,
    publicKey,
    calendarIds: options.calendarIds ?? [CALENDAR_OF_TECHNICIAN, CALENDAR_OF_COLLEAGUE],
    now: () => clock.now(),
  });
  const account = { clientEmail: CLIENT_EMAIL, privateKey: options.signingKey ?? privateKey };
  const { apiUrl, tokenUrl } = simulator;
  const client = new GoogleCalendarClient({ apiUrl, tokenUrl, account, clock, timeoutMs: 2_000 });
  const settings = AgentCalendar.parse({
    kind: 'google',
    calendars: [
      { calendarId: CALENDAR_OF_TECHNICIAN, technicianId: TECHNICIAN },
      { calendarId: CALENDAR_OF_COLLEAGUE, technicianId: COLLEAGUE },
    ],
  });
  if (settings.kind !== 'google') throw new Error('These are no settings of Google Calendar');
  const calendar = new GoogleCalendar({ settings, client });
  return {
    simulator,
    calendar,
    client,
    clock,
    [Symbol.asyncDispose]: () => simulator[Symbol.asyncDispose](),
  };
}
