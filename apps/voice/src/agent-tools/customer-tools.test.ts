import { createSpokenFactsLedger, judgeSpokenFacts } from '@afterhourfix/domain';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { issueFacts } from '../call-session/issued-facts.ts';
import { AnsweredCalls, type TestCall } from '../testing/answered-call.ts';
import { AGENT_TOOLS } from './index.ts';

const HER_NUMBER = '+16145550114';
const VISIT_AT = '2026-11-26T15:00:00.000Z';

let calls: AnsweredCalls;
let placed: TestCall;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
  const { domain } = await calls.answer();
  await calls.rows(
    domain,
    `with joan as (
       insert into customers (business_id, phone, name, address_line, city, zip, membership)
       select id, '${HER_NUMBER}', 'Joan Abbate', '1215 E Broad St, unit 3B', 'Columbus', '43215', 'oak_club'
       from businesses returning *
     )
     insert into bookings (business_id, customer_id, technician_id, trade, problem, starts_at, ends_at,
       contact_name, contact_phone, address_line, zip)
     select joan.business_id, joan.id, t.id, 'plumbing', 'no hot water', '${VISIT_AT}',
       timestamptz '${VISIT_AT}' + interval '2 hours', joan.name, joan.phone, joan.address_line, joan.zip
     from joan, technicians t where 'plumbing' = any (t.skills) limit 1`,
  );
});
afterAll(() => calls[Symbol.asyncDispose]());
beforeEach(async () => {
  placed = await calls.answer({ from: HER_NUMBER });
});

async function run(name: string, input: unknown, by = placed) {
  const tool = AGENT_TOOLS.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`No tool named ${name}`);
  expect(tool.findFault(input)).toBeNull();
  const { domain, call } = by;
  const triage = () => {
    throw new Error('Nobody is in danger here');
  };
  const readTriage = () => ({ severity: 'routine' as const, isVulnerable: false, flags: [], jobTypes: [] });
  const context = { domain, callId: call.id, callerNumber: call.from, triage, readTriage };
  const { result } = await tool.run(input, context);
  return result;
}
const consents = () =>
  calls.rows(placed.domain, 'select number, purpose, is_granted, wording from consent_records order by id');

describe('lookup_customer', () => {
  test('tells a stranger, and a caller who has proven nothing, no name, place or visit', async () => {
    const stranger = await calls.answer({ from: '+16145550177' });
    const nothing = { isVerified: false, customer: null, membership: null };
    expect(await run('lookup_customer', { phone: HER_NUMBER, name: 'Joan Abbate' }, stranger)).toEqual(
      nothing,
    );
    expect(await run('lookup_customer', { phone: HER_NUMBER })).toEqual({
      ...nothing,
      membership: 'oak_club',
    });
    expect(await run('lookup_customer', { name: 'Rex Mallory' })).toEqual({
      ...nothing,
      membership: 'oak_club',
    });
  });

  test('tells a verified caller their visit and address, in words to be said', async () => {
    expect(await run('lookup_customer', { phone: HER_NUMBER, name: 'Joan Abbate' })).toMatchObject({
      isVerified: true,
      customer: {
        name: 'Joan Abbate',
        membership: 'oak_club',
        addresses: [
          {
            addressLine: '1215 E Broad St, unit 3B',
            zip: '43215',
            speakable: 'twelve fifteen East Broad Street, unit 3 B',
            digitCheck: 'one two one five',
          },
        ],
        appointments: [
          {
            appointmentId: expect.any(String),
            trade: 'plumbing',
            startsAt: VISIT_AT,
            speakable: 'Thursday, November 26th, between 10 in the morning and noon',
            speakableInSpanish: 'jueves 26 de noviembre, entre las 10 de la mañana y el mediodía',
          },
        ],
        pastVisits: [],
      },
    });
  });

  test('tells a visit by the clock at its address, and the agent may say it so', async () => {
    await calls.rows(placed.domain, "update bookings set time_zone = 'America/Chicago'");
    const result = await run('lookup_customer', { name: 'Joan Abbate', appointmentDay: '2026-11-26' });
    await calls.rows(placed.domain, 'update bookings set time_zone = null');
    const text = 'Your visit is booked for Thursday, November 26th, between 9 and 11 in the morning';
    expect(result).toMatchObject({
      customer: {
        appointments: [
          {
            timeZone: 'America/Chicago',
            speakable: 'Thursday, November 26th, between 9 and 11 in the morning',
            speakableInSpanish: 'jueves 26 de noviembre, entre las 9 y las 11 de la mañana',
          },
        ],
      },
    });
    const now = placed.domain.clock.now();
    const empty = createSpokenFactsLedger({ timeZone: 'America/New_York', now });
    const ledger = issueFacts(empty, { toolCallId: 'c0', name: 'lookup_customer', result });
    const verdicts = judgeSpokenFacts({ text, language: 'en' }, ledger).map(({ verdict }) => verdict);
    expect(verdicts).not.toEqual([]);
    expect(verdicts.every((verdict) => verdict === 'backed')).toBe(true);
  });

  test('takes a day and no sentence for the day of a visit', () => {
    const tool = AGENT_TOOLS.find(({ name }) => name === 'lookup_customer');
    expect(tool?.findFault({ appointmentDay: 'next Thursday' })).toMatch(/appointmentDay/);
  });
});

describe('update_customer', () => {
  test('gives back what it keeps in words to be read back', async () => {
    await run('lookup_customer', { name: 'Joan Abbate' });
    const said = {
      name: 'Joan "JJ" Abate',
      email: 'jj@example.com',
      addressLine: '30 W Oak Ct',
      zip: '43202',
    };
    expect(await run('update_customer', said)).toEqual({
      updated: true,
      readBack: {
        name: {
          speakable: 'Joan JJ Abate',
          spelled: expect.stringContaining(
            'J as in John, O as in Ocean, A as in Adam, N as in Nancy; J as in John',
          ),
        },
        email: { speakable: 'jj at example dot com', spelled: 'J, J at example dot com' },
        address: { speakable: 'thirty West Oak Court', digitCheck: 'three zero' },
        zip: 'four three two zero two',
      },
    });
  });

  test.each([
    ['a known number and nobody verified', { name: 'Rex Mallory' }, 'not-verified'],
    ['an address without its ZIP', { addressLine: '30 W Oak Ct' }, 'address-incomplete'],
    ['an e-mail that is none', { email: 'jj at example' }, 'invalid-email'],
  ])('refuses %s', async (_what, said, refusal) => {
    expect(await run('update_customer', said)).toEqual({ refusal });
  });
});

describe('set_contact_consent', () => {
  test('keeps yes, no and yes again, each with its words', async () => {
    const wording = 'May I text you about this visit?';
    for (const granted of [true, false, true])
      await run('set_contact_consent', { channel: 'sms', granted, wording });
    const rows = await consents();
    expect(rows.map(({ is_granted }) => is_granted)).toEqual([true, false, false, false, false, true]);
    expect(rows.at(-1)).toEqual({ number: HER_NUMBER, purpose: 'service', is_granted: true, wording });
  });

  test('refuses what is no telephone number, and a withheld one', async () => {
    const said = { channel: 'voice_ai', granted: true };
    expect(await run('set_contact_consent', { ...said, phone: 'my old one' })).toEqual({
      refusal: 'invalid-phone',
    });
    const withheld = await calls.answer({ from: 'anonymous' });
    expect(await run('set_contact_consent', said, withheld)).toEqual({ refusal: 'invalid-phone' });
    const other = await run('set_contact_consent', { ...said, phone: '(614) 555-0188' }, withheld);
    expect(other).toEqual({ consent: { channel: 'voice_ai', granted: true } });
    expect((await consents()).at(-1)).toMatchObject({ number: PhoneNumber.parse('+16145550188') });
  });
});

test('create_privacy_request says by when it is answered, and never what is stored', async () => {
  const said = { kind: 'deletion', request: 'Delete everything you have on me' };
  expect(await run('create_privacy_request', said)).toEqual({
    privacyRequest: { kind: 'deletion', dueOn: '2027-01-07' },
  });
});
