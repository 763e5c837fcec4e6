import { expect, test } from 'vitest';
import { isNamedByClock, readClockWish, toMinuteOfDay } from './clock-wishes.ts';

test.each([
  ['I get home from work at two thirty tonight, can someone come then?', '02:30', null],
  ['Right, two thirty in the morning.', '02:30', null],
  ['Huh, the clocks. Okay, three thirty then.', '03:30', null],
  ['One to three works.', '01:00', '03:00'],
  ['Okay tomorrow between eight and ten. Two thousand five Tremont Road', '08:00', '10:00'],
  ['around nine', '09:00', null],
  ['at 4:15 pm', '04:15', null],
  ["noon is bad, eleven o'clock then", '11:00', null],
  ['at twelve thirty', '00:30', null],
  ['The first one works.', null, null],
  ['That one is fine', null, null],
  ['Twenty-six hundred Sullivant, four three two oh four, Omar Diaz. The fee is fine.', null, null],
  ['Fourteen twelve West Hayward, eight five oh two one. Alex Romero, this number is good.', null, null],
  ['after two weeks of this', null, null],
  ['Two of my outlets are dead', null, null],
  ['I have three kids', null, null],
])('"%s" names %s to %s', (said, from, to) => {
  const clock = readClockWish(said);
  const toTime = (minute: number | null | undefined) =>
    minute === null || minute === undefined
      ? null
      : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  expect([toTime(clock?.fromMinute), toTime(clock?.toMinute)]).toEqual([from, to]);
});

test.each([
  ['at two thirty', true, 150],
  ['at two thirty', false, 870],
  ['at nine', true, 1_260],
  ['at nine', false, 540],
  ['at twelve', false, 720],
  ['at twelve', true, 0],
  ['at two in the morning', false, 120],
  ['at four pm', true, 960],
])('"%s" (tonight: %s) is minute %i of the day', (said, isTonight, minute) => {
  const clock = readClockWish(said);
  expect(clock && toMinuteOfDay(clock, isTonight)).toBe(minute);
});

const NOON = { slotId: 's', speakable: '', startsAt: '2026-11-24T12:00:00Z', endsAt: '2026-11-24T14:00:00Z' };
test.each([
  ['at one', true],
  ['twelve to two works', true],
  ['one to three works', false],
  ['at two pm', false],
  ['at one in the morning', false],
])('the window from noon to two is meant by "%s": %s', (said, isMeant) => {
  const clock = readClockWish(said);
  const minuteOf = (instant: string) => new Date(instant).getUTCHours() * 60;
  expect(clock && isNamedByClock(NOON, clock, minuteOf)).toBe(isMeant);
});
