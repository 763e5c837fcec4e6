import { describe, expect, test } from 'vitest';
import { lines } from './lines.ts';
import { type CannedResult, Rehearsal } from './rehearsal.ts';

const SATURDAY =
  'The call began on Saturday, March 13, 2027 at 10:10 PM (America/New_York). The caller rings from +16145550115.';
const NOTE = 'The clocks go forward that night, so 2:30 AM does not exist; the next is 3:30 AM.';
const NIGHT = {
  slotId: 'night',
  startsAt: '2027-03-14T07:30:00.000Z',
  endsAt: '2027-03-14T09:30:00.000Z',
  speakable: 'Sunday, March 14th, between 3:30 at night and 5:30 in the morning',
};
const MONDAY = {
  slotId: 'monday',
  startsAt: '2027-03-15T16:00:00.000Z',
  endsAt: '2027-03-15T18:00:00.000Z',
  speakable: 'Monday, March 15th, between noon and 2 in the afternoon',
};

const rehearse = (get_slots: CannedResult, results: Record<string, CannedResult> = {}): Rehearsal =>
  new Rehearsal({ get_slots, ...results }, SATURDAY)
    .withTool('get_slots', ['trade', 'zip', 'day', 'time', 'isUrgent', 'earliestAt'])
    .withTool('get_pricing', ['trade', 'zip', 'visitAt']);
const here = { trade: 'plumbing', zip: '43204' };

describe('a wish', () => {
  test.each([
    ['tonight at two thirty', { day: 'tonight', time: '02:30', isUrgent: true }],
    ['tonight please', { day: 'tonight', isUrgent: true }],
    ['Monday afternoon', { day: 'monday', time: '12:00' }],
    ['tomorrow at nine', { day: 'tomorrow', time: '09:00' }],
    ['Monday morning, first thing', { day: 'monday' }],
    ['some day next week', { day: '2027-03-15' }],
    ['any time', {}],
  ])('"%s" goes to the tool as it was said: %j', async (said, wish) => {
    const call = rehearse({ slots: [MONDAY] });
    await call.hear(`my toilet is clogged, 43204, ${said}`);
    expect(call.callsOf('get_slots')[0]).toEqual({ ...here, ...wish });
  });

  test('for an hour that does not exist is answered with the note until another is named', async () => {
    const call = rehearse({ slots: [NIGHT, MONDAY], note: NOTE });
    await call.hear('my toilet is clogged, 43204, can someone come at two thirty tonight?');
    expect(call.said.filter((text) => text.includes(NOTE))).toHaveLength(1);
    expect(await call.hear('Right, two thirty in the morning.')).toContain(NOTE);
    expect(await call.hear('Huh, the clocks. Okay, three thirty then.')).toBe(lines.nameAndAddress);
    expect(call.callsOf('get_slots')).toHaveLength(1);
  });

  test('that fits two days is asked about, and then goes with the date', async () => {
    const days = ['2027-03-14', '2027-03-15'];
    const call = rehearse((given) =>
      given.day?.startsWith('2027') ? { slots: [MONDAY] } : { refusal: 'ask-day', days },
    );
    expect(await call.hear('my toilet is clogged, 43204, come tomorrow')).toContain(
      'Do you mean Sunday, March 14, or Monday, March 15?',
    );
    expect(await call.hear('Monday')).toContain(MONDAY.speakable);
    expect(call.callsOf('get_slots').at(-1)).toMatchObject({ day: '2027-03-15' });
  });

  test('for a time that no window has is said to be missed, and the windows are offered again', async () => {
    const call = rehearse({ slots: [MONDAY] });
    await call.hear('my toilet is clogged, 43204, Monday afternoon');
    const again = await call.hear('One to three works.');
    expect(again).toContain(lines.nothingThatTime);
    expect(again).toContain(MONDAY.speakable);
  });

  test('to know the price of tonight asks nobody to come tonight', async () => {
    const call = rehearse({ slots: [MONDAY] });
    await call.hear('my toilet is clogged, 43204. What would it be tonight?');
    expect(call.callsOf('get_slots')).toEqual([here]);
    expect(call.callsOf('get_pricing')).toEqual([{ ...here, visitAt: MONDAY.startsAt }, here]);
  });
});

describe('a price', () => {
  test('of a window by day is asked for anew when the visit is to be at night', async () => {
    const call = rehearse(({ day }) => ({ slots: [day === 'tonight' ? NIGHT : MONDAY] }));
    await call.hearAll('my toilet is clogged, 43204', 'let us do tonight then');
    expect(call.callsOf('get_pricing').map(({ visitAt }) => visitAt)).toEqual([
      MONDAY.startsAt,
      NIGHT.startsAt,
    ]);
  });

  test('is followed by the extra that the tool offers, once', async () => {
    const extra =
      'Oak Club is one hundred ninety-nine dollars a year and saves forty-nine dollars on this visit.';
    const quote = {
      speakable: '$138 in total',
      optional: [{ code: 'membership', speakable: { en: extra, es: 'Oak Club cuesta menos.' } }],
    };
    const call = rehearse({ slots: [MONDAY] }, { get_pricing: quote });
    expect(await call.hear('my toilet is clogged, 43204')).toContain(`The visit is $138 in total. ${extra}`);
    await call.hear('How much is that?');
    expect(call.said.filter((text) => text.includes('Oak Club'))).toHaveLength(1);
  });

  test('that was cut off before its amount is told again', async () => {
    const call = rehearse({ slots: [MONDAY] }, { get_pricing: { speakable: '$138 in total' } });
    await call.hear('my toilet is clogged, 43204');
    call.cutShort('The');
    expect(await call.hear('Oh, and it hums')).toContain('The visit is $138 in total.');
  });
});

test('a booking that the calendar has not confirmed is held, and nobody hears that it is booked', async () => {
  const call = rehearse({ slots: [MONDAY] }, { book_slot: { booking: { ...MONDAY, isConfirmed: false } } });
  await call.hearAll('this is Tom Aldana, 1733 Neil Ave, 43204, my toilet is clogged', 'yes');
  expect(await call.hear('yes')).toContain(lines.heldOnly);
  expect(await call.hear('when do they come?')).not.toContain('You are booked');
});
