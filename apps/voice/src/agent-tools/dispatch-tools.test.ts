import { advanceDueLadders, recordTechnicianReply, setDispatchPolicy } from '@afterhourfix/domain';
import { PhoneNumber, type Severity } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AnsweredCalls, type TestCall } from '../testing/answered-call.ts';
import { AGENT_TOOLS } from './index.ts';

const BEN = PhoneNumber.parse('+16145550192');
const OWNER = PhoneNumber.parse('+16145550199');
const BURST = {
  trade: 'plumbing',
  severity: 'property_damage',
  name: 'Marla Quint',
  addressLine: '9 Elm Street',
  zip: '43201',
  problem: 'A pipe has burst',
};

let calls: AnsweredCalls;
let placed: TestCall;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());
beforeEach(async () => {
  placed = await calls.answer({ from: '+16145550101' });
});

async function run(name: string, input: unknown, held: Severity = 'routine') {
  const tool = AGENT_TOOLS.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`No tool named ${name}`);
  expect(tool.findFault(input)).toBeNull();
  const { domain, call } = placed;
  const triage = () => {
    throw new Error('Nobody asks for triage here');
  };
  const readTriage = () => ({ severity: held, isVulnerable: false, flags: [], jobTypes: [] });
  return tool.run(input, { domain, callId: call.id, callerNumber: call.from, triage, readTriage });
}

test('neither name nor time is in an answer before a technician has said yes, and both are after it', async () => {
  const sent = await run('dispatch_technician', BURST);
  expect(sent).toEqual({
    result: { dispatchId: expect.any(String), trade: 'plumbing', status: 'paging', askedCount: 0 },
    effect: { kind: 'technician-dispatched' },
  });
  await advanceDueLadders(placed.domain);
  await recordTechnicianReply(placed.domain, { from: BEN, text: '1 35' });
  const { result } = await run('get_dispatch_status', { dispatchId: sent.result.dispatchId });
  expect(result).toMatchObject({
    status: 'acknowledged',
    technicianId: 'tech_ben',
    technicianName: 'Ben Kowalski',
    etaMinutes: { usual: 35, veryLikely: 50 },
    speakableSpanish: expect.stringContaining('50 minutos'),
  });
  await recordTechnicianReply(placed.domain, { from: BEN, text: '5 real' });
});

test("what the rules hold is worse than the model's word, and counts", async () => {
  await run('dispatch_technician', { ...BURST, addressLine: '10 Elm Street' }, 'life_safety');
  const rows = await calls.rows(placed.domain, `select severity from dispatches order by id desc limit 1`);
  expect(rows).toEqual([{ severity: 'life_safety' }]);
});

test('refusals are told, and a status without a dispatch is none', async () => {
  expect((await run('dispatch_technician', { ...BURST, zip: '43055' })).result).toEqual({
    refusal: 'outside-service-area',
  });
  expect((await run('dispatch_technician', { ...BURST, phone: 'none' })).result).toEqual({
    refusal: 'invalid-phone',
  });
  expect((await run('get_dispatch_status', {})).result).toEqual({ refusal: 'nobody-was-sent' });
});

test('while the owner is asked the caller hears that nobody is sent, and after a no that nobody comes', async () => {
  const policy = { ownerApprovalAboveCents: 100 };
  await setDispatchPolicy(placed.domain, policy);
  const asked = await run('dispatch_technician', { ...BURST, addressLine: '11 Elm Street' });
  expect(asked.result).toMatchObject({
    status: 'waiting-for-owner',
    speakable: expect.stringContaining('Nobody is sent before that'),
  });
  expect((await run('send_sms', { language: 'en' })).result).toEqual({ refusal: 'nothing-to-text' });
  await recordTechnicianReply(placed.domain, { from: OWNER, text: '2' });
  const refused = await run('get_dispatch_status', {});
  expect(refused).toMatchObject({
    result: { status: 'owner-refused', speakableSpanish: expect.stringContaining('no se manda a nadie') },
    effect: { kind: 'dispatch-exhausted' },
  });
  expect(refused.result).not.toHaveProperty('technicianName');
  await setDispatchPolicy(placed.domain, { ownerApprovalAboveCents: null });
});

test('a lockout is asked for its proof in words of ours, refused without one, and sent with one', async () => {
  const lockout = {
    ...BURST,
    ...{ trade: 'locksmith', severity: 'urgent_comfort', addressLine: '12 Elm Street' },
    problem: 'I am locked out',
  };
  expect((await run('dispatch_technician', lockout)).result).toMatchObject({
    refusal: 'ask-residence-proof',
    speakable: expect.stringContaining('checks a photo ID with that address'),
  });
  expect((await run('dispatch_technician', { ...lockout, residenceProof: 'none' })).result).toMatchObject({
    refusal: 'no-residence-proof',
    speakable: expect.stringContaining('nobody is sent'),
  });
  const sent = await run('dispatch_technician', { ...lockout, residenceProof: 'id-with-address' });
  expect(sent.result).toMatchObject({ trade: 'locksmith', status: 'paging' });
});
