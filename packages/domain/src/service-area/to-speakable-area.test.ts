import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import type { ServiceAreaResult } from './service-area-answer.ts';
import { toSpeakableArea } from './to-speakable-area.ts';

const REFERRAL = { name: 'Licking Valley Service Co', phone: PhoneNumber.parse('+17405550188') };

test.each<[ServiceAreaResult, string, string]>([
  [{ zone: 'core', zip: '43215', feeCents: 0 }, 'Yes, we come to 4 3 2 1 5.', 'Sí, llegamos al 4 3 2 1 5.'],
  [
    { zone: 'edge', zip: '43017', feeCents: 3_500 },
    'Yes, we come to 4 3 0 1 7. It is at the edge of our area, which adds an outer-area fee of $35.',
    'Sí, llegamos al 4 3 0 1 7. Está en el borde de nuestra zona, y eso agrega una tarifa de zona lejana de $35.',
  ],
  [
    { zone: 'edge', zip: '43017', feeCents: 0, minSeverity: 'property_damage', isApproximate: true },
    'As far as I can see we come to that part of 4 3 0 1 7. That far out it has to be urgent, so tell me what is going on.',
    'Por lo que veo, llegamos a esa parte del 4 3 0 1 7. Tan lejos tiene que ser urgente, así que cuénteme qué pasa.',
  ],
  [
    { zone: 'referral', zip: '43055', referral: REFERRAL },
    "I'm sorry, we don't come to that area. Licking Valley Service Co does. Their number is 7 4 0, 5 5 5, 0 1 8 8.",
    'Lo siento, no llegamos a esa zona. Licking Valley Service Co sí llega. Su número es 7 4 0, 5 5 5, 0 1 8 8.',
  ],
  [
    { zone: 'referral', zip: '43055', referral: { ...REFERRAL, phone: null }, minSeverity: 'urgent_comfort' },
    "I'm sorry, that far out we only come for more urgent trouble. Licking Valley Service Co does.",
    'Lo siento, tan lejos solo vamos por problemas más urgentes. Licking Valley Service Co sí llega.',
  ],
  [
    { zone: 'outside', zip: '10001' },
    "I'm sorry, we don't come to that area.",
    'Lo siento, no llegamos a esa zona.',
  ],
])('%j is said in both languages', (area, en, es) => {
  expect(toSpeakableArea(area)).toEqual({ en, es });
});

test.each<[ServiceAreaResult, RegExp, RegExp]>([
  [{ zone: 'needs-street', zip: '43016', reason: 'border' }, /street address\?$/, /dirección\?$/],
  [
    { zone: 'needs-street', zip: '43216', reason: 'post-box' },
    /post office boxes.*city/,
    /apartados.*ciudad/,
  ],
  [{ zone: 'unknown-zip', zip: '43250' }, /digit by digit.*city\?$/, /dígito por dígito.*ciudad/],
  [{ zone: 'not-a-us-zip' }, /Canadian/, /Canadá/],
  [{ zone: 'invalid-zip' }, /five digits/, /cinco dígitos/],
])('%j asks for what is missing, or says why not', (area, en, es) => {
  expect(toSpeakableArea(area).en).toMatch(en);
  expect(toSpeakableArea(area).es).toMatch(es);
});

test.each<ServiceAreaResult>([
  { zone: 'outside', zip: '10001' },
  { zone: 'referral', zip: '43055', referral: REFERRAL },
])('whose life is in danger where we do not come is sent to 911 first: $zone', (area) => {
  expect(toSpeakableArea(area, 'life_safety').en).toMatch(
    /^If anyone is in danger, hang up and call 911\. I'm sorry/,
  );
  expect(toSpeakableArea(area, 'life_safety').es).toMatch(/^Si alguien está en peligro.*911\. Lo siento/);
  expect(toSpeakableArea(area, 'property_damage').en).not.toContain('911');
});
