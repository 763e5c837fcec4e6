import { expect, test } from 'vitest';
import { hearSlotAnswer } from './slot-answers.ts';

const slot = (slotId: string, speakable: string) => ({ slotId, speakable, startsAt: null, endsAt: null });
const TWO_DAYS = [
  slot('tuesday-8', 'Tuesday, November 24th, between 8 and 10 in the morning'),
  slot('wednesday-12', 'Wednesday, November 25th, between noon and 2 in the afternoon'),
];
const ONE_DAY = [
  slot('monday-8', 'Monday, November 23rd, between 8 and 10 in the morning'),
  slot('monday-10', 'Monday, November 23rd, between 10 in the morning and noon'),
];

test.each([
  ['yes the first one is fine', 'tuesday-8'],
  ['the second please', 'wednesday-12'],
  ['no the second one', 'wednesday-12'],
  ['the other one', 'wednesday-12'],
  ['the later one', 'wednesday-12'],
  ['tuesday at eight is fine', 'tuesday-8'],
  ['wednesday works', 'wednesday-12'],
  ['the afternoon is better', 'wednesday-12'],
  ['not tuesday but wednesday is fine', 'wednesday-12'],
  ["the first one doesn't work the second is fine", 'wednesday-12'],
  ['yes please', 'tuesday-8'],
  ["either one, doesn't matter", 'tuesday-8'],
  ['why not', 'tuesday-8'],
])('"%s" chooses %s', (answer, slotId) => {
  expect(hearSlotAnswer(TWO_DAYS, answer)).toMatchObject({ kind: 'chosen', slot: { slotId } });
});

test.each([
  ['monday at ten', 'monday-10'],
  ['eight to ten', 'monday-8'],
  ['monday is fine', 'monday-8'],
])('on one day "%s" chooses %s', (answer, slotId) => {
  expect(hearSlotAnswer(ONE_DAY, answer)).toMatchObject({ kind: 'chosen', slot: { slotId } });
});

test.each([
  ["the first one doesn't work", ['tuesday-8']],
  ["i can't do tuesday", ['tuesday-8']],
  ['not the second one', ['wednesday-12']],
  ['no', ['tuesday-8', 'wednesday-12']],
  ['neither of those', ['tuesday-8', 'wednesday-12']],
  ['do you have anything later', ['tuesday-8', 'wednesday-12']],
  ['is there another day', ['tuesday-8', 'wednesday-12']],
])('"%s" turns down %j', (answer, slotIds) => {
  const heard = hearSlotAnswer(TWO_DAYS, answer);
  expect(heard.kind === 'rejected' && heard.slots.map(({ slotId }) => slotId)).toEqual(slotIds);
});

test.each([
  ['anything sooner', 'earlier'],
  ['hmm let me think', 'unclear'],
  ["i'm not sure", 'unclear'],
  ['marla quint', 'unclear'],
])('"%s" is %s', (answer, kind) => {
  expect(hearSlotAnswer(TWO_DAYS, answer).kind).toBe(kind);
});
