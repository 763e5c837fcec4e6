import { expect, test } from 'vitest';
import { type SiteTerms, toDoorSummary, toSiteLines } from './site-lines.ts';

const LOCKED_OUT: SiteTerms = {
  trade: 'locksmith',
  severity: 'urgent_comfort',
  callerRole: 'unknown',
  approvedBy: null,
  residenceProof: 'id-with-address',
};

test.each<[string, Partial<SiteTerms>, RegExp, RegExp]>([
  ['an ID', {}, /^BEFORE you open: photo ID with this address.*do not open/, /^ANTES de abrir/],
  [
    'an ID and a paper',
    { residenceProof: 'id-and-paper' },
    /photo ID and a lease, deed or bill/,
    /contrato, escritura o recibo/,
  ],
  [
    'somebody who confirms',
    { residenceProof: 'owner-or-manager-confirms' },
    /landlord or manager confirms to you/,
    /el dueño o administrador se lo confirma/,
  ],
  ['nothing that was told', { residenceProof: null }, /photo ID and a paper/, /un papel con esta dirección/],
  ['danger to life inside', { severity: 'life_safety' }, /^Open FIRST/, /^Abra PRIMERO/],
])('before a door is opened the technician checks %s', (_what, terms, english, spanish) => {
  expect(toSiteLines({ ...LOCKED_OUT, ...terms }, 'en')).toEqual([expect.stringMatching(english)]);
  expect(toSiteLines({ ...LOCKED_OUT, ...terms }, 'es')).toEqual([expect.stringMatching(spanish)]);
});

test('of other trades there is only whose word it rests on', () => {
  const rents = { ...LOCKED_OUT, trade: 'plumbing', callerRole: 'tenant', approvedBy: 'Mr. Lund' } as const;
  expect(toSiteLines(rents, 'en')).toEqual(['The caller rents. Approved, says the caller, by Mr. Lund.']);
  expect(toSiteLines({ ...rents, approvedBy: null }, 'es')).toEqual(['Quien llama renta.']);
  expect(toSiteLines({ ...rents, callerRole: 'owner' }, 'en')).toEqual([]);
  expect(toSiteLines({ ...rents, approvedBy: 'x'.repeat(500) }, 'en')[0]?.length).toBeLessThan(120);
});

test('aloud it is only said where to read it', () => {
  expect(toDoorSummary(LOCKED_OUT, 'en')).toBe(' How to check at the door is in your text messages.');
  expect(toDoorSummary({ ...LOCKED_OUT, trade: 'hvac' }, 'es')).toBe('');
});
