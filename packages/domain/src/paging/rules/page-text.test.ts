import { expect, test } from 'vitest';
import { toMissedTransferText, toPageText } from './page-text.ts';

const NOTHING = {
  callerName: null,
  callerPhone: null,
  problem: null,
  recordingUrl: null,
  nameRecordingUrl: null,
};

test('tells who called, how to call back and what is wrong', () => {
  const text = toPageText({
    ...NOTHING,
    businessName: 'Oak and Iron',
    callerName: 'Marla Quint',
    callerPhone: '+16145550101',
    problem: 'Water everywhere',
    recordingUrl: 'https://recordings.example/1',
  });
  expect(text.split('\n')).toEqual([
    'Oak and Iron: new after-hours message.',
    'From: Marla Quint, +16145550101.',
    'Problem: Water everywhere',
    'Recording: https://recordings.example/1',
  ]);
});

test('tells whose call was missed, even when the number is withheld', () => {
  expect(toMissedTransferText({ businessName: 'Oak', callerPhone: '+16145550101' })).toContain(
    'wanted to speak to a person, and nobody took the call.\nFrom: +16145550101.',
  );
  expect(toMissedTransferText({ businessName: 'Oak', callerPhone: null })).toContain('From: no number.');
});

test('says so when the caller left nothing, and stays within one text', () => {
  expect(toPageText({ ...NOTHING, businessName: 'Oak' })).toContain('name not given, no number');
  expect(toPageText({ ...NOTHING, businessName: 'Oak', problem: 'x'.repeat(5000) }).length).toBeLessThan(
    1600,
  );
});
