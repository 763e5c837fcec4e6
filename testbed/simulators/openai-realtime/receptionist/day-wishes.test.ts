import { describe, expect, test } from 'vitest';
import { readCalendar, readDayWish, toDayMs, toEarliestAt } from './day-wishes.ts';
import { Rehearsal } from './rehearsal.ts';

const WEDNESDAY = 'The call began on Wednesday, November 18, 2026 at 6:10 PM (America/New_York).';

function wish(said: string): string | null {
  const calendar = readCalendar(WEDNESDAY);
  const found = calendar && readDayWish(said, calendar);
  return calendar && found ? toEarliestAt(found, calendar) : null;
}

test.each([
  ['tomorrow is fine', '2026-11-19T05:00:00.000Z'],
  ['Tuesday afternoon', '2026-11-24T17:00:00.000Z'],
  ['some morning next week', '2026-11-23T05:00:00.000Z'],
  ['Friday next week', '2026-11-27T05:00:00.000Z'],
  ['the day after tomorrow', '2026-11-20T05:00:00.000Z'],
  ['Tomorrow is Thursday, right? Monday morning then', '2026-11-23T05:00:00.000Z'],
  ['the first one', null],
])('"%s" begins at %s', (said, earliestAt) => {
  expect(wish(said)).toBe(earliestAt);
});

test('counts the days of the business, not those of UTC', () => {
  const calendar = readCalendar(WEDNESDAY);
  expect(calendar && toDayMs('2026-11-25T03:00:00.000Z', calendar)).toBe(Date.UTC(2026, 10, 24));
  expect(readCalendar('Be kind.')).toBeNull();
});

describe('the receptionist', () => {
  test('looks for slots on the day that is asked for, and says when there are none', async () => {
    const call = new Rehearsal(
      {
        get_slots: {
          slots: [{ slotId: 's', speakable: 'Monday at nine', startsAt: '2026-11-23T14:00:00.000Z' }],
        },
      },
      WEDNESDAY,
    );
    const offer = await call.hear('my toilet runs, 43201, tomorrow would be good');
    expect(call.callsOf('get_slots')).toEqual([
      { trade: 'plumbing', zip: '43201', earliestAt: '2026-11-19T05:00:00.000Z' },
    ]);
    expect(offer).toContain('nothing free on that day');
  });

  test('looks again when another day is named', async () => {
    const slots = [{ slotId: 's', speakable: 'Thursday at nine', startsAt: '2026-11-19T14:00:00.000Z' }];
    const call = new Rehearsal({ get_slots: { slots } }, WEDNESDAY);
    await call.hearAll('my toilet runs, 43201', 'rather Tuesday');
    expect(call.callsOf('get_slots').at(-1)?.earliestAt).toBe('2026-11-24T05:00:00.000Z');
  });
});
