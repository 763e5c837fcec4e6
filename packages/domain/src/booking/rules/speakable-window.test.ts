import { expect, test } from 'vitest';
import { toSpeakableWindow } from './speakable-window.ts';

test.each([
  [
    'America/New_York',
    '2026-11-24T13:30Z',
    '2026-11-24T13:45Z',
    'Tuesday, November 24th, at 8:30 in the morning',
  ],
  ['America/New_York', '2026-11-24T17:00Z', '2026-11-24T17:15Z', 'Tuesday, November 24th, at noon'],
  [
    'America/New_York',
    '2026-11-24T13:00Z',
    '2026-11-24T15:00Z',
    'Tuesday, November 24th, between 8 and 10 in the morning',
  ],
  [
    'America/New_York',
    '2026-12-01T15:00Z',
    '2026-12-01T17:00Z',
    'Tuesday, December 1st, between 10 in the morning and noon',
  ],
  [
    'America/New_York',
    '2026-12-02T17:00Z',
    '2026-12-02T19:00Z',
    'Wednesday, December 2nd, between noon and 2 in the afternoon',
  ],
  [
    'America/New_York',
    '2026-12-03T16:00Z',
    '2026-12-03T18:00Z',
    'Thursday, December 3rd, between 11 in the morning and 1 in the afternoon',
  ],
  [
    'America/New_York',
    '2026-12-11T21:00Z',
    '2026-12-11T23:00Z',
    'Friday, December 11th, between 4 in the afternoon and 6 in the evening',
  ],
  [
    'America/New_York',
    '2026-07-22T22:30Z',
    '2026-07-23T00:30Z',
    'Wednesday, July 22nd, between 6:30 and 8:30 in the evening',
  ],
  [
    'America/New_York',
    '2026-07-23T02:00Z',
    '2026-07-23T04:00Z',
    'Wednesday, July 22nd, between 10 at night and midnight',
  ],
  [
    'America/Phoenix',
    '2026-07-13T14:00Z',
    '2026-07-13T16:00Z',
    'Monday, July 13th, between 7 and 9 in the morning',
  ],
  [
    'America/Los_Angeles',
    '2027-03-15T15:00Z',
    '2027-03-15T17:00Z',
    'Monday, March 15th, between 8 and 10 in the morning',
  ],
])('%s %s to %s is spoken as it is said', (timeZone, startsAt, endsAt, words) => {
  expect(toSpeakableWindow({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) }, timeZone)).toBe(words);
});
