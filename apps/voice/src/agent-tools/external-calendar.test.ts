import type { ExternalCalendar } from '@afterhourfix/domain';
import { systemClock } from '@afterhourfix/foundation';
import {
  CalendarVariables,
  ExternalCalendars,
  toCalendarAccess,
} from '@afterhourfix/integrations/external-calendars';
import { expect, test } from 'vitest';
import { AnsweredCalls } from '../testing/answered-call.ts';
import { bookSlotTool } from './book-slot.ts';
import { getPricingTool } from './get-pricing.ts';
import { getSlotsTool } from './get-slots.ts';

const VISIT = { name: 'Marla Quint', addressLine: '2280 Glenmawr Avenue', zip: '43215', problem: 'A leak' };

/** Nobody listens on the discard port. */
function findAwayCalendar(): ExternalCalendar | null {
  const access = toCalendarAccess(
    CalendarVariables.parse({
      CALCOM_ACCOUNTS: '{"main":{"apiKey":"key"}}',
      CALCOM_API_URL: 'http://127.0.0.1:9/v2',
    }),
  );
  return new ExternalCalendars({ access, clock: systemClock }).find({
    kind: 'calcom',
    account: 'main',
    eventTypes: [{ eventTypeId: 11, trades: ['plumbing'], technicianId: null }],
    attendeeEmailDomain: 'visits.example.com',
    fields: {},
    isAddressLocation: true,
  });
}

test.each([
  [
    'the calendar of the business is away: the time is held, and the model is told to say so',
    findAwayCalendar,
    false,
  ],
  ['ours is the only calendar: a booking is a booking', () => null, undefined],
])('when %s', async (_name, find, isConfirmed) => {
  await using calls = await AnsweredCalls.open();
  const { domain, call } = await calls.answer();
  const context = {
    domain,
    callId: call.id,
    callerNumber: call.from,
    findCalendar: async () => find(),
    readTriage: () => ({ severity: 'routine' as const, isVulnerable: false, flags: [], jobTypes: [] }),
    triage: () => {
      throw new Error('Nothing is judged here');
    },
  };
  const offered = await getSlotsTool.run({ trade: 'plumbing', zip: VISIT.zip }, context);
  const { slotId, startsAt: visitAt } = Object(offered.result).slots?.[0] ?? {};
  await getPricingTool.run({ trade: 'plumbing', zip: VISIT.zip, visitAt }, context);
  const booked = await bookSlotTool.run({ ...VISIT, slotId }, context);
  expect(booked.effect).toEqual({ kind: 'slot-booked' });
  expect(booked.result.booking).toMatchObject({ bookingId: expect.any(String) });
  expect(Object(booked.result.booking).isConfirmed).toBe(isConfirmed);
});
