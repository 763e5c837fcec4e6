import { VendorError } from '@afterhourfix/foundation';
import { createTwilioRest } from '@afterhourfix/integrations/twilio/rest-client';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { type CarrierCall, startCarrierSimulator } from '../simulators/carrier/index.ts';
import { startOurServer, toResponse } from '../simulators/carrier/testing/our-server.ts';
import { startTwilioRestSimulator } from '../simulators/twilio-rest/index.ts';

const ACCOUNT = { accountSid: `AC${'0'.repeat(31)}1`, authToken: 'rest-token' };
const from = PhoneNumber.parse('+16145550142');
const to = PhoneNumber.parse('+16145550190');

async function failureOf(work: Promise<unknown>): Promise<VendorError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof VendorError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** Resolves when the next 20 ms of the call have passed. */
async function untilSoundPasses(call: CarrierCall): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  using _listening = call.onHeard(() => resolve());
  await promise;
}

test('sends a text through the base address it was given', async () => {
  await using vendor = await startTwilioRestSimulator(ACCOUNT);
  const rest = createTwilioRest({ ...ACCOUNT, apiUrl: `${vendor.url}/` });
  const { sid } = await rest.sendTextMessage({ from, to, body: 'Burst pipe at 2280 Glenmawr Avenue' });
  expect(vendor.messages).toMatchObject([{ sid, from, to, body: 'Burst pipe at 2280 Glenmawr Avenue' }]);
  expect(vendor.unexpected).toEqual([]);
});

test.each(['too-many', 'unavailable', 'broken-connection'] as const)(
  'a request that failed with "%s" may be tried again',
  async (fault) => {
    await using vendor = await startTwilioRestSimulator(ACCOUNT);
    const rest = createTwilioRest({ ...ACCOUNT, apiUrl: vendor.url });
    vendor.failNext(fault);
    const failure = await failureOf(rest.sendTextMessage({ from, to, body: 'x' }));
    expect(failure).toMatchObject({ vendor: 'twilio', isRetryable: true });
    expect(vendor.messages).toEqual([]);
  },
);

test('a refused number is not tried again', async () => {
  await using vendor = await startTwilioRestSimulator(ACCOUNT);
  const rest = createTwilioRest({ ...ACCOUNT, apiUrl: vendor.url });
  const blocked = PhoneNumber.parse('+15005550004');
  const failure = await failureOf(rest.sendTextMessage({ from, to: blocked, body: 'x' }));
  expect(failure.isRetryable).toBe(false);
});

test('a wrong token may be tried again: the text is right, and an operator mends the account', async () => {
  await using vendor = await startTwilioRestSimulator(ACCOUNT);
  const rest = createTwilioRest({ ...ACCOUNT, authToken: 'wrong', apiUrl: vendor.url });
  const failure = await failureOf(rest.sendTextMessage({ from, to, body: 'x' }));
  expect(failure).toMatchObject({ vendor: 'twilio', isRetryable: true });
});

test('stops a recording while its call lasts, and deletes it for good', async () => {
  await using server = await startOurServer();
  server.answers.set('/voice', toResponse('<Pause length="6000"/>'));
  await using carrier = startCarrierSimulator({ ...ACCOUNT, voiceUrl: `${server.url}/voice` });
  await using vendor = await startTwilioRestSimulator({ ...ACCOUNT, carrier });
  const rest = createTwilioRest({ ...ACCOUNT, apiUrl: vendor.url });
  const call = await carrier.placeCall({ from: to, to: from });
  const ask = (path: string, method = 'GET') =>
    fetch(`${vendor.url}/2010-04-01/Accounts/${ACCOUNT.accountSid}/${path}`, {
      method,
      headers: { authorization: `Basic ${btoa(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`)}` },
    });
  await ask(`Calls/${call.callSid}/Recordings.json`, 'POST');
  const [recording] = call.recordings;
  const recordingSid = recording?.sid ?? '';
  await untilSoundPasses(call);
  await rest.stopRecording({ callSid: call.callSid, recordingSid });
  expect(recording?.status).toBe('completed');
  expect((await ask(`Recordings/${recordingSid}.json`)).status).toBe(200);
  await rest.deleteRecording({ recordingSid });
  expect((await ask(`Recordings/${recordingSid}.json`)).status).toBe(404);
  call.hangUp();
  await call.untilEnded();
});

test('a recording that is gone already is no failure; a vendor that does not answer is one', async () => {
  await using vendor = await startTwilioRestSimulator(ACCOUNT);
  const rest = createTwilioRest({ ...ACCOUNT, apiUrl: vendor.url });
  const gone = { callSid: `CA${'0'.repeat(32)}`, recordingSid: `RE${'0'.repeat(32)}` };
  await rest.stopRecording(gone);
  await rest.deleteRecording(gone);
  vendor.failNext('unavailable');
  expect(await failureOf(rest.deleteRecording(gone))).toMatchObject({ isRetryable: true });
});
