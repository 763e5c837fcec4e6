import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type CarrierCall,
  type CarrierSimulator,
  signForm,
  startCarrierSimulator,
} from '../carrier/index.ts';
import { type OurServer, startOurServer, toResponse } from '../carrier/testing/our-server.ts';
import { startTwilioRestSimulator, type TwilioRestSimulator } from './index.ts';

const ACCOUNT = { accountSid: `AC${'1'.repeat(32)}`, authToken: '12345' };
const BUSINESS = '+16145550142';
const CALLER = '+16145550115';
const ROOT = `/2010-04-01/Accounts/${ACCOUNT.accountSid}`;

let server: OurServer;
let carrier: CarrierSimulator;
let rest: TwilioRestSimulator;

beforeEach(async () => {
  server = await startOurServer();
  server.answers.set('/voice', toResponse('<Pause length="6000"/>'));
  server.answers.set('/status', '');
  carrier = startCarrierSimulator({ ...ACCOUNT, voiceUrl: `${server.url}/voice` });
  rest = await startTwilioRestSimulator({
    ...ACCOUNT,
    apiKeys: { SK1: 'key-secret' },
    carrier,
    phoneNumbers: [
      { phone_number: BUSINESS, voice_url: `${server.url}/voice` },
      { phone_number: '+16025550142' },
    ],
  });
});

afterEach(async () => {
  await carrier[Symbol.asyncDispose]();
  await rest[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

async function ask(
  path: string,
  fields?: Record<string, string> | URLSearchParams,
  user?: string,
): Promise<Answer> {
  const credentials = user ?? `${ACCOUNT.accountSid}:${ACCOUNT.authToken}`;
  const response = await fetch(rest.url + ROOT + path, {
    method: fields === undefined ? 'GET' : 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: fields === undefined ? null : new URLSearchParams(fields),
  });
  const body: Answer['body'] = JSON.parse(await response.text());
  return { status: response.status, body };
}

async function placePausedCall(): Promise<CarrierCall> {
  const call = await carrier.placeCall({ from: CALLER, to: BUSINESS });
  await call.untilVerb('Pause');
  return call;
}

const TEXT = { From: BUSINESS, To: CALLER, Body: 'Your technician is on the way' };

test.each([
  ['no', ''],
  ['a wrong', `${ACCOUNT.accountSid}:54321`],
  ['another account’s', 'AC0:12345'],
])('answers 20003 to %s password', async (_, user) => {
  const { status, body } = await ask('/Messages.json', TEXT, user);
  expect(status).toBe(401);
  expect(body).toEqual({
    code: 20003,
    message: 'Authenticate',
    more_info: 'https://www.twilio.com/docs/errors/20003',
    status: 401,
  });
  expect(rest.messages).toEqual([]);
});

test('takes an API key in place of the account’s token', async () => {
  expect((await ask('/Messages.json', TEXT, 'SK1:key-secret')).status).toBe(201);
});

test('stores a text and reports its way to the recipient, signed', async () => {
  const { status, body } = await ask('/Messages.json', { ...TEXT, StatusCallback: `${server.url}/status` });
  expect(status).toBe(201);
  expect(body).toMatchObject({ status: 'queued', from: BUSINESS, to: CALLER, direction: 'outbound-api' });
  await rest.settled();
  expect(rest.messages).toMatchObject([{ to: CALLER, body: TEXT.Body, status: 'delivered' }]);
  const [sent, delivered] = server.requestsTo('/status');
  expect([sent?.fields.MessageStatus, delivered?.fields.MessageStatus]).toEqual(['sent', 'delivered']);
  expect(sent?.headers['x-twilio-signature']).toBe(
    signForm(ACCOUNT.authToken, `${server.url}/status`, sent?.fields ?? {}),
  );
  expect((await ask(`/Messages/${String(body.sid)}.json`)).body.status).toBe('delivered');
});

test('a text that a carrier refuses ends undelivered with the reason', async () => {
  rest.refuseDelivery(CALLER, 30034);
  await ask('/Messages.json', { ...TEXT, StatusCallback: `${server.url}/status` });
  await rest.settled();
  expect(server.requestsTo('/status').at(-1)?.fields).toMatchObject({
    MessageStatus: 'undelivered',
    ErrorCode: '30034',
  });
});

test.each([
  [{ From: '+15005550001' }, 21212],
  [{ From: '+15005550007' }, 21606],
  [{ From: '+15005550008' }, 21611],
  [{ To: '+15005550001' }, 21211],
  [{ To: '+15005550002' }, 21612],
  [{ To: '+15005550003' }, 21408],
  [{ To: '+15005550004' }, 21610],
  [{ To: '+15005550009' }, 21614],
  [{ To: '555-0100' }, 21211],
  [{ Body: '' }, 21602],
  [{ Body: 'x'.repeat(1601) }, 21617],
  [{ From: '' }, 21603],
])('refuses a text with %o as error %i', async (change, code) => {
  const { status, body } = await ask('/Messages.json', { ...TEXT, ...change });
  expect([status, body.code]).toEqual([400, code]);
  expect(rest.messages).toEqual([]);
});

test('reports fields that the API does not have', async () => {
  await ask('/Messages.json', { ...TEXT, body: 'misspelt' });
  expect(rest.unexpected).toEqual([`POST ${ROOT}/Messages.json: body`]);
});

test('reports paths that are not simulated, and answers 20404', async () => {
  const { status, body } = await ask('/Faxes.json');
  expect([status, body.code]).toEqual([404, 20404]);
  expect(rest.unexpected).toEqual([`GET ${ROOT}/Faxes.json`]);
});

test('shows a live call and replaces its script at once', async () => {
  const call = await placePausedCall();
  expect((await ask(`/Calls/${call.callSid}.json`)).body).toMatchObject({
    status: 'in-progress',
    end_time: null,
  });
  const { status } = await ask(`/Calls/${call.callSid}.json`, { Twiml: toResponse('<Say>One moment</Say>') });
  expect(status).toBe(200);
  await call.untilEnded();
  expect(call.twimlHistory.map((step) => step.verb)).toEqual(['Pause', 'Say']);
  expect((await ask(`/Calls/${call.callSid}.json`)).body).toMatchObject({
    status: 'completed',
    duration: '1',
  });
});

test('redirects a call to an address, and sends the usual parameters there', async () => {
  server.answers.set('/next', toResponse('<Hangup/>'));
  const call = await placePausedCall();
  await ask(`/Calls/${call.callSid}.json`, { Url: `${server.url}/next` });
  await call.untilEnded();
  expect(server.requestsTo('/next')[0]?.fields).toMatchObject({
    CallSid: call.callSid,
    CallStatus: 'in-progress',
  });
});

test('ends a live call, once', async () => {
  const call = await placePausedCall();
  expect((await ask(`/Calls/${call.callSid}.json`, { Status: 'completed' })).status).toBe(200);
  expect(await call.untilEnded()).toBe('completed');
  const again = await ask(`/Calls/${call.callSid}.json`, { Status: 'completed' });
  expect([again.status, again.body.code]).toEqual([400, 21220]);
});

test('refuses to redirect a call that is over, and one that never was', async () => {
  const call = await placePausedCall();
  call.hangUp();
  await call.untilEnded();
  const over = await ask(`/Calls/${call.callSid}.json`, { Twiml: toResponse() });
  expect([over.status, over.body.code]).toEqual([400, 21220]);
  const unknown = await ask(`/Calls/CA${'0'.repeat(32)}.json`, { Twiml: toResponse() });
  expect([unknown.status, unknown.body.code]).toEqual([404, 20404]);
});

test.each([{ Twiml: '<Response/>', Url: 'http://localhost/' }, {}, { Status: 'busy' }])(
  'refuses to change a call by %o',
  async (fields) => {
    const call = await placePausedCall();
    expect((await ask(`/Calls/${call.callSid}.json`, fields)).status).toBe(400);
    expect(call.status).toBe('in-progress');
  },
);

test('records a call on two channels, tells when it is done, and gives the sound', async () => {
  const call = await placePausedCall();
  const started = await ask(
    `/Calls/${call.callSid}/Recordings.json`,
    new URLSearchParams([
      ['RecordingChannels', 'dual'],
      ['RecordingTrack', 'both'],
      ['RecordingStatusCallback', `${server.url}/status`],
      ['RecordingStatusCallbackEvent', 'in-progress completed'],
    ]),
  );
  expect(started).toMatchObject({
    status: 201,
    body: { status: 'in-progress', channels: 2, call_sid: call.callSid },
  });
  await call.sendSpeech(new Uint8Array(1600).fill(0x80));
  call.hangUp();
  await call.untilEnded();
  const [, completed] = server.requestsTo('/status');
  expect(completed?.fields).toMatchObject({ RecordingStatus: 'completed', RecordingChannels: '2' });
  const sound = Buffer.from(await (await fetch(`${completed?.fields.RecordingUrl}.wav`)).arrayBuffer());
  expect(sound.toString('latin1', 0, 4)).toBe('RIFF');
  expect(sound.readUInt16LE(22)).toBe(2);
  const caller = Array.from({ length: (sound.length - 44) / 4 }, (_, index) =>
    sound.readInt16LE(44 + index * 4),
  );
  expect(caller.filter((sample) => sample === 32_124)).toHaveLength(1600);
  expect(rest.unexpected).toEqual([]);
});

test('refuses to record a call that is over', async () => {
  const call = await placePausedCall();
  call.hangUp();
  await call.untilEnded();
  const { status, body } = await ask(`/Calls/${call.callSid}/Recordings.json`, { RecordingChannels: 'dual' });
  expect([status, body.code]).toEqual([400, 21220]);
});

test('lists numbers by any part of them, page by page', async () => {
  const found = await ask('/IncomingPhoneNumbers.json?PhoneNumber=%2B1614');
  expect(found.body.incoming_phone_numbers).toMatchObject([{ phone_number: BUSINESS, trunk_sid: null }]);
  const first = await ask('/IncomingPhoneNumbers.json?PageSize=1');
  const next = String(first.body.next_page_uri).replace(ROOT, '');
  expect((await ask(next)).body).toMatchObject({
    incoming_phone_numbers: [{ phone_number: '+16025550142' }],
    next_page_uri: null,
  });
});

test('points a number elsewhere by its sid, and the next call goes there', async () => {
  server.answers.set('/elsewhere', toResponse('<Hangup/>'));
  const [row] = rest.phoneNumbers;
  const fields = { VoiceUrl: `${server.url}/elsewhere`, StatusCallback: `${server.url}/status` };
  const { body } = await ask(`/IncomingPhoneNumbers/${row?.sid}.json`, fields);
  expect(body).toMatchObject({ voice_url: fields.VoiceUrl, status_callback: fields.StatusCallback });
  await (await carrier.placeCall({ from: CALLER, to: BUSINESS })).untilEnded();
  expect(server.requestsTo('/elsewhere')).toHaveLength(1);
  expect(server.requestsTo('/status')).toHaveLength(1);
});

test('does not find a number by the number itself', async () => {
  const { status, body } = await ask(`/IncomingPhoneNumbers/${BUSINESS}.json`, {
    VoiceUrl: 'https://example.com/',
  });
  expect([status, body.code]).toEqual([404, 20404]);
});

test('ignores the voice address while an application is set, and an application clears the trunk', async () => {
  const [row] = rest.phoneNumbers;
  await ask(`/IncomingPhoneNumbers/${row?.sid}.json`, { TrunkSid: 'TK1' });
  const { body } = await ask(`/IncomingPhoneNumbers/${row?.sid}.json`, {
    VoiceApplicationSid: 'AP1',
    VoiceUrl: `${server.url}/elsewhere`,
  });
  expect(body).toMatchObject({ voice_application_sid: 'AP1', trunk_sid: null });
  const call = await placePausedCall();
  expect(server.requestsTo('/elsewhere')).toEqual([]);
  call.hangUp();
});

test.each([
  ['too-many', 429, 20429],
  ['unavailable', 503, 20503],
] as const)('fails once with %s when asked to, and does nothing', async (fault, status, code) => {
  rest.failNext(fault);
  const failed = await ask('/Messages.json', TEXT);
  expect([failed.status, failed.body.code]).toEqual([status, code]);
  expect(rest.messages).toEqual([]);
  expect((await ask('/Messages.json', TEXT)).status).toBe(201);
});

test('can process a request and lose the answer', async () => {
  rest.failNext('lost-answer', { path: /Messages/ });
  await expect(ask('/Messages.json', TEXT)).rejects.toThrow();
  expect(rest.messages).toHaveLength(1);
});
