import { TechnicianId } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRotaTechnician, type NamedTechnician, toRotaSummary } from './rota-names.ts';

const idOf = (index: number) => TechnicianId.parse(`0197a000-0000-7000-8000-00000000000${index}`);
const PEOPLE: NamedTechnician[] = [
  { id: idOf(1), slug: 'tech_ben', name: 'Ben Kowalski' },
  { id: idOf(2), slug: 'tech_dee', name: 'Dee Núñez' },
  { id: idOf(3), slug: 'tech_ana', name: 'Ana First' },
  { id: idOf(4), slug: 'tech_ana2', name: 'Ana Lopez' },
];

test.each([
  ['Ben Kowalski', 1, 'primary'],
  ['Ben Kowalski (secondary)', 1, 'secondary'],
  ['On call: Ben', 1, 'primary'],
  ['Backup - dee nunez', 2, 'secondary'],
  ['tech_ana2', 4, 'primary'],
  ['Ana First (primary)', 3, 'primary'],
  ['Dee Nunez, de guardia', 2, 'primary'],
])('%s means somebody, and which duty', (summary, person, duty) => {
  expect(findRotaTechnician(summary, PEOPLE)).toEqual({ ok: true, technicianId: idOf(person), duty });
});

test.each([
  ['Ana', 'ambiguous', 'Ana'],
  ['Zoe Park (secondary)', 'unknown', 'Zoe Park'],
  ['On call', 'unknown', 'On call'],
  ['Ben & Dee', 'unknown', 'Ben & Dee'],
  ['', 'unknown', ''],
])('"%s" is nobody for certain', (summary, refusal, name) => {
  expect(findRotaTechnician(summary, PEOPLE)).toEqual({ ok: false, refusal, name });
});

test('whatever technicians are called, what we write of their duties means the same ones', () => {
  const names = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(names, fc.constantFrom('primary', 'secondary'), (given, duty) => {
      const people = given.map((name, index) => ({
        id: idOf(index),
        slug: `tech_${index}`,
        name: `x ${name}`,
      }));
      for (const person of people) {
        const summary = toRotaSummary(person, { duty, people });
        expect(findRotaTechnician(summary, people)).toEqual({ ok: true, technicianId: person.id, duty });
      }
    }),
  );
});
