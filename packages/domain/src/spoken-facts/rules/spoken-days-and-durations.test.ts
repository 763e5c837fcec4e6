import { describe, expect, test } from 'vitest';
import { readSpokenDates } from './spoken-dates.ts';
import { readSpokenDurations } from './spoken-durations.ts';

/** A Monday. */
const TODAY = '2026-11-23';

type DayCase = [text: string, isoDates: string[]];
type DurationCase = [text: string, found: [fromMinutes: number, minutes: number, isArrival: boolean]];

describe.each<['en' | 'es', DayCase[]]>([
  [
    'en',
    [
      ['tonight', ['2026-11-23']],
      ['this evening', ['2026-11-23']],
      ['tomorrow morning', ['2026-11-24']],
      ['the day after tomorrow', ['2026-11-25']],
      ['on Tuesday', ['2026-11-24', '2026-12-01']],
      ['Tuesday, November 24th', ['2026-11-24']],
      ['Tuesday the twenty-fourth', ['2026-11-24']],
      ['Wednesday, November 24th', []],
      ['November 24', ['2026-11-24']],
      ['December fifth', ['2026-12-05']],
      ['the 24th', ['2026-11-24']],
      ['the second', ['2026-12-02']],
      ['January 2nd', ['2027-01-02']],
      ['Saturday, February 29th', []],
    ],
  ],
  [
    'es',
    [
      ['hoy', ['2026-11-23']],
      ['esta noche', ['2026-11-23']],
      ['mañana', ['2026-11-24']],
      ['pasado mañana', ['2026-11-25']],
      ['el martes', ['2026-11-24', '2026-12-01']],
      ['martes 24 de noviembre', ['2026-11-24']],
      ['el veinticuatro de noviembre', ['2026-11-24']],
      ['primero de diciembre', ['2026-12-01']],
    ],
  ],
])('spoken days (%s)', (language, cases) => {
  test.each(cases)('reads %j as %j', (text, isoDates) => {
    expect(readSpokenDates(text, { language, today: TODAY }).map((found) => found.isoDates)).toEqual([
      isoDates,
    ]);
  });
});

test.each([
  ['en', 'We are open Monday through Friday.'],
  ['en', 'Give me a second.'],
  ['en', 'You may call back.'],
  ['es', 'Abrimos de lunes a viernes.'],
  ['es', 'a las ocho de la mañana'],
] as const)('finds no day in (%s) %j', (language, text) => {
  expect(readSpokenDates(text, { language, today: TODAY })).toEqual([]);
});

describe.each<['en' | 'es', DurationCase[]]>([
  [
    'en',
    [
      ['in about forty minutes', [40, 40, true]],
      ['within 45 minutes', [45, 45, true]],
      ['in half an hour', [30, 30, true]],
      ['in an hour and a half', [90, 90, true]],
      ['in an hour and twenty minutes', [80, 80, true]],
      ['in two and a half hours', [150, 150, true]],
      ['thirty to forty minutes away', [30, 40, true]],
      ['in 20-30 minutes', [20, 30, true]],
      ['He arrives usually about thirty minutes after the call', [30, 30, true]],
      ['in less than an hour', [60, 60, true]],
      ['two hours from now', [120, 120, true]],
      ['The window is two hours long', [120, 120, false]],
      ['The offer is held for five minutes', [5, 5, false]],
    ],
  ],
  [
    'es',
    [
      ['en unos cuarenta minutos', [40, 40, true]],
      ['dentro de media hora', [30, 30, true]],
      ['en una hora y media', [90, 90, true]],
      ['en dos horas', [120, 120, true]],
      ['de treinta a cuarenta minutos para llegar', [30, 40, true]],
      ['La guardo cinco minutos', [5, 5, false]],
    ],
  ],
])('spoken durations (%s)', (language, cases) => {
  test.each(cases)('reads %j as %j', (text, [fromMinutes, minutes, isArrival]) => {
    expect(readSpokenDurations(text, language)).toMatchObject([{ fromMinutes, minutes, isArrival }]);
  });
});

test.each(['Give me a minute.', 'One minute, please.', 'Just one moment.', 'Ten dollars.'])(
  'takes %j for no stretch of time',
  (text) => {
    expect(readSpokenDurations(text, 'en')).toEqual([]);
  },
);
