import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBusy } from './read-busy.ts';

const NOVEMBER = { from: new Date('2026-11-01T00:00:00Z'), until: new Date('2026-12-15T00:00:00Z') };
const ZONE = { timeZone: 'America/New_York' };

const recording = (name: string) => readFileSync(new URL(`recordings/${name}.ics`, import.meta.url), 'utf8');

/** `from/until` of each busy time, in UTC. */
function busyOf(text: string, query: Partial<Parameters<typeof readBusy>[1]> = {}): string[] | undefined {
  const short = (instant: Date) => instant.toISOString().slice(0, 16);
  return readBusy(text, { ...NOVEMBER, ...ZONE, ...query })?.map(
    ({ startsAt, endsAt }) => `${short(startsAt)}/${short(endsAt)}`,
  );
}

const toFeed = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:a', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join(
    '\r\n',
  );

const LOCAL = 'TZID=America/New_York';

test('reads a feed of Google: a series over the change of clocks, one moved, one left out, days off', () => {
  expect(busyOf(recording('google'))).toEqual([
    '2026-11-02T14:00/2026-11-02T15:00',
    '2026-11-09T14:00/2026-11-09T15:00',
    '2026-11-23T18:30/2026-11-23T19:30',
    '2026-11-26T05:00/2026-11-28T05:00',
    '2026-11-30T14:00/2026-11-30T15:00',
  ]);
  const october = { from: new Date('2026-10-26T00:00:00Z'), until: new Date('2026-10-27T00:00:00Z') };
  expect(busyOf(recording('google'), october)).toEqual(['2026-10-26T13:00/2026-10-26T14:00']);
});

test('reads a feed of Outlook by the zones it names in its own way, and leaves out what is free', () => {
  expect(busyOf(recording('outlook'))).toEqual(['2026-11-24T14:00/2026-11-24T18:00']);
});

test.each([
  ['every other week on two days', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE', ['02', '04', '16', '18', '30']],
  [
    'weeks that begin on Sunday',
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO',
    ['02', '15', '16', '29', '30'],
  ],
  ['the last Friday of the month', 'FREQ=MONTHLY;BYDAY=-1FR', ['02', '27']],
  ['the second Tuesday', 'FREQ=MONTHLY;BYDAY=2TU', ['02', '10']],
  ['the last working day', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['02', '30']],
  ['the last day but one', 'FREQ=MONTHLY;BYMONTHDAY=-2', ['02', '29']],
  ['once a year', 'FREQ=YEARLY', ['02']],
  ['the fourth Thursday of November', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', ['02', '26']],
  ['the 48th Saturday of the year', 'FREQ=YEARLY;BYDAY=48SA', ['02', '28']],
  ['three times', 'FREQ=DAILY;COUNT=3', ['02', '03', '04']],
  ['until a day, which counts', 'FREQ=DAILY;UNTIL=20261104', ['02', '03', '04']],
  ['until an instant before the last one', 'FREQ=DAILY;UNTIL=20261104T135959Z', ['02', '03']],
  ['every third day', 'FREQ=DAILY;INTERVAL=3;UNTIL=20261112', ['02', '05', '08', '11']],
  ['in another month only', 'FREQ=DAILY;BYMONTH=12;UNTIL=20261130', ['02']],
  ['a day that never comes', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', ['02']],
] as const)('follows a series: %s', (_name, rule, days) => {
  const feed = toFeed(`DTSTART;${LOCAL}:20261102T090000`, `DTEND;${LOCAL}:20261102T100000`, `RRULE:${rule}`);
  const until = new Date('2026-12-01T00:00:00Z');
  expect(busyOf(feed, { until })).toEqual(days.map((day) => `2026-11-${day}T14:00/2026-11-${day}T15:00`));
});

test('takes a rule that it does not understand for a daily one: rather busy than free', () => {
  const feed = toFeed(
    'DTSTART:20261102T090000Z',
    'DURATION:PT30M',
    'RRULE:FREQ=HOURLY;UNTIL=20261103T230000Z',
  );
  expect(busyOf(feed)).toEqual(['2026-11-02T09:00/2026-11-02T09:30', '2026-11-03T09:00/2026-11-03T09:30']);
});

test.each([
  ['an hour that happens twice is the earlier one', '20261101T013000', '2026-11-01T05:30/2026-11-01T06:30'],
  ['an hour that does not exist is an hour later', '20270314T023000', '2027-03-14T07:30/2027-03-14T08:30'],
])('%s', (_name, start, window) => {
  const query = { from: new Date('2026-10-01T00:00:00Z'), until: new Date('2027-04-01T00:00:00Z') };
  expect(busyOf(toFeed(`DTSTART;${LOCAL}:${start}`, 'DURATION:PT1H'), query)).toEqual([window]);
});

test.each([
  [
    'of the zone of the feed when they name none',
    'DTSTART:20261124T090000',
    '2026-11-24T14:00/2026-11-24T15:00',
  ],
  ['in UTC', 'DTSTART:20261124T090000Z', '2026-11-24T09:00/2026-11-24T10:00'],
  [
    "of another maker's zone",
    'DTSTART;TZID=/example.org/1/America/Denver:20261124T090000',
    '2026-11-24T16:00/2026-11-24T17:00',
  ],
  [
    'of a zone that nobody knows',
    'DTSTART;TZID=Customized Time Zone:20261124T090000',
    '2026-11-24T14:00/2026-11-24T15:00',
  ],
])('reads times %s', (_name, start, window) => {
  expect(busyOf(toFeed(start, 'DURATION:PT1H'))).toEqual([window]);
});

test('a day has all its hours, also the day on which clocks change', () => {
  expect(busyOf(toFeed('DTSTART;VALUE=DATE:20261101'), { from: new Date('2026-10-01T00:00:00Z') })).toEqual([
    '2026-11-01T04:00/2026-11-02T05:00',
  ]);
});

test.each(['STATUS:CANCELLED', 'TRANSP:TRANSPARENT', 'UID:0197a000@afterhourfix', 'DTEND:20261124T090000Z'])(
  'an event makes nothing busy with %s',
  (line) => {
    const feed = toFeed('DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z').replace(
      line.startsWith('DTEND') ? 'DTEND:20261124T100000Z' : 'UID:a',
      line,
    );
    expect(busyOf(feed)).toEqual([]);
  },
);

test('times that touch or overlap are one, and each is found by any span that touches it', () => {
  const feed = [
    toFeed('DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z').replace('END:VCALENDAR', ''),
    toFeed('DTSTART:20261124T093000Z', 'DTEND:20261124T110000Z').replace(
      /^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n/,
      '',
    ),
  ].join('');
  expect(busyOf(feed)).toEqual(['2026-11-24T09:00/2026-11-24T11:00']);
  const from = new Date('2026-11-24T10:30:00Z');
  expect(busyOf(feed, { from, until: new Date('2026-11-24T10:31:00Z') })).toEqual([
    '2026-11-24T09:30/2026-11-24T11:00',
  ]);
});

test.each(['', '<html>Please sign in</html>', 'BEGIN:VEVENT\r\nEND:VEVENT'])('%j is no calendar', (text) => {
  expect(busyOf(text)).toBeUndefined();
});

test('gives up on a feed whose rules would take minutes', () => {
  const rule = 'RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366;COUNT=9999';
  expect(() => busyOf(toFeed('DTSTART:19700101T000000Z', 'DURATION:PT1H', rule))).toThrow(RangeError);
});

test('a counted series is the beginning of the endless one, whatever the rule', () => {
  const rules = fc.record({
    frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
    interval: fc.integer({ min: 1, max: 4 }),
    byDay: fc.subarray(['MO', 'TU', 'TH', 'SA'], { minLength: 0 }),
    count: fc.integer({ min: 1, max: 12 }),
  });
  const query = { until: new Date('2028-01-01T00:00:00Z') };
  fc.assert(
    fc.property(rules, ({ frequency, interval, byDay, count }) => {
      const rule = `RRULE:FREQ=${frequency};INTERVAL=${interval}${byDay.length > 0 ? `;BYDAY=${byDay}` : ''}`;
      const event = [`DTSTART;${LOCAL}:20261102T090000`, 'DURATION:PT1H'];
      const endless = busyOf(toFeed(...event, rule), query) ?? [];
      const counted = busyOf(toFeed(...event, `${rule};COUNT=${count}`), query) ?? [];
      expect(counted).toEqual(endless.slice(0, count));
    }),
  );
});

test('no text makes it throw anything but that it gives up', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VEVENT',
      'RRULE:FREQ=DAILY;INTERVAL=0',
      'DTSTART:99999999',
      'EXDATE:x',
      'DTEND:',
    ),
    fc.string().map((value) => `DTSTART;TZID=${value}:20261102T090000`),
    fc.string().map((value) => `RRULE:FREQ=DAILY;${value}`),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\n');
      expect(Array.isArray(readBusy(text, { ...NOVEMBER, ...ZONE }))).toBe(true);
    }),
  );
});
