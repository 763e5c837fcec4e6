import { type DomainContext, type ModelVerdict, setServiceZones } from '@afterhourfix/domain';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AnsweredCalls, type TestCall } from '../testing/answered-call.ts';
import type { HeldTriage, ToolContext } from './agent-tool.ts';
import { AGENT_TOOLS, ENGINE_TOOLS } from './index.ts';

let calls: AnsweredCalls;
let placed: TestCall;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

const CORE_ZIP = '43215';
const OUTSIDE_ZIP = '99501';
const ADDRESS = { name: 'Marla Quint', addressLine: '2280 Glenmawr Avenue', zip: CORE_ZIP };

/** What the tool handed on, and what it is answered. */
const judged: ModelVerdict[] = [];
const HELD: HeldTriage = {
  severity: 'life_safety',
  trades: ['hvac', 'electrical'],
  jobTypes: [],
  vulnerable: true,
  safetyLine: { id: 'SAFE_ELEC_FIRE', state: 'due' },
  ask: null,
};
let held = HELD;

const toContext = (domain: DomainContext, { call }: TestCall): ToolContext => ({
  domain,
  callId: call.id,
  callerNumber: call.from,
  triage: (said) => {
    judged.push(said);
    return held;
  },
  readTriage: () => ({ severity: 'routine', isVulnerable: false, flags: [], jobTypes: [] }),
});

async function run(name: string, input: unknown, caller: { number?: PhoneNumber | null } = {}) {
  const tool = AGENT_TOOLS.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`No tool named ${name}`);
  expect(tool.findFault(input)).toBeNull();
  const context = toContext(placed.domain, placed);
  return tool.run(input, caller.number === undefined ? context : { ...context, callerNumber: caller.number });
}

describe('what the model is told about the tools', () => {
  test('is a plain object schema for each, with a description and without a dialect', () => {
    for (const { name, description, parameters } of ENGINE_TOOLS) {
      expect(name).toMatch(/^[a-z_]{1,64}$/);
      expect(description.length).toBeGreaterThan(20);
      expect(parameters).toMatchObject({ type: 'object', properties: expect.any(Object) });
      expect(parameters).not.toHaveProperty('$schema');
    }
  });

  test('never asks for business or call: those come from the session', () => {
    const properties = ENGINE_TOOLS.flatMap(({ parameters }) => Object.keys(Object(parameters.properties)));
    for (const property of properties) expect(property).not.toMatch(/business|callId|tenant/i);
  });

  test('keeps its order, for it is part of the cached prompt', () => {
    expect(ENGINE_TOOLS.map(({ name }) => name)).toEqual([
      'triage_call',
      'lookup_customer',
      'check_service_area',
      'get_pricing',
      'get_slots',
      'hold_slot',
      'release_hold',
      'book_slot',
      'reschedule_booking',
      'cancel_booking',
      'dispatch_technician',
      'get_dispatch_status',
      'get_knowledge',
      'take_message',
      'request_callback',
      'update_customer',
      'set_contact_consent',
      'send_sms',
      'send_payment_link',
      'create_privacy_request',
      'transfer_call',
      'end_call',
    ]);
    expect(AGENT_TOOLS.filter(({ isWrite }) => isWrite).map(({ name }) => name)).toEqual([
      'book_slot',
      'reschedule_booking',
      'cancel_booking',
      'dispatch_technician',
      'take_message',
      'request_callback',
      'update_customer',
      'set_contact_consent',
      'send_sms',
      'send_payment_link',
      'create_privacy_request',
    ]);
  });
});

describe('arguments that do not fit', () => {
  test.each([
    ['triage_call', { severity: 'bad', trades: [] }, /severity/],
    ['triage_call', { severity: 'routine', trades: ['astrology'] }, /trades/],
    ['triage_call', { severity: 'routine', trades: [], jobTypes: ['my gas bill'] }, /jobTypes/],
    ['triage_call', { severity: 'life_safety', trades: [], safetyLine: 'OPEN_A_WINDOW' }, /safetyLine/],
    ['triage_call', { severity: 'routine', trades: [], callId: 'another' }, /callId/],
    ['get_pricing', { trade: 'astrology', zip: CORE_ZIP }, /trade/],
    ['get_pricing', { trade: 'plumbing' }, /zip/],
    ['get_pricing', { trade: 'plumbing', zip: CORE_ZIP, visitAt: 'tomorrow' }, /visitAt/],
    ['get_slots', { trade: 'plumbing', zip: CORE_ZIP, earliestAt: '2026-11-24T10:00:00' }, /earliestAt/],
    ['book_slot', { ...ADDRESS, slotId: 'x', problem: 'x'.repeat(501) }, /problem/],
    ['get_knowledge', { question: '' }, /question/],
    ['take_message', { name: 'Marla Quint' }, /problem/],
    ['take_message', { name: '', problem: 'No heat' }, /name/],
    ['transfer_call', {}, /reason/],
    ['end_call', { reason: 'caller_hung_up' }, /reason/],
    ['end_call', [], /object/],
  ])('of %s are told with the field that is wrong', (name, input, fault) => {
    const tool = AGENT_TOOLS.find((candidate) => candidate.name === name);
    expect(tool?.findFault(input)).toMatch(fault);
  });
});

describe('a tool that is run', () => {
  beforeAll(async () => {
    placed = await calls.answer();
  });

  test('tells where we come and refers the rest, and the last answer is the fact that counts', async () => {
    expect(await run('check_service_area', { zip: CORE_ZIP })).toMatchObject({
      result: { zone: 'core' },
      effect: { kind: 'area-checked', isOutside: false },
    });
    expect(await run('check_service_area', { zip: OUTSIDE_ZIP })).toMatchObject({
      result: { zone: 'outside' },
      effect: { kind: 'area-checked', isOutside: true },
    });
  });

  test('says where we come in both languages, and settles nothing while the caller has to be asked', async () => {
    expect((await run('check_service_area', { zip: OUTSIDE_ZIP, city: 'Anchorage' })).result).toMatchObject({
      speakable: expect.stringContaining('sorry'),
      speakableSpanish: expect.stringContaining('Lo siento'),
    });
    expect(await run('check_service_area', { zip: '43250', trade: 'plumbing' })).toMatchObject({
      result: { zone: 'unknown-zip', speakable: expect.stringContaining('city') },
      effect: null,
    });
    expect(await run('check_service_area', { zip: 'K1A 0B1' })).toMatchObject({
      result: { zone: 'not-a-us-zip' },
      effect: { kind: 'area-checked', isOutside: true },
    });
  });

  test('answers all tools alike about a ZIP on the border once its street is told', async () => {
    const borderZip = '43017';
    const { domain } = placed;
    const shape = { kind: 'miles', center: { latitude: 39.967, longitude: -83.013 }, miles: 13 } as const;
    await setServiceZones(domain, [{ name: 'ring', shape, terms: { zone: 'core' } }]);
    const asked = { trade: 'plumbing', zip: borderZip };
    expect((await run('check_service_area', { zip: borderZip })).result).toMatchObject({
      zone: 'needs-street',
    });
    expect((await run('get_slots', asked)).result).toHaveProperty('refusal');
    const area = await run('check_service_area', { zip: borderZip, street: '58 S High St' });
    expect(area.result).toMatchObject({ zone: 'core', isApproximate: true });
    expect((await run('get_slots', asked)).result).toHaveProperty('slots');
    expect((await run('get_pricing', asked)).result).toHaveProperty('totalCents');
    await setServiceZones(domain, [
      { name: 'core', shape: { kind: 'zips', zips: [CORE_ZIP] }, terms: { zone: 'core' } },
    ]);
  });

  test('tells a price with a sentence to say', async () => {
    const priced = await run('get_pricing', { trade: 'plumbing', zip: CORE_ZIP });
    expect(priced.result).toMatchObject({ totalCents: expect.any(Number), speakable: expect.any(String) });
    expect(priced.effect).toEqual({ kind: 'facts-told' });
  });

  test('refuses in words that can be spoken, and a refusal is no fact told', async () => {
    const refused = await run('get_pricing', { trade: 'plumbing', zip: OUTSIDE_ZIP });
    expect(refused).toEqual({ result: { refusal: 'outside-service-area' }, effect: null });
    const slots = await run('get_slots', { trade: 'plumbing', zip: OUTSIDE_ZIP });
    expect(slots).toEqual({ result: { refusal: 'outside-service-area' }, effect: null });
  });

  test('offers a slot and books it under the caller’s own number', async () => {
    const offered = await run('get_slots', { trade: 'plumbing', zip: CORE_ZIP });
    const [slot] = Object(offered.result).slots;
    expect(slot.speakable).toEqual(expect.any(String));
    const booking = { ...ADDRESS, slotId: slot.slotId, problem: 'Burst pipe' };
    expect((await run('book_slot', booking)).result).toEqual({ refusal: 'quote-required' });
    await run('get_pricing', { trade: 'plumbing', zip: CORE_ZIP, visitAt: slot.startsAt });
    const booked = await run('book_slot', booking);
    expect(booked).toMatchObject({
      result: { booking: { startsAt: slot.startsAt, speakable: expect.any(String), movedFrom: null } },
      effect: { kind: 'slot-booked' },
    });
  });

  test('takes a wish by the clock at the service address, and says whose clock it is', async () => {
    placed = await calls.answer();
    const shape = { kind: 'zips' as const, zips: ['46402', CORE_ZIP] };
    await setServiceZones(placed.domain, [{ name: 'both zones', shape, terms: { zone: 'core' } }]);
    const wish = { trade: 'plumbing', day: '2026-12-01', time: '09:00' };
    const inGary = Object((await run('get_slots', { ...wish, zip: '46402-1234' })).result);
    expect(inGary).toMatchObject({ timeZone: 'America/Chicago' });
    expect(new Date(inGary.slots[0].startsAt).getTime()).toBeGreaterThanOrEqual(
      Date.parse('2026-12-01T15:00:00Z'),
    );
    const inOhio = Object((await run('get_slots', { ...wish, zip: CORE_ZIP })).result);
    expect(inOhio.timeZone).toBe('America/New_York');
    expect(new Date(inOhio.slots[0].startsAt).getTime()).toBeLessThan(Date.parse('2026-12-01T15:30:00Z'));
  });

  test('moves the visit to another slot, and says from where', async () => {
    placed = await calls.answer();
    const offered = await run('get_slots', { trade: 'hvac', zip: CORE_ZIP });
    const [first, second] = Object(offered.result).slots;
    await run('get_pricing', { trade: 'hvac', zip: CORE_ZIP, visitAt: first.startsAt });
    const visit = { ...ADDRESS, problem: 'No heat' };
    await run('book_slot', { ...visit, slotId: first.slotId });
    expect(await run('book_slot', { ...visit, slotId: second.slotId })).toMatchObject({
      result: { booking: { startsAt: second.startsAt, movedFrom: first.speakable } },
      effect: { kind: 'slot-booked' },
    });
  });

  test('does not book without any number to call back, nor a slot that was never offered', async () => {
    const input = { ...ADDRESS, slotId: crypto.randomUUID(), problem: 'Burst pipe' };
    expect(await run('book_slot', input, { number: null })).toEqual({
      result: { refusal: 'invalid-phone' },
      effect: null,
    });
    expect(await run('book_slot', input)).toEqual({ result: { refusal: 'unknown-slot' }, effect: null });
  });

  test('says that it does not know what the business does not tell', async () => {
    expect(await run('get_knowledge', { question: 'xyzzy plugh' })).toEqual({
      result: { refusal: 'nothing-known' },
      effect: null,
    });
  });

  test('names the person on call to the session and not to the model', async () => {
    const transfer = await run('transfer_call', { reason: 'wants a person' });
    expect(transfer.result).toEqual({ status: 'ringing' });
    expect(transfer.effect).toMatchObject({ kind: 'transfer-asked', to: PhoneNumber.parse('+16145550190') });
  });

  test('ends the call for the reason given, or for none in particular', async () => {
    expect(await run('end_call', { reason: 'spam' })).toMatchObject({
      effect: { kind: 'end-asked', reason: 'spam' },
    });
    expect(await run('end_call', {})).toMatchObject({ effect: { kind: 'end-asked', reason: 'info_only' } });
  });
});

describe('what the model makes of the trouble', () => {
  const SAID = { severity: 'life_safety', trades: ['electrical'] };

  test('is handed on, and answered with what holds', async () => {
    const answer = await run('triage_call', { ...SAID, vulnerable: true, safetyLine: 'SAFE_ELEC_FIRE' });
    expect(judged.at(-1)).toEqual({
      ...SAID,
      jobTypes: [],
      isVulnerable: true,
      instructionId: 'SAFE_ELEC_FIRE',
    });
    expect(answer).toEqual({ result: HELD, effect: { kind: 'triaged', isLineDue: true } });
  });

  test('leaves the floor to the agent when no line is due', async () => {
    for (const safetyLine of [null, { id: 'SAFE_GAS', state: 'spoken' } as const]) {
      held = { ...HELD, safetyLine };
      expect(await run('triage_call', SAID)).toMatchObject({ effect: { isLineDue: false } });
    }
  });
});

describe('a message', () => {
  const MESSAGE = { name: 'Marla Quint', problem: 'Wants to know when the part comes' };
  const rows = () =>
    calls.rows(
      placed.domain,
      `select source, caller_name, caller_phone, problem, completed_at is not null as is_complete
       from messages where call_id = '${placed.call.id}'`,
    );
  beforeEach(async () => {
    placed = await calls.answer();
  });

  test('is kept with the caller’s own number, and pages the person on call', async () => {
    expect(await run('take_message', MESSAGE)).toEqual({
      result: { message: { isPaged: true } },
      effect: { kind: 'message-taken' },
    });
    expect(await rows()).toEqual([
      {
        source: 'agent',
        caller_name: 'Marla Quint',
        caller_phone: '+16145550115',
        problem: 'Wants to know when the part comes',
        is_complete: true,
      },
    ]);
  });

  test('is kept with the number that the caller gives, and refused with one that cannot be rung', async () => {
    await run('take_message', { ...MESSAGE, phone: '(614) 555-0177' });
    expect(await rows()).toMatchObject([{ caller_phone: '+16145550177' }]);
    expect(await run('take_message', { ...MESSAGE, phone: 'my old number' })).toEqual({
      result: { refusal: 'invalid-phone' },
      effect: null,
    });
  });

  test('is better than none when the caller withholds every number', async () => {
    expect(await run('take_message', MESSAGE, { number: null })).toMatchObject({
      effect: { kind: 'message-taken' },
    });
    expect(await rows()).toMatchObject([{ caller_phone: null }]);
  });

  test('is not said to page anybody when nobody is on call', async () => {
    const nobody = { ...placed.domain.business, onCallNumber: null, ownerNumber: null };
    placed = { ...placed, domain: { ...placed.domain, business: nobody } };
    await calls.rows(placed.domain, 'update technicians set is_active = false');
    expect(await run('take_message', MESSAGE)).toEqual({
      result: { message: { isPaged: false } },
      effect: { kind: 'message-taken' },
    });
  });
});
