import { Trade } from '@afterhourfix/vocabulary';
import { describe, expect, test } from 'vitest';
import { DISPATCH_WORDS, type OfferedJob } from './dispatch-text.ts';
import { readTechnicianReply } from './read-technician-reply.ts';

const JOB: OfferedJob = {
  businessName: 'Oak and Iron',
  severity: 'property_damage',
  isVulnerable: true,
  trade: 'plumbing',
  problem: 'A pipe has burst',
  addressLine: '1 Elm Street',
  zip: '43201',
  contactName: null,
  contactPhone: '+16145550101',
  travelMinutes: 12.4,
  worksBefore: ['electrical'],
  callerRole: 'unknown',
  approvedBy: null,
  residenceProof: null,
};
const listTexts = (language: 'en' | 'es') => {
  const words = DISPATCH_WORDS[language];
  return [
    words.offer(JOB),
    words.confirmed({ ...JOB, by: '1:25 AM' }),
    words.confirmed({ ...JOB, by: null }),
    words.taken(JOB),
    words.calledOff(JOB),
    words.moreCallers(JOB),
    words.late({ ...JOB, by: '1:25 AM' }),
    words.expected({ ...JOB, by: '1:25 AM' }),
    words.notBefore({ ...JOB, notBefore: '1:25 AM' }),
    words.worse({ ...JOB, severity: 'life_safety' }),
    words.moreWork({ ...JOB, trades: ['hvac', 'water_damage'] }),
  ];
};
/** What the carrier stops all texts by (Twilio's keywords). */
const STOPPING =
  /\b(?:reply|text|responda|mande)\W+(?:stop|unsubscribe|end|quit|revoke|optout|cancel|fin|alto)\b/i;

describe.each(['en', 'es'] as const)('what technicians are told in %s', (language) => {
  test.each(listTexts(language))('%s', (text) => {
    expect(text).toMatch(/^Oak and Iron: \S/);
    expect(text).toContain('1 Elm Street');
    expect(text).not.toMatch(STOPPING);
    expect(text).not.toMatch(/null|undefined/);
  });

  test('on the phone has neither name nor number nor house in it', () => {
    expect(DISPATCH_WORDS[language].summary(JOB)).not.toMatch(/Elm|\+1|null/);
  });

  test('names every trade of ours', () => {
    for (const trade of Trade.options) expect(DISPATCH_WORDS[language].trade(trade)).not.toContain('_');
  });
});

test('a technician who speaks Spanish reads and hears Spanish, and whose work comes first', () => {
  const { offer, summary } = DISPATCH_WORDS.es;
  expect(offer(JOB)).toBe(
    [
      'Oak and Iron: EMERGENCIA, plomería (hay una persona vulnerable).',
      'A pipe has burst',
      '1 Elm Street, 43201. A unos 12 min en carro.',
      'Primero va allí: electricidad.',
      'Cliente: sin nombre, +16145550101.',
      'Responda 1 y sus minutos para tomarlo (1 25), o 2 para pasar.',
    ].join('\n'),
  );
  expect(summary(JOB)).toBe('Oak and Iron. emergencia, plomería, en 4 3 2 0 1. Hay una persona vulnerable.');
});

test.each(['1 25', '2', '3', '4', '5 real', '5 false', '5 falso', '40', '25 min', '5 min', 'A1', 'A2'])(
  'the answer %j, which a text asks for, is understood',
  (answer) => {
    expect(readTechnicianReply(answer).kind).not.toBe('unknown');
  },
);

test('a job of several trades names them in the order of the work, and when others have to be there before', () => {
  const both: OfferedJob = { ...JOB, trade: 'electrical', otherTrades: ['plumbing'], worksBefore: [] };
  expect(DISPATCH_WORDS.en.offer(both)).toContain('EMERGENCY, electrical, then plumbing (vulnerable');
  expect(DISPATCH_WORDS.es.summary(both)).toContain('electricidad, luego plomería');
  const second = { ...JOB, notBefore: '1:25 AM' };
  expect(DISPATCH_WORDS.en.offer(second)).toContain('Goes first there: electrical. Not before 1:25 AM.');
  expect(DISPATCH_WORDS.es.offer(second)).toContain('electricidad. No antes de las 1:25 AM.');
  const lock: OfferedJob = { ...both, otherTrades: ['locksmith'], residenceProof: 'id-with-address' };
  expect(DISPATCH_WORDS.en.offer(lock)).toContain('BEFORE you open: photo ID with this address');
});
