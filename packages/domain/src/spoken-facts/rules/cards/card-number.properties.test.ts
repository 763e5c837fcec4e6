import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phoneGroups, spellGroups, spokenCards } from '../../testing/spelled-cards.ts';
import { maskCardNumbers, readCardNumber } from './card-number.ts';

const DIGIT_LEFT =
  /\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)/i;

test('every card number is heard, and nothing of it is kept, in any mix of spellings, groups and pauses', () => {
  fc.assert(
    fc.property(spokenCards, (text) => {
      expect(readCardNumber(text)).not.toBeNull();
      expect(maskCardNumbers(`It's ${text}, thanks`)).not.toMatch(DIGIT_LEFT);
    }),
    { numRuns: 2_000 },
  );
});

test('no telephone number is a card, alone or after another one, with a ZIP, a house or a date', () => {
  const zip = fc.integer({ min: 501, max: 99_950 }).map((code) => String(code).padStart(5, '0'));
  const house = fc.integer({ min: 1, max: 19_999 }).map(String);
  const spelledPhone = phoneGroups.chain((groups) =>
    fc.oneof(
      fc.constantFrom(
        groups.join('-'),
        groups.join(' '),
        `(${groups[0]}) ${groups[1]}-${groups[2]}`,
        groups.join('.'),
      ),
      fc.constantFrom(`+1 ${groups.join(' ')}`, `+1${groups.join('')}`, groups.join('')),
      spellGroups(
        groups.map((group) => [...group].join('')),
        'en',
      ).map((said) => said.join(', ')),
    ),
  );
  fc.assert(
    fc.property(spelledPhone, spelledPhone, zip, house, (phone, other, code, number) => {
      const texts = [
        `my number is ${phone}`,
        `${phone}, or ${other}`,
        `${phone}, ${other}`,
        `${phone}, ${number} Oak Street, ${code}`,
        `${code}-1234 and the number is ${phone}`,
        `${number} Maple Avenue, ${code}, on 11/24/2026 at 9:30`,
      ];
      for (const text of texts) expect({ text, read: readCardNumber(text) }).toEqual({ text, read: null });
    }),
    { numRuns: 1_000 },
  );
});
