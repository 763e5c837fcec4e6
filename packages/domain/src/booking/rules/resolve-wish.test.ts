import { expect, test } from 'vitest';
import { resolveWish } from './resolve-wish.ts';

const NEW_YORK = 'America/New_York';
/** Sunday 22 November 2026, 9 in the evening. */
const SUNDAY_EVENING = '2026-11-23T02:00:00Z';
/** Monday 23 November 2026, 0:40 at night. */
const AFTER_MIDNIGHT = '2026-11-23T05:40:00Z';

test.each([
  ['tomorrow at 9', SUNDAY_EVENING, 'tomorrow', '09:00', '2026-11-23T14:00:00.000Z'],
  ['today, any time', SUNDAY_EVENING, 'today', undefined, '2026-11-23T02:00:00.000Z'],
  ['tonight at 11', SUNDAY_EVENING, 'tonight', '23:00', '2026-11-23T04:00:00.000Z'],
  ['tonight at 12:30, which is tomorrow', SUNDAY_EVENING, 'tonight', '00:30', '2026-11-23T05:30:00.000Z'],
  ['tonight at 2, said at 0:40', AFTER_MIDNIGHT, 'tonight', '02:00', '2026-11-23T07:00:00.000Z'],
  ['Wednesday at 8', SUNDAY_EVENING, 'Wednesday', '08:00', '2026-11-25T13:00:00.000Z'],
  ['a date', SUNDAY_EVENING, '2026-12-01', '08:00', '2026-12-01T13:00:00.000Z'],
  // The same time tomorrow is 23 or 25 hours away over a change of the clocks.
  [
    'tomorrow at 9, the day before the clocks go back',
    '2026-10-31T13:00:00Z',
    'tomorrow',
    '09:00',
    '2026-11-01T14:00:00.000Z',
  ],
  [
    'tomorrow at 9, the day before they go forward',
    '2027-03-13T14:00:00Z',
    'tomorrow',
    '09:00',
    '2027-03-14T13:00:00.000Z',
  ],
])('%s', (_name, now, day, time, at) => {
  expect(resolveWish({ day, time }, { now: new Date(now), timeZone: NEW_YORK })).toEqual({
    kind: 'at',
    at: new Date(at),
    note: null,
  });
});

test.each([
  ['"tomorrow" said at 0:40', AFTER_MIDNIGHT, 'tomorrow', '09:00', ['2026-11-23', '2026-11-24']],
  ['"midnight Friday"', SUNDAY_EVENING, 'friday', '00:00', ['2026-11-27', '2026-11-28']],
  ['"Sunday" said on a Sunday', SUNDAY_EVENING, 'Sunday', '23:00', ['2026-11-22', '2026-11-29']],
])('asks which day is meant by %s', (_name, now, day, time, days) => {
  expect(resolveWish({ day, time }, { now: new Date(now), timeZone: NEW_YORK })).toEqual({
    kind: 'ask-day',
    days,
  });
});

test('says that an hour does not exist, and the next that does', () => {
  const now = new Date('2027-03-13T14:00:00Z');
  expect(resolveWish({ day: '2027-03-14', time: '02:30' }, { now, timeZone: NEW_YORK })).toEqual({
    kind: 'at',
    at: new Date('2027-03-14T07:30:00Z'),
    note: {
      en: 'The clocks go forward that night, so 2:30 AM does not exist; the next is 3:30 AM.',
      es: 'Esa noche se adelantan los relojes: no existen las 2:30 de la madrugada; lo siguiente son las 3:30 de la madrugada.',
    },
  });
});

test.each(['2026-07-01T12:00:00Z', '2026-10-31T12:00:00Z'])(
  'takes the earlier of two hours and names it, whatever the season in which it is asked: %s',
  (now) => {
    const wish = { day: '2026-11-01', time: '01:30' };
    expect(resolveWish(wish, { now: new Date(now), timeZone: NEW_YORK })).toEqual({
      kind: 'at',
      at: new Date('2026-11-01T05:30:00Z'),
      note: {
        en: 'The clocks go back that night and show 1:30 AM twice; this is the earlier one, Eastern Daylight Time, not Eastern Standard Time.',
        es: 'Esa noche se atrasan los relojes y marcan dos veces la 1:30 de la madrugada; esta es la primera, hora de verano oriental, no hora estándar oriental.',
      },
    });
  },
);

test("goes by the service address's clocks, not the caller's", () => {
  const at = (timeZone: string) =>
    resolveWish({ day: 'tomorrow', time: '09:00' }, { now: new Date('2026-11-23T18:00:00Z'), timeZone });
  expect(at('America/Chicago')).toMatchObject({ at: new Date('2026-11-24T15:00:00Z') });
  expect(at('America/Phoenix')).toMatchObject({ at: new Date('2026-11-24T16:00:00Z') });
});

test.each([
  ['February 30th', '2026-02-30', '08:00', 'no-such-day'],
  ['the Friday after next', 'the Friday after next', '08:00', 'no-such-day'],
  ['half past 25', 'tomorrow', '25:30', 'no-such-time'],
  ['yesterday', '2026-11-21', '08:00', 'past'],
  ['this morning', 'today', '08:00', 'past'],
])('refuses %s', (_name, day, time, kind) => {
  expect(resolveWish({ day, time }, { now: new Date(SUNDAY_EVENING), timeZone: NEW_YORK })).toEqual({ kind });
});

test('refuses a zone that does not exist', () => {
  const now = new Date(SUNDAY_EVENING);
  expect(resolveWish({ day: 'today' }, { now, timeZone: 'America/Columbus' })).toEqual({
    kind: 'no-such-zone',
  });
});
