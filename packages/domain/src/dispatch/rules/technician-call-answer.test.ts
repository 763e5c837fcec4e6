import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  readKeyedMinutes,
  type TechnicianCallReport,
  toTechnicianCallAnswer,
} from './technician-call-answer.ts';

const NOTHING = { answer: null, etaMinutes: null } as const;
const REPORTS: readonly TechnicianCallReport[] = [
  { kind: 'taken', etaMinutes: null },
  { kind: 'taken', etaMinutes: 25 },
  { kind: 'declined' },
  { kind: 'voicemail' },
  { kind: 'ended' },
];

const answerAfter = (reports: readonly TechnicianCallReport[]) =>
  reports.reduce<ReturnType<typeof toTechnicianCallAnswer>>(toTechnicianCallAnswer, NOTHING);

test.each<[string, TechnicianCallReport[], string, number | null]>([
  ['a key pressed takes it', [{ kind: 'taken', etaMinutes: null }], 'taken', null],
  [
    'minutes come after it',
    [
      { kind: 'taken', etaMinutes: null },
      { kind: 'taken', etaMinutes: 25 },
    ],
    'taken',
    25,
  ],
  ['a hang-up does not undo it', [{ kind: 'taken', etaMinutes: 25 }, { kind: 'ended' }], 'taken', 25],
  ['a decline stands', [{ kind: 'declined' }, { kind: 'ended' }], 'declined', null],
  ['a voicemail is nobody', [{ kind: 'voicemail' }, { kind: 'ended' }], 'voicemail', null],
  ['no key is no answer', [{ kind: 'ended' }], 'no-answer', null],
  [
    'a key that is told after the end counts',
    [{ kind: 'ended' }, { kind: 'taken', etaMinutes: null }],
    'taken',
    null,
  ],
])('%s', (_what, reports, answer, etaMinutes) => {
  expect(answerAfter(reports)).toEqual({ answer, etaMinutes });
});

test('a report told twice changes nothing more', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...REPORTS), { maxLength: 6 }),
      fc.constantFrom(...REPORTS),
      (before, report) => {
        const once = answerAfter([...before, report]);
        expect(toTechnicianCallAnswer(once, report)).toEqual(once);
      },
    ),
  );
});

test('who has taken or declined a job has done so for good, and only who takes it has minutes', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...REPORTS), { maxLength: 8 }), (reports) => {
      const { answer, etaMinutes } = answerAfter(reports);
      const first = reports.find(({ kind }) => kind !== 'ended');
      if (first) expect(answer).toBe(first.kind);
      if (answer !== 'taken') expect(etaMinutes).toBeNull();
    }),
  );
});

test.each([
  ['25', 25],
  ['5', 5],
  ['005', 5],
  ['480', 480],
  ['481', null],
  ['0', null],
  ['', null],
  ['2*', null],
  ['1234', null],
])('%j keyed in are %s minutes', (digits, minutes) => {
  expect(readKeyedMinutes(digits)).toBe(minutes);
});
