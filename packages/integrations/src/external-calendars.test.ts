import type { AgentCalendar } from '@afterhourfix/domain';
import { Invalid, ManualClock, readEnvironment } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { CalendarVariables, ExternalCalendars, toCalendarAccess } from './external-calendars.ts';

const KEY = 'cal_live_very_secret';

const open = (environment: Record<string, string> = {}) =>
  new ExternalCalendars({
    access: toCalendarAccess(readEnvironment(CalendarVariables, environment)),
    clock: new ManualClock(),
  });

const CALCOM: AgentCalendar = {
  kind: 'calcom',
  account: 'main',
  eventTypes: [{ eventTypeId: 11, trades: ['plumbing'], technicianId: null }],
  attendeeEmailDomain: 'visits.example.com',
  fields: {},
  isAddressLocation: true,
};
const GOOGLE: AgentCalendar = {
  kind: 'google',
  calendars: [{ calendarId: 'ida@example.com', technicianId: null }],
};

test('keeps one calendar for the same settings, and finds none for an agent with ours alone', () => {
  const calendars = open({ CALCOM_ACCOUNTS: JSON.stringify({ main: { apiKey: KEY } }) });
  const calendar = calendars.find(CALCOM);
  expect(calendar?.kind).toBe('calcom');
  expect(calendars.find(structuredClone(CALCOM))).toBe(calendar);
  expect(calendars.find({ ...CALCOM, isAddressLocation: false })).not.toBe(calendar);
  expect(calendars.find({ kind: 'own' })).toBeNull();
  expect(calendars.find({ kind: 'ical', feeds: [] })?.kind).toBe('ical');
});

test('says whose key is missing', () => {
  expect(() => open().find(CALCOM)).toThrow(Invalid);
  expect(() => open().find(CALCOM)).toThrow('CALCOM_ACCOUNTS has no account main');
  expect(() => open().find(GOOGLE)).toThrow('GOOGLE_SERVICE_ACCOUNT is not set');
});

test.each([
  `{"main":{"apiKey":"${KEY}"`,
  JSON.stringify({ main: { apiKey: '', note: KEY } }),
  JSON.stringify({ main: KEY }),
])('faults of keys are told without the keys', (text) => {
  expect(() => open({ CALCOM_ACCOUNTS: text })).toThrow(/CALCOM_ACCOUNTS is wrong/);
  expect(() => open({ CALCOM_ACCOUNTS: text })).not.toThrow(KEY);
});

test('the configuration shows no keys', () => {
  const access = toCalendarAccess(
    readEnvironment(CalendarVariables, {
      CALCOM_ACCOUNTS: JSON.stringify({ main: { apiKey: KEY, webhookSecret: KEY } }),
      GOOGLE_SERVICE_ACCOUNT: JSON.stringify({ client_email: 'agent@example.com', private_key: KEY }),
    }),
  );
  expect(JSON.stringify(access)).not.toContain(KEY);
});
