import type { Duty } from '@afterhourfix/vocabulary';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { type Contact, planRungs, type RungName } from './plan-rungs.ts';

const phone = PhoneNumber.parse('+16145550100');
const contact = (person: string): Contact => ({ person, name: person, phone, language: 'en' });
const ranked = (...people: [person: string, duty: Duty][]) =>
  people.map(([person, duty]) => ({ ...contact(person), duty }));
const TEAM = ranked(['ana', 'secondary'], ['ben', 'primary'], ['cho', 'primary']);
const names = (rungs: { person: string; rung: RungName }[][]) =>
  rungs.map((rung) => `${rung[0]?.rung}: ${rung.map(({ person }) => person).join(' ')}`);
const OWNER = contact('owner');

test.each<[string, Parameters<typeof planRungs>, string[]]>([
  ['ours', [TEAM, OWNER], ['primary: ben', 'secondary: ana', 'everybody: ana ben cho', 'owner: owner']],
  ['all at once', [TEAM, OWNER, ['everybody', 'owner']], ['everybody: ana ben cho', 'owner: owner']],
  ['the owner first', [TEAM, OWNER, ['owner', 'primary']], ['owner: owner', 'primary: ben']],
  ['of one person', [ranked(['ana', 'secondary']), OWNER], ['primary: ana', 'owner: owner']],
  ['of one person, all at once', [ranked(['ana', 'secondary']), null, ['everybody']], ['everybody: ana']],
  [
    'of one person, the owner first',
    [ranked(['ana', 'secondary']), OWNER, ['owner', 'everybody']],
    ['owner: owner', 'everybody: ana'],
  ],
  ['that nobody stands on', [TEAM, null, ['owner']], ['everybody: ana ben cho']],
  ['of nobody', [[], null], []],
])('plans a ladder: %s', (_name, given, expected) => {
  expect(names(planRungs(...given))).toEqual(expected);
});
