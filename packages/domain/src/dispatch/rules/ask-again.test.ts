import { expect, test } from 'vitest';
import { askAgain } from './ask-again.ts';

const toRungs = (rungs: string) =>
  rungs
    .split(' ')
    .filter(Boolean)
    .map((people) => people.split('+').map((person) => ({ person })));
const toText = (rungs: readonly (readonly { person: string }[])[]) =>
  rungs.map((people) => people.map(({ person }) => person).join('+')).join(' ');

test.each([
  ['the first who was asked gives it back', 'ana dee ana+dee owner', 0, 'ana', [], 'ana dee ana+dee owner'],
  ['the second does, and the first slept', 'ana dee ana+dee owner', 1, 'dee', [], 'ana dee ana+dee owner'],
  [
    'all were asked, and one came too late',
    'ana dee ana+dee owner',
    2,
    'ana',
    [],
    'ana dee ana+dee owner+dee',
  ],
  [
    'all were asked, and the other passed',
    'ana dee ana+dee owner',
    2,
    'ana',
    ['dee'],
    'ana dee ana+dee owner',
  ],
  ['the owner does, who is the last', 'ana dee owner', 2, 'owner', [], 'ana dee owner ana+dee'],
  ['nobody else there is', 'ana', 0, 'ana', [], 'ana'],
])('when %s', (_when, rungs, rung, by, declined, then) => {
  const asked = toRungs(rungs)
    .slice(0, rung + 1)
    .flatMap((people) => people.map(({ person }) => person));
  expect(toText(askAgain(toRungs(rungs), { rung, asked, declined }, by))).toBe(then);
});
