import { expect, test } from 'vitest';
import { readRotaCalendar } from './read-rota.ts';

const QUERY = {
  timeZone: 'America/New_York',
  from: new Date('2026-10-25T00:00:00Z'),
  until: new Date('2027-10-25T00:00:00Z'),
};
const read = (...lines: string[]) =>
  readRotaCalendar(
    ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:a', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'),
    QUERY,
  );
const START = 'DTSTART;TZID=America/New_York:20261026T080000';
const ben = (...lines: string[]) => read(START, 'SUMMARY:Ben', ...lines);

test.each([
  ['daily', 'DTEND;TZID=America/New_York:20261027T080000', 'RRULE:FREQ=DAILY'],
  ['weekly', 'DTEND;TZID=America/New_York:20261102T080000', 'RRULE:FREQ=WEEKLY'],
])(
  'a %s watch ends by the clock on the wall, and leaves no hour empty when clocks change',
  (_how, ...lines) => {
    const rota = ben(...lines);
    if (!rota.ok) throw new Error(rota.refusal);
    const [first, ...others] = rota.events;
    let end = first?.endsAt;
    for (const { startsAt, endsAt } of others) {
      expect(startsAt).toEqual(end);
      end = endsAt;
    }
  },
);

test('a watch that would begin in the hour that does not exist is as long as the others', () => {
  const rota = read(
    ...['DTSTART;TZID=America/New_York:20270313T023000', 'DTEND;TZID=America/New_York:20270313T031500'],
    ...['SUMMARY:Ben', 'RRULE:FREQ=DAILY;COUNT=2'],
  );
  expect(rota.ok && rota.events.map(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime())).toEqual(
    [2_700_000, 2_700_000],
  );
});

test.each([
  ['an end that is none', ['DTEND:tomorrow']],
  ['an end before its beginning', ['DTEND;TZID=America/New_York:20261026T070000']],
  ['neither end nor length', []],
  ['a length that is none', ['DURATION:a while']],
  ['a length of years without number', [`DURATION:P${'9'.repeat(20)}W`]],
  ['a day left out that is none', ['DURATION:PT12H', 'RRULE:FREQ=DAILY', 'EXDATE:the 3rd']],
  ['a last day that is none', ['DURATION:PT12H', 'RRULE:FREQ=DAILY;UNTIL=Christmas']],
  ['a count that is none', ['DURATION:PT12H', 'RRULE:FREQ=DAILY;COUNT=three']],
  ['an interval that is none', ['DURATION:PT12H', 'RRULE:FREQ=WEEKLY;INTERVAL=x']],
  ['a weekday that is none', ['DURATION:PT12H', 'RRULE:FREQ=WEEKLY;BYDAY=MO,XX']],
])('a watch with %s is told instead of guessed', (_what, lines) => {
  expect(ben(...lines)).toEqual({ ok: false, refusal: 'unreadable-events', listed: ['Ben'] });
});

test.each([
  ['a whole day', ['DTSTART;VALUE=DATE:20261026', 'SUMMARY:Ben']],
  [
    'a length',
    [START, 'DURATION:PT12H', 'SUMMARY:Ben', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,-1SU;COUNT=3'],
  ],
])('a watch with %s is read', (_what, lines) => {
  expect(read(...lines)).toMatchObject({ ok: true });
});
