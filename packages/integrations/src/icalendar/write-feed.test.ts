import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLine, readCalendar } from './content-lines.ts';
import { readBusy } from './read-busy.ts';
import { type FeedEvent, writeFeed } from './write-feed.ts';

const VISIT: FeedEvent = {
  id: '0197a000-0000-7000-8000-00000000b001',
  startsAt: new Date('2026-11-24T14:00:00Z'),
  endsAt: new Date('2026-11-24T16:00:00Z'),
  summary: 'Alex Romero',
  location: '1412 Hayward Ave, Columbus, 43215',
  description: 'Water heater leaks; call first',
  isCancelled: false,
};

const write = (...events: FeedEvent[]) =>
  writeFeed({ name: 'Ida', writtenAt: new Date('2026-11-23T12:00:00Z'), events });

test('writes a visit as an event that other calendars read', () => {
  expect(write(VISIT).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//AfterHourFix//Visits//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Ida',
    'BEGIN:VEVENT',
    'UID:0197a000-0000-7000-8000-00000000b001@afterhourfix',
    'DTSTAMP:20261123T120000Z',
    'DTSTART:20261124T140000Z',
    'DTEND:20261124T160000Z',
    'SUMMARY:Alex Romero',
    'LOCATION:1412 Hayward Ave\\, Columbus\\, 43215',
    'DESCRIPTION:Water heater leaks\\; call first',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('our own visits make nothing busy when they come back in a feed', () => {
  const query = {
    timeZone: 'UTC',
    from: new Date('2026-11-01T00:00:00Z'),
    until: new Date('2026-12-01T00:00:00Z'),
  };
  expect(readBusy(write(VISIT), query)).toEqual([]);
});

test('whatever a caller says stays within its line, which is never longer than 75 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (summary, description) => {
      const feed = write({ ...VISIT, summary, description });
      expect(feed.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
      const [event, ...others] = readCalendar(feed)?.components ?? [];
      expect(others).toEqual([]);
      expect(event?.lines.map(({ name }) => name)).toEqual([
        'UID',
        'DTSTAMP',
        'DTSTART',
        'DTEND',
        'SUMMARY',
        'LOCATION',
        'DESCRIPTION',
        'STATUS',
      ]);
    }),
  );
});

test('marks of the format in a caller’s words come back as they were', () => {
  const summary =
    'Smith; Jones, "Bob" \\ and\nsons: 🛠️ the leak under the sink that has been there since spring';
  const [event] = readCalendar(write({ ...VISIT, summary }))?.components ?? [];
  const value = (event && findLine(event, 'SUMMARY')?.value) ?? '';
  const plain = value.replace(/\\(.)/g, (_match, mark) => (mark === 'n' ? '\n' : mark));
  expect(plain).toBe(summary);
});
