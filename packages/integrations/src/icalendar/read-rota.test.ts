import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRotaCalendar } from './read-rota.ts';
import { writeFeed } from './write-feed.ts';

const QUERY = {
  timeZone: 'America/New_York',
  from: new Date('2026-11-23T00:00:00Z'),
  until: new Date('2027-11-23T00:00:00Z'),
};
const toCalendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
const toEvent = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:a', ...lines, 'END:VEVENT'];
const read = (...lines: string[]) => readRotaCalendar(toCalendar(...toEvent(...lines)), QUERY);
const NIGHT = [
  'DTSTART;TZID=America/New_York:20261123T180000',
  'DTEND;TZID=America/New_York:20261124T060000',
];

test('a weekly night without an end is followed for the time that was asked, by the clock on the wall', () => {
  const rota = read(...NIGHT, 'SUMMARY:Ben\\, primary', 'RRULE:FREQ=WEEKLY');
  if (!rota.ok) throw new Error(rota.refusal);
  expect(rota.events).toHaveLength(53);
  expect(rota.events[0]).toEqual({
    summary: 'Ben, primary',
    startsAt: new Date('2026-11-23T23:00:00Z'),
    endsAt: new Date('2026-11-24T11:00:00Z'),
  });
  expect(rota.events[20]?.startsAt).toEqual(new Date('2027-04-12T22:00:00Z'));
});

test('a day that somebody cancelled or gave to another is not theirs', () => {
  const rota = readRotaCalendar(
    toCalendar(
      ...toEvent(...NIGHT, 'SUMMARY:Ben', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20261124T230000Z'),
      ...toEvent(
        'RECURRENCE-ID:20261125T230000Z',
        'DTSTART:20261125T230000Z',
        'DTEND:20261126T110000Z',
        'SUMMARY:Dee',
      ),
      ...toEvent(...NIGHT, 'SUMMARY:Ana', 'STATUS:CANCELLED'),
    ),
    QUERY,
  );
  expect(rota.ok && rota.events.map(({ summary }) => summary)).toEqual(['Ben', 'Dee']);
});

test.each([
  ['what is no calendar', () => readRotaCalendar('<html>', QUERY), { refusal: 'not-a-calendar' }],
  [
    'more than any rota needs',
    () => readRotaCalendar('x'.repeat(2_100_000), QUERY),
    { refusal: 'too-large' },
  ],
  [
    'events without number',
    () =>
      readRotaCalendar(
        toCalendar(...Array.from({ length: 10_001 }, () => toEvent('DTSTART:20261123')).flat()),
        QUERY,
      ),
    { refusal: 'too-large' },
  ],
  [
    'rules that would take minutes',
    () =>
      readRotaCalendar(
        toCalendar(
          ...Array.from({ length: 2_000 }, () => toEvent(...NIGHT, 'RRULE:FREQ=YEARLY;BYSETPOS=2')).flat(),
        ),
        QUERY,
      ),
    { refusal: 'too-large' },
  ],
  [
    'a zone that nobody knows',
    () => read('DTSTART;TZID=Mars/Olympus:20261123T180000', 'DURATION:PT12H', 'SUMMARY:Ben'),
    { refusal: 'unknown-zones', listed: ['Mars/Olympus'] },
  ],
  [
    'a rule by the hour',
    () => read(...NIGHT, 'SUMMARY:Ben', 'RRULE:FREQ=HOURLY'),
    { refusal: 'unreadable-events', listed: ['Ben'] },
  ],
  [
    'an event without a beginning',
    () => read('DTEND:20261124T060000Z', 'SUMMARY:Dee'),
    { refusal: 'unreadable-events', listed: ['Dee'] },
  ],
])('refuses %s and says why', (_name, act, expected) => {
  expect(act()).toMatchObject({ ok: false, ...expected });
});

test('whatever rota we write is read again as the same', () => {
  const second = (atSecond: number) => new Date(QUERY.from.getTime() + atSecond * 1_000);
  const name = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.trim());
  const event = fc
    .record({ summary: name, from: fc.nat(20_000_000), length: fc.integer({ min: 1, max: 400_000 }) })
    .map(({ summary, from, length }) => ({ summary, startsAt: second(from), endsAt: second(from + length) }));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), (events) => {
      const text = writeFeed({
        name: 'Water',
        writtenAt: QUERY.from,
        events: events.map((one, index) => ({
          ...one,
          id: String(index),
          location: '',
          description: '',
          isCancelled: false,
        })),
      });
      const rota = readRotaCalendar(text, QUERY);
      expect(rota).toEqual({ ok: true, events });
    }),
    { numRuns: 60 },
  );
});
