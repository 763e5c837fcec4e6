import { expect, test } from 'vitest';
import { findMissingProof, type LockJob, type MissingProof } from './residence-proof.ts';

const LOCKED_OUT: LockJob = {
  trade: 'locksmith',
  severity: 'urgent_comfort',
  contactName: 'Marla Quint',
  residenceProof: 'id-with-address',
};

test.each<[string, Partial<LockJob>, MissingProof | null]>([
  ['an ID with the address opens the door', {}, null],
  ['an ID and a paper open it', { residenceProof: 'id-and-paper' }, null],
  ['a landlord who confirms opens it', { residenceProof: 'owner-or-manager-confirms' }, null],
  ['whoever was not asked is asked', { residenceProof: null }, 'ask-residence-proof'],
  ['who can show nothing is refused', { residenceProof: 'none' }, 'no-residence-proof'],
  ['papers without a name match nobody', { contactName: null }, 'ask-name-on-id'],
  ['nor does an empty name', { contactName: ' ' }, 'ask-name-on-id'],
  ['danger behind the door comes first', { severity: 'life_safety', residenceProof: 'none' }, null],
  ['a plumber opens no door', { trade: 'plumbing', residenceProof: null, contactName: null }, null],
])('%s', (_name, job, missing) => {
  expect(findMissingProof({ ...LOCKED_OUT, ...job })).toBe(missing);
});
