import { describe, expect, test } from 'vitest';
import type { ClockTime } from './finding.ts';
import { type ClockFinding, readSpokenTimes } from './spoken-times.ts';

type Case = [text: string, times: string[]];

/** `9:30?` when the half of the day is not known. */
function show({ minutesOfDay, isHalfDayKnown }: ClockTime): string {
  const minutes = String(minutesOfDay % 60).padStart(2, '0');
  return `${Math.trunc(minutesOfDay / 60)}:${minutes}${isHalfDayKnown ? '' : '?'}`;
}

function showFinding(finding: ClockFinding): string {
  if (finding.kind === 'window') return `${show(finding.from)}-${show(finding.to)}`;
  return `${finding.isDeadline ? 'by ' : ''}${show(finding)}`;
}

const ENGLISH: Case[] = [
  ['He comes at half past nine.', ['9:30?']],
  ['at nine thirty', ['9:30?']],
  ['at nine thirty in the evening', ['21:30']],
  ['quarter to ten', ['9:45?']],
  ['a quarter past ten in the morning', ['10:15']],
  ['twenty past eight', ['8:20?']],
  ['ten minutes to nine', ['8:50?']],
  ["nine o'clock tonight", ['21:00']],
  ['nine oh five a.m.', ['9:05']],
  ['9:30 PM', ['21:30']],
  ['8am', ['8:00']],
  ['14:00', ['14:00']],
  ['noon', ['12:00']],
  ['midnight', ['0:00']],
  ['12:30 at night', ['0:30']],
  ['one at night', ['1:00']],
  ['by nine thirty', ['by 9:30?']],
  ['no later than nine', []],
  ['by nine.', ['by 9:00?']],
  ['before noon', ['by 12:00']],
  ['between eight and ten', ['8:00?-10:00?']],
  ['between 8 and 10 in the morning', ['8:00-10:00']],
  ['between 10 in the morning and noon', ['10:00-12:00']],
  ['between 11 and 1 in the afternoon', ['11:00-13:00']],
  ['from eight to ten tomorrow', ['8:00?-10:00?']],
  ['tomorrow eight to ten', ['8:00?-10:00?']],
  ['the eight to ten window', ['8:00?-10:00?']],
  ['Tuesday, 8-10 am', ['8:00-10:00']],
  ['8:30 to 10:30', ['8:30?-10:30?']],
  ['between noon and 2 in the afternoon', ['12:00-14:00']],
  ['between eight and ten, or twelve to two', ['8:00?-10:00?', '0:00?-2:00?']],
  ['Would nine thirty work?', ['9:30?']],
  ['How about ten?', ['10:00?']],
  ['The earliest is eight.', ['8:00?']],
  ['I have eight to ten or noon to two.', ['8:00?-10:00?', '12:00-2:00?']],
  ['nine tonight', ['21:00']],
  ["Tonight it's two fifty-eight tonight.", []],
  ['The total is two fifty tonight.', []],
  ["I've got you for nine thirty.", ['9:30?']],
  ['I have two to three technicians.', []],
  ['It takes five to ten minutes.', []],
  ['It takes two to three hours.', []],
  ['We have two technicians at two locations.', []],
  ['The total is two fifty.', []],
  ['at twelve fifty Oak Street', []],
  ['at 2280 Glenmawr', []],
  ['at eight or nine', ['8:00?']],
  ['one of our technicians', []],
  ['between two hundred and three hundred dollars', []],
  ['at nine hundred dollars', []],
];

const SPANISH: Case[] = [
  ['a las nueve y media', ['9:30?']],
  ['a las nueve y media de la noche', ['21:30']],
  ['a las diez menos cuarto', ['9:45?']],
  ['cuarto para las diez', ['9:45?']],
  ['a la una y cuarto de la tarde', ['13:15']],
  ['a las nueve treinta', ['9:30?']],
  ['a las 9:30', ['9:30?']],
  ['a las ocho en punto', ['8:00?']],
  ['al mediodía', ['12:00']],
  ['entre las ocho y las diez', ['8:00?-10:00?']],
  ['entre las ocho y las diez de la mañana', ['8:00-10:00']],
  ['entre las 8 de la mañana y las 10 de la mañana', ['8:00-10:00']],
  ['de ocho a diez de la mañana', ['8:00-10:00']],
  ['de las ocho a las diez', ['8:00?-10:00?']],
  ['antes de las nueve', ['by 9:00?']],
  ['Le cuesta dos cincuenta y ocho esta noche.', []],
  ['Tengo de ocho a diez.', ['8:00?-10:00?']],
  ['las dos opciones', []],
  ['en dos a tres horas', []],
  ['El total es dos cincuenta.', []],
];

describe.each([
  ['en', ENGLISH],
  ['es', SPANISH],
] as const)('spoken times (%s)', (language, cases) => {
  test.each(cases)('reads %j as %j', (text, times) => {
    expect(readSpokenTimes(text, language).map(showFinding)).toEqual(times);
  });
});
