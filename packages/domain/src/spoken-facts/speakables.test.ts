import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSpeakableWindow } from '../booking/index.ts';
import { toSpanishMoney, toSpeakableMoney } from '../pricing/index.ts';
import { judgeSpokenFacts } from './rules/judge-spoken-facts.ts';
import { toSpanishWindow } from './rules/spanish-words.ts';
import { ledgerWith, NOW, windowAt } from './testing/ledger-of-oak.ts';

const HALF_HOUR_MS = 1_800_000;
const DAYS_AHEAD = 60;
const LIST = new Intl.ListFormat('en-US', { type: 'conjunction' });

const startsAt = fc
  .integer({ min: 1, max: DAYS_AHEAD * 48 })
  .map((step) => new Date(Math.ceil(NOW.getTime() / HALF_HOUR_MS) * HALF_HOUR_MS + step * HALF_HOUR_MS));
const timeZone = fc.constantFrom(
  'America/New_York',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Chicago',
);
const cents = fc.oneof(
  fc.integer({ min: 1, max: 2000 }).map((dollars) => dollars * 100),
  fc.integer({ min: 1, max: 99_999 }),
);

describe('what tools give to be said is backed', () => {
  test('every window, offered or booked, in both languages', () => {
    fc.assert(
      fc.property(startsAt, timeZone, fc.constantFrom('offered', 'booked'), (start, zone, status) => {
        const window = windowAt(start.toISOString(), status, 'tool-1');
        const ledger = ledgerWith({ timeZone: zone, windows: [window] });
        const english = toSpeakableWindow(window, zone);
        const texts = [english, `I have ${english}, or another day.`, `How about ${english}?`];
        const spanish = toSpanishWindow(window, zone);
        const judgements = [
          ...texts.flatMap((text) => judgeSpokenFacts({ text, language: 'en' }, ledger)),
          ...judgeSpokenFacts({ text: `Tengo el ${spanish}.`, language: 'es' }, ledger),
        ];
        expect(judgements.filter(({ verdict }) => verdict !== 'backed')).toEqual([]);
        expect(judgements.map(({ kind }) => kind)).toEqual(Array(4).fill(['date', 'window']).flat());
      }),
      { numRuns: 3000 },
    );
  });

  test('every price with its lines', () => {
    const labels = [
      'trip fee',
      'diagnostic fee',
      'plumbing diagnostic fee',
      'water damage diagnostic fee',
      'after-hours fee',
      'holiday fee',
      'outer-area fee',
    ];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...labels), { minLength: 1 }),
        fc.array(cents, { minLength: 7, maxLength: 7 }),
        (chosen, amounts) => {
          const lines = chosen.map((label, place) => ({ label, amountCents: amounts[place] ?? 100 }));
          const totalCents = lines.reduce((total, line) => total + line.amountCents, 0);
          const parts = lines.map((line) => `${line.label} ${toSpeakableMoney(line.amountCents)}`);
          const text = `${toSpeakableMoney(totalCents)} in total${parts.length > 1 ? `: ${LIST.format(parts)}` : ''}`;
          const ledger = ledgerWith({ quotes: [{ toolResultId: 'quote-1', totalCents, lines }] });
          const judgements = judgeSpokenFacts({ text, language: 'en' }, ledger);
          expect(judgements.map(({ verdict, backedBy }) => `${verdict} ${backedBy}`)).toEqual(
            Array(parts.length > 1 ? parts.length + 1 : 1).fill('backed quote-1'),
          );
          const spanish = judgeSpokenFacts(
            { text: `El total es ${toSpanishMoney(totalCents)}.`, language: 'es' },
            ledger,
          );
          expect(spanish.map(({ verdict }) => verdict)).toEqual(['backed']);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

test('another window than the one that was given is never backed', () => {
  fc.assert(
    fc.property(startsAt, startsAt, (given, said) => {
      fc.pre(given.getTime() !== said.getTime());
      const ledger = ledgerWith({ windows: [windowAt(given.toISOString(), 'offered')] });
      const text = toSpeakableWindow(windowAt(said.toISOString(), 'offered'), ledger.timeZone);
      const verdicts = judgeSpokenFacts({ text, language: 'en' }, ledger).map(({ verdict }) => verdict);
      expect(verdicts).toContain('wrong');
    }),
    { numRuns: 2000 },
  );
});
