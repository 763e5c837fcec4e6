import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { chooseTransferTarget, type OnCallTechnician } from './choose-transfer-target.ts';

const ON_CALL = PhoneNumber.parse('+16145550190');
const OWNER = PhoneNumber.parse('+16145550199');

function technician(name: string, fields: Partial<OnCallTechnician>): OnCallTechnician {
  return { name, phone: null, skills: [], onCall: 'primary', ...fields };
}

const ana = technician('Ana', { phone: PhoneNumber.parse('+16145550191'), skills: ['hvac'] });
const ben = technician('Ben', { phone: PhoneNumber.parse('+16145550192'), skills: ['plumbing'] });
const phoneless = technician('Cho', { skills: ['electrical'] });
const secondary = technician('Dee', { phone: PhoneNumber.parse('+16145550194'), onCall: 'secondary' });

test.each<[name: string, input: Partial<Parameters<typeof chooseTransferTarget>[0]>, target: unknown]>([
  ['the on-call number goes first', { onCallNumber: ON_CALL }, { to: ON_CALL, name: null }],
  ['a known on-call number has a name', { onCallNumber: ben.phone }, { to: ben.phone, name: 'Ben' }],
  ['then the primary of the trade', { trade: 'plumbing' }, { to: ben.phone, name: 'Ben' }],
  ['else any primary with a phone', { trade: 'electrical' }, { to: ana.phone, name: 'Ana' }],
  ['without a trade the first primary', {}, { to: ana.phone, name: 'Ana' }],
  ['then the owner', { technicians: [phoneless, secondary] }, { to: OWNER, name: null }],
  ['else nobody', { technicians: [phoneless], ownerNumber: null }, null],
])('%s', (_name, input, target) => {
  const everybody = { technicians: [phoneless, secondary, ana, ben], onCallNumber: null, ownerNumber: OWNER };
  expect(chooseTransferTarget({ ...everybody, trade: null, ...input })).toEqual(target);
});
