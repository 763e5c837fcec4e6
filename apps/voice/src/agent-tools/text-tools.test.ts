import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPaymentLinks } from '../payment-links.ts';
import { AnsweredCalls, type TestCall } from '../testing/answered-call.ts';
import { AGENT_TOOLS } from './index.ts';

const NUMBER = '+16145550114';

let calls: AnsweredCalls;
let placed: TestCall;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());
beforeEach(async () => {
  placed = await calls.answer({ from: NUMBER });
});

async function run(name: string, input: unknown, callerNumber: string | null = NUMBER) {
  const tool = AGENT_TOOLS.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`No tool named ${name}`);
  expect(tool.findFault(input)).toBeNull();
  const { domain, call } = placed;
  const triage = () => {
    throw new Error('Nobody is in danger here');
  };
  return tool.run(input, {
    domain,
    callId: call.id,
    callerNumber: callerNumber === null ? null : PhoneNumber.parse(callerNumber),
    paymentLinks: createPaymentLinks('https://pay.example.com/invoices'),
    triage,
    readTriage: () => ({ severity: 'routine', isVulnerable: false, flags: [], jobTypes: [] }),
  });
}
const agreeTo = (channel: 'sms' | 'voice_ai', purpose: string) =>
  run('set_contact_consent', { channel, granted: true, purpose, wording: 'May I?' });

test('send_sms needs a number and a visit, and says so', async () => {
  expect(await run('send_sms', { language: 'es' }, null)).toMatchObject({
    result: { refusal: 'invalid-phone' },
  });
  expect(await run('send_sms', {})).toEqual({ result: { refusal: 'nothing-to-text' }, effect: null });
});

test('send_payment_link tells the amount that the business keeps, and whoever paid is done', async () => {
  const [invoice] = await calls.rows(
    placed.domain,
    `with joan as (insert into customers (business_id, phone, name) select id, '${NUMBER}', 'Joan Abbate' from businesses
       returning *)
     insert into invoices (business_id, customer_id, balance_cents) select business_id, id, 13800 from joan returning id`,
  );
  const input = { invoiceId: invoice?.id };
  expect(await run('send_payment_link', input)).toMatchObject({ result: { refusal: 'unknown-invoice' } });
  const looked = await run('lookup_customer', { name: 'Joan Abbate' });
  expect(looked.result).toMatchObject({
    customer: { invoices: [{ invoiceId: invoice?.id, balanceCents: 13_800 }] },
  });
  expect(await run('send_payment_link', input)).toMatchObject({ result: { refusal: 'no-consent' } });
  await agreeTo('sms', 'service');
  expect(await run('send_payment_link', input)).toMatchObject({
    result: {
      amountCents: 13_800,
      speakable: 'one hundred thirty-eight dollars',
      text: { kind: 'pay-link' },
    },
    effect: { kind: 'pay-link-sent' },
  });
});

test('request_callback leaves word with a person, and promises no call of an AI', async () => {
  const asked = { name: 'Joan Abbate', reason: 'The bill is wrong' };
  expect(await run('request_callback', { ...asked, by: 'assistant' })).toMatchObject({
    result: { refusal: 'no-consent' },
  });
  await agreeTo('voice_ai', 'callback');
  expect(await run('request_callback', { ...asked, by: 'assistant' })).toMatchObject({
    result: { refusal: 'only-by-person' },
  });
  expect(await run('request_callback', asked, null)).toMatchObject({ result: { refusal: 'invalid-phone' } });
  expect(await run('request_callback', asked)).toEqual({
    result: { callback: { by: 'person', isPaged: true } },
    effect: { kind: 'message-taken' },
  });
  expect(await calls.rows(placed.domain, 'select problem, caller_phone from messages')).toEqual([
    { problem: 'Please call back: The bill is wrong', caller_phone: NUMBER },
  ]);
});
