import { expect, test } from 'vitest';
import { type CarrierStatus, isStatusNewer } from './carrier-status.ts';

function status(text: string, sequenceNumber: number | null): CarrierStatus {
  return { status: text, sequenceNumber };
}

test.each<[name: string, known: CarrierStatus | null, next: CarrierStatus, isNewer: boolean]>([
  ['the first report counts', null, status('ringing', 0), true],
  ['a higher number counts', status('ringing', 1), status('in-progress', 2), true],
  ['a lower number comes late', status('in-progress', 2), status('ringing', 1), false],
  ['the same number is a repeat', status('ringing', 1), status('ringing', 1), false],
  ['an end counts whatever its number', status('in-progress', 5), status('completed', 0), true],
  ['nothing follows an end', status('completed', 3), status('in-progress', 4), false],
  ['no second end follows an end', status('completed', 3), status('failed', 4), false],
  ['without numbers the later arrival counts', status('ringing', null), status('in-progress', null), true],
])('%s', (_name, known, next, isNewer) => {
  expect(isStatusNewer(known, next)).toBe(isNewer);
});
