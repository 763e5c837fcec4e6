import { expect, test } from 'vitest';
import { recordingLawOf } from './recording-law.ts';

const STATES =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY';

test('the conservative list of states wants the agreement of all', () => {
  const allParty = STATES.split(' ').filter((state) => recordingLawOf(state).parties === 'all-party');
  expect(allParty.join(' ')).toBe('CA CT DE FL IL MD MA MI MT NV NH OR PA WA');
});

test('every state has the law that says so, however it is written', () => {
  for (const state of STATES.split(' ')) expect(recordingLawOf(state).source).toMatch(/§|ILCS/);
  expect(recordingLawOf(' ca ')).toEqual(recordingLawOf('CA'));
});

test('where no law is known the strictest counts', () => {
  expect(recordingLawOf('Ontario').parties).toBe('all-party');
});
