import { describe, expect, test } from 'vitest';
import { confirmsOut, saysOut } from './said-out.ts';

describe('a caller is out who says', () => {
  test.each([
    "we're outside",
    'We are outside now.',
    'yeah, we are all outside',
    "I'm outside, what now?".replace('?', '.'),
    "okay I'm out",
    'everybody is out',
    "Everyone's out of the house.",
    'everybody got out',
    'we got everyone out',
    'we left the house',
    "we've left the building already",
    'I am standing outside in the driveway',
    "we're all across the street",
    'outside',
    'yes outside now',
    'I went outside',
    'we are out, nobody is inside',
    'ya salimos',
    'Ya salí.',
    'sí, ya estamos afuera',
    'estamos todos afuera',
    'estoy afuera de la casa',
    'ya salieron todos',
    'salimos de la casa',
    'todos fuera',
  ])('%s', (text) => {
    expect(saysOut(text)).toBe(true);
  });
});

describe('a caller is not out who says', () => {
  test.each([
    'should we go outside?',
    'do we have to go outside',
    "I can't go outside, it is freezing",
    "we're not out yet",
    "we haven't left the house",
    'I am going outside now',
    "I'm about to go out",
    'my husband is still inside',
    "I'm outside but my dad is still inside",
    'we are out of hot water',
    'the pilot light is out',
    'the power is out',
    'I am out of town',
    'when we get out I will call',
    'it smells outside too',
    'the meter is outside',
    'can you come out',
    'how soon can you get somebody out here',
    'we are in the house',
    'no hemos salido',
    'todavía no estamos afuera',
    'vamos a salir',
    'tenemos que salir',
    'estoy adentro',
    'ya salimos pero mi mamá está adentro',
    'huele afuera también',
    '',
  ])('%s', (text) => {
    expect(saysOut(text)).toBe(false);
  });
});

test.each([
  ['Is everyone outside and safe?', 'Yes, please.', true],
  ['Are you all out of the house?', 'Yeah, we are.', true],
  ['¿Están todos afuera?', 'Sí, todos.', true],
  ['Is everyone outside and safe?', 'Yes, but my dad went back in.', false],
  ['Is everyone outside and safe?', 'Yes, my son is still in there.', false],
  ['Is everyone outside and safe?', 'No.', false],
  ['Is everyone outside?', 'yes in a minute', false],
  ['Is everyone outside?', 'yeah we will', false],
  ['Is everyone outside?', "Yes, we're going now", false],
  ['Is everyone outside and safe?', 'Yes?', false],
  ['Is the address in Columbus?', 'Yes.', false],
  ['Please get everyone outside.', 'Yes.', false],
])('%j is answered by %j: out is %s', (agentSaid, text, isOut) => {
  expect(confirmsOut(text, agentSaid)).toBe(isOut);
});
