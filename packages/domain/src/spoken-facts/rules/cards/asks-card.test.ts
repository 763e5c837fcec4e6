import { expect, test } from 'vitest';
import { asksForCard } from './asks-card.ts';

test.each([
  'Thank you. What is the security code?',
  'Can I have your card number?',
  "I'll need the three digits on the card.",
  'Please read me the expiration date.',
  'What’s the last four of your card?',
  '¿Cuál es el código de seguridad?',
  'Deme el número de su tarjeta.',
])('an agent who says "%s" asks for a card', (said) => {
  expect(asksForCard(said, { isFinal: true })).toBe(true);
});

test.each([
  "Please don't read me your card number.",
  "I can't take the card number on the phone.",
  'What is the security code for the gate?',
  '¿Cuál es el código de seguridad del portón?',
  'No me lea el número de su tarjeta.',
  'What is your street number?',
  'I can text you a link to pay by card.',
  'May I have your name and the street address?',
])('an agent who says "%s" does not', (said) => {
  expect(asksForCard(said, { isFinal: true })).toBe(false);
});

test('half a sentence is waited for: it may be of a door', () => {
  const half = 'What is the security code';
  expect(asksForCard(half, { isFinal: false })).toBe(false);
  expect(asksForCard(`${half} for the gate?`, { isFinal: false })).toBe(false);
  expect(asksForCard(`${half}?`, { isFinal: false })).toBe(true);
  expect(asksForCard(half, { isFinal: true })).toBe(true);
});
