import { HoldId } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { chooseUpgrade, type UpgradeInputs } from './choose-upgrade.ts';

const timeAt = (from: string, to: string, [en, es]: [string, string]) => ({
  startsAt: new Date(`2026-11-24T${from}:00Z`),
  endsAt: new Date(`2026-11-24T${to}:00Z`),
  speakable: { en, es },
});
const AFTERNOON = timeAt('19:00', '21:00', ['between 2 and 4', 'entre las 2 y las 4']);
const NOON = timeAt('15:00', '17:00', ['between 10 and noon', 'entre las 10 y el mediodía']);
const CALM: UpgradeInputs = {
  wasOffered: false,
  severity: 'routine',
  isVulnerable: false,
  flags: ['decided'],
  priority: null,
  memberships: [],
};
const slotId = HoldId.parse('0197a000-0000-7000-8000-00000000aaaa');
const EARLIER = { ...NOON, slotId };
const PRIORITY = { priority: { amountCents: 7500, from: AFTERNOON, to: EARLIER } };
const CLUB = { memberships: [{ name: 'oak_club', yearlyCents: 19_900, savedCents: 10_900 }] };

test('priority says what it costs and from where to where it moves the visit', () => {
  expect(chooseUpgrade({ ...CALM, ...PRIORITY, ...CLUB })).toEqual({
    code: 'priority',
    amountCents: 7500,
    from: AFTERNOON,
    to: EARLIER,
    speakable: {
      en: 'Priority is seventy-five dollars more and moves you from between 2 and 4 to between 10 and noon.',
      es: 'La prioridad cuesta setenta y cinco dólares más y le cambia entre las 2 y las 4 por entre las 10 y el mediodía.',
    },
  });
});

test('a membership says what it costs a year and what it saves now; of several the one that saves most', () => {
  const gold = { name: 'gold', yearlyCents: 40_000, savedCents: 15_000 };
  expect(chooseUpgrade({ ...CALM, ...CLUB })).toEqual({
    code: 'membership',
    name: 'oak_club',
    amountCents: 19_900,
    savedCents: 10_900,
    speakable: {
      en: 'Oak Club is one hundred ninety-nine dollars a year and saves one hundred nine dollars on this visit.',
      es: 'Oak Club cuesta ciento noventa y nueve dólares al año y le ahorra ciento nueve dólares en esta visita.',
    },
  });
  expect(chooseUpgrade({ ...CALM, memberships: [...CLUB.memberships, gold] })).toMatchObject({
    name: 'gold',
  });
});

test.each<[name: string, given: Partial<UpgradeInputs>]>([
  ['it was offered before', { wasOffered: true }],
  ['somebody is in danger', { severity: 'life_safety' }],
  ['nobody has judged the call', { severity: null }],
  ['somebody at risk is there', { isVulnerable: true }],
  ['a child is on the telephone', { flags: ['minor'] }],
  ['the caller is ill or in panic', { flags: ['unwell'] }],
  ['there is nothing to gain', { priority: null, memberships: [] }],
  ['the window is no earlier', { priority: { amountCents: 7500, from: NOON, to: EARLIER }, memberships: [] }],
  ['the business has no priority', { priority: { ...PRIORITY.priority, amountCents: 0 }, memberships: [] }],
  [
    'it saves nothing on this visit',
    { priority: null, memberships: [{ name: 'club', yearlyCents: 100, savedCents: 0 }] },
  ],
])('nothing is offered when %s', (_name, given) => {
  expect(chooseUpgrade({ ...CALM, ...PRIORITY, ...CLUB, ...given })).toBeNull();
});
