import { expect, test } from 'vitest';
import { findDanger, findFirstAid } from './dangers.ts';

test.each([
  ['the kitchen smells like gas', /gas company/],
  ['there is a rotten egg odor', /gas company/],
  ["I don't smell gas but the carbon monoxide alarm is going", /fresh air/],
  ['the panel is buzzing', /don't touch it/],
  ['an outlet sparked and turned black', /don't touch it/],
  ['water is running into the breaker panel', /Stay out of the water/],
  ['the heater leaks and there is a spark at the wires', /Stay out of the water/],
  ['a power line is down in our yard', /far back/],
  ['it is so hot that my dad passed out', /Call 911 now/],
  ['honestly I want to hurt myself', /988/],
  ['my little boy is locked in the car', /fastest/],
  ['the door came down on my dad', /Hang up and call 911/],
])('"%s" is dangerous', (said, line) => {
  expect(findDanger(said)?.line).toMatch(line);
});

test.each([
  'no gas smell or anything, it heats fine',
  'no smoke, no sparks, nothing burning',
  'my truck smelled like a gas station',
  'the gas bill gave me a burning sensation in the wallet',
  'my AC is not working',
  'the toilet runs',
])('"%s" is not', (said) => {
  expect(findDanger(said)).toBeNull();
});

test.each([
  ['a pipe burst upstairs', /main valve/],
  ['sewage is backing up into the tub', /no flushing/],
  ['the ceiling is sagging', /away from that ceiling/],
  ['the garage door hangs crooked, the cable came off', /Don't lift it/],
])('"%s" has a first aid', (said, advice) => {
  expect(findFirstAid(said)).toMatch(advice);
});
