import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CallRequest, type CarrierSimulator, signForm, startCarrierSimulator } from './index.ts';
import { type OurServer, startOurServer, toResponse } from './testing/our-server.ts';

const ACCOUNT = { accountSid: `AC${'1'.repeat(32)}`, authToken: '12345' };
const CALLER = '+16145550115';
const BUSINESS = '+16145550142';
const TECHNICIAN = '+16145550150';
const PARTNER = '+16145550151';

let server: OurServer;
let carrier: CarrierSimulator;

beforeEach(async () => {
  server = await startOurServer();
  server.answers.set('/status', '');
  carrier = startCarrierSimulator({
    ...ACCOUNT,
    voiceUrl: `${server.url}/voice`,
    numbers: {
      [BUSINESS]: {
        voiceUrl: `${server.url}/voice`,
        voiceFallbackUrl: `${server.url}/fallback`,
        statusCallback: `${server.url}/status`,
      },
    },
  });
});

afterEach(async () => {
  await carrier[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const placeCall = (request: Partial<CallRequest> = {}) =>
  carrier.placeCall({ from: CALLER, to: BUSINESS, ...request });

async function playWhole(twiml: string, request: Partial<CallRequest> = {}) {
  server.answers.set('/voice', twiml);
  const call = await placeCall(request);
  await call.untilEnded();
  return call;
}

test('asks the voice address with a signed form that names both parties', async () => {
  const call = await playWhole(toResponse('<Say>Hello</Say>'), {
    parameters: { ForwardedFrom: '+16145550199' },
  });
  const [request] = server.requestsTo('/voice');
  expect(request?.fields).toMatchObject({
    CallSid: call.callSid,
    AccountSid: ACCOUNT.accountSid,
    From: CALLER,
    To: BUSINESS,
    CallStatus: 'ringing',
    Direction: 'inbound',
    FromCity: 'COLUMBUS',
    StirVerstat: 'TN-Validation-Passed-A',
    ForwardedFrom: '+16145550199',
  });
  expect(request?.headers['x-twilio-signature']).toBe(
    signForm(ACCOUNT.authToken, `${server.url}/voice`, request?.fields ?? {}),
  );
  expect(carrier.problems).toEqual([]);
});

test('a withheld number comes without places', async () => {
  await playWhole(toResponse('<Hangup/>'), { from: '+266696687' });
  expect(server.requestsTo('/voice')[0]?.fields).not.toHaveProperty('FromCity');
});

test('sends one status callback, at the end', async () => {
  const call = await playWhole(toResponse('<Pause length="2"/>'));
  const requests = server.requestsTo('/status');
  expect(requests).toHaveLength(1);
  expect(requests[0]?.fields).toMatchObject({
    CallSid: call.callSid,
    CallStatus: 'completed',
    CallDuration: '1',
    SequenceNumber: '0',
  });
});

test.each([
  ['rejected', 'no-answer'],
  ['busy', 'busy'],
])('a call rejected as %s was never answered and ends %s', async (reason, status) => {
  const call = await playWhole(toResponse(`<Reject reason="${reason}"/>`));
  expect(call.status).toBe(status);
  expect(call.answeredAtMs).toBeNull();
});

test('runs a script in order and follows a redirect', async () => {
  server.answers.set('/next', toResponse('<Play>/tone.wav</Play>'));
  const call = await playWhole(
    toResponse('<Say>One</Say>', '<Redirect method="GET">/next</Redirect>', '<Say>never</Say>'),
  );
  expect(call.twimlHistory.map((step) => [step.verb, step.text])).toEqual([
    ['Say', 'One'],
    ['Redirect', '/next'],
    ['Play', '/tone.wav'],
  ]);
  const [request] = server.requestsTo('/next');
  expect(request?.method).toBe('GET');
  expect(request?.headers['x-twilio-signature']).toBe(signForm(ACCOUNT.authToken, request?.url ?? '', {}));
});

test.each([
  ['broken XML', { body: '<Response><Say>hi</Response>' }, '12100'],
  ['another root element', { body: '<Answer/>' }, '12100'],
  ['a wrong content type', { body: '{}', contentType: 'application/json' }, '12300'],
  ['an error status', { body: 'oops', status: 500 }, '11200'],
])('%s leads to the fallback address with the error', async (_, answer, code) => {
  server.answers.set('/voice', answer);
  server.answers.set('/fallback', toResponse('<Say>Please leave a message</Say>'));
  const call = await placeCall();
  await call.untilEnded();
  expect(server.requestsTo('/fallback')[0]?.fields).toMatchObject({
    ErrorCode: code,
    ErrorUrl: `${server.url}/voice`,
  });
  expect(call.problems.map((problem) => String(problem.code))).toEqual([code]);
  expect(call.twimlHistory.at(-1)?.text).toBe('Please leave a message');
});

test('without a fallback that works the caller hears an application error', async () => {
  server.answers.set('/voice', { body: 'oops', status: 500 });
  const call = await placeCall();
  await call.untilEnded();
  expect(call.twimlHistory.at(-1)?.within).toBe('application-error');
  expect(call.problems.map((problem) => problem.code)).toEqual([11200, 11200]);
});

test('an unknown verb is a problem and ends the call with an application error', async () => {
  server.answers.set('/fallback', toResponse('<Hangup/>'));
  const call = await playWhole(toResponse('<Shout>hi</Shout>'));
  expect(call.problems.map((problem) => problem.code)).toContain(12200);
});

test('an unknown attribute is a problem, but the verb runs', async () => {
  const call = await playWhole(toResponse('<Say volume="11">hi</Say>'));
  expect(call.problems.map((problem) => problem.message)).toEqual(['<Say> has no attribute volume']);
  expect(call.twimlHistory[0]?.text).toBe('hi');
});

test('gathers keys until the number of digits is reached, and cuts the prompt off', async () => {
  server.answers.set(
    '/voice',
    toResponse('<Gather action="/key" numDigits="2"><Say loop="9999">Press</Say></Gather>'),
  );
  server.answers.set('/key', toResponse('<Hangup/>'));
  const call = await placeCall();
  await call.untilVerb('Gather');
  call.pressKey('4');
  call.pressKey('2');
  await call.untilEnded();
  expect(server.requestsTo('/key')[0]?.fields.Digits).toBe('42');
  expect(call.twimlHistory[1]).toMatchObject({ verb: 'Say', within: 'Gather' });
});

test('the finishing key ends a gather and is not part of the digits', async () => {
  server.answers.set('/voice', toResponse('<Gather action="/key" timeout="60"/>'));
  server.answers.set('/key', toResponse('<Hangup/>'));
  const call = await placeCall();
  await call.untilVerb('Gather');
  for (const key of '614#') call.pressKey(key);
  await call.untilEnded();
  expect(server.requestsTo('/key')[0]?.fields.Digits).toBe('614');
});

test('gathers words as the test gives them, and only where speech is accepted', async () => {
  server.answers.set(
    '/voice',
    toResponse(
      '<Gather action="/key" timeout="1"/>',
      '<Gather action="/words" input="speech dtmf" timeout="60"/>',
    ),
  );
  server.answers.set('/words', toResponse('<Hangup/>'));
  const call = await placeCall();
  await call.replyToGather({ words: 'my basement is flooding' });
  await call.untilEnded();
  expect(server.requestsTo('/key')).toEqual([]);
  expect(server.requestsTo('/words')[0]?.fields).toMatchObject({
    SpeechResult: 'my basement is flooding',
    Confidence: '0.92',
  });
});

test('a gather without an answer falls through to the next verb', async () => {
  const call = await playWhole(
    toResponse('<Gather action="/key" timeout="1"/>', '<Say>We heard nothing</Say>'),
  );
  expect(call.twimlHistory.at(-1)?.text).toBe('We heard nothing');
  expect(server.requestsTo('/key')).toEqual([]);
});

test('records the caller’s message and reports where it lies', async () => {
  server.answers.set(
    '/voice',
    toResponse('<Record action="/message" timeout="4" maxLength="120" recordingStatusCallback="/recorded"/>'),
  );
  server.answers.set('/message', toResponse('<Hangup/>'));
  server.answers.set('/recorded', '');
  const call = await placeCall();
  await call.untilVerb('Record');
  await call.sendSpeech(new Uint8Array(4800).fill(7));
  await call.untilEnded();
  const [recording] = call.recordings;
  expect(server.requestsTo('/message')[0]?.fields).toMatchObject({
    RecordingSid: recording?.sid,
    RecordingUrl: recording?.url,
    Digits: '',
  });
  expect(server.requestsTo('/recorded')[0]?.fields).toMatchObject({
    RecordingSid: recording?.sid,
    RecordingStatus: 'completed',
    RecordingSource: 'RecordVerb',
  });
  expect(Buffer.from(recording?.caller ?? []).includes(Buffer.alloc(4800, 7))).toBe(true);
});

test('a recording ended by hanging up still reaches the action, as hangup', async () => {
  server.answers.set('/voice', toResponse('<Record action="/message" timeout="600"/>'));
  server.answers.set('/message', toResponse());
  const call = await placeCall();
  await call.untilVerb('Record');
  await call.sendSpeech(new Uint8Array(800).fill(7));
  call.hangUp();
  await call.untilEnded();
  expect(server.requestsTo('/message')[0]?.fields).toMatchObject({
    Digits: 'hangup',
    CallStatus: 'completed',
  });
});

test('a recording of silence falls through to the next verb', async () => {
  const call = await playWhole(toResponse('<Record action="/message" timeout="1"/>', '<Say>Goodbye</Say>'));
  expect(server.requestsTo('/message')).toEqual([]);
  expect(call.twimlHistory.at(-1)?.text).toBe('Goodbye');
});

const WHISPER = `<Dial action="/dialled" timeout="20" callerId="${CALLER}"><Number url="/whisper">${TECHNICIAN}</Number></Dial>`;

function answerWhisper(): void {
  server.answers.set(
    '/whisper',
    toResponse(
      '<Gather action="/accepted" numDigits="1" timeout="3"><Say>Press 1</Say></Gather>',
      '<Hangup/>',
    ),
  );
  server.answers.set('/accepted', toResponse());
  server.answers.set('/dialled', toResponse('<Hangup/>'));
}

test('bridges a callee who presses 1 in the whisper, and tells the action', async () => {
  answerWhisper();
  const call = await playWhole(toResponse(WHISPER), {
    callees: { [TECHNICIAN]: { kind: 'answers', presses: '1', talksForMs: 30_000 } },
  });
  const [whisper] = server.requestsTo('/whisper');
  expect(whisper?.fields).toMatchObject({
    ParentCallSid: call.callSid,
    Direction: 'outbound-dial',
    From: CALLER,
    To: TECHNICIAN,
    CallStatus: 'in-progress',
  });
  expect(server.requestsTo('/accepted')[0]?.fields).toMatchObject({
    Digits: '1',
    CallSid: whisper?.fields.CallSid,
  });
  expect(server.requestsTo('/dialled')[0]?.fields).toMatchObject({
    CallSid: call.callSid,
    DialCallStatus: 'completed',
    DialCallSid: whisper?.fields.CallSid,
    DialCallDuration: '30',
    DialBridged: 'true',
  });
  expect(carrier.problems).toEqual([]);
});

test('a callee who does not press is completed, but not bridged', async () => {
  answerWhisper();
  await playWhole(toResponse(WHISPER), { callees: { [TECHNICIAN]: { kind: 'answers' } } });
  expect(server.requestsTo('/dialled')[0]?.fields).toMatchObject({
    DialCallStatus: 'completed',
    DialBridged: 'false',
  });
  expect(server.requestsTo('/accepted')).toEqual([]);
});

test.each([
  ['busy', { kind: 'busy' }],
  ['no-answer', { kind: 'no-answer' }],
  ['failed', { kind: 'failed' }],
  ['no-answer', { kind: 'answers', afterRingMs: 25_000 }],
] as const)('reports %s when the callee is %o', async (status, behaviour) => {
  answerWhisper();
  await playWhole(toResponse(WHISPER), { callees: { [TECHNICIAN]: behaviour } });
  expect(server.requestsTo('/dialled')[0]?.fields.DialCallStatus).toBe(status);
  expect(server.requestsTo('/whisper')).toEqual([]);
});

test('rings several at once; the first who accepts wins and the others stop ringing', async () => {
  answerWhisper();
  server.answers.set('/number-status', '');
  const numbers = [TECHNICIAN, PARTNER].map(
    (number) => `<Number url="/whisper" statusCallback="/number-status">${number}</Number>`,
  );
  await playWhole(toResponse(`<Dial action="/dialled">${numbers.join('')}</Dial>`), {
    callees: {
      [TECHNICIAN]: { kind: 'answers', afterRingMs: 8000, presses: '1' },
      [PARTNER]: { kind: 'answers', afterRingMs: 1000, presses: '1' },
    },
  });
  expect(server.requestsTo('/whisper').map((request) => request.fields.To)).toEqual([PARTNER]);
  const ends = server
    .requestsTo('/number-status')
    .map((request) => [request.fields.To, request.fields.CallStatus]);
  expect(ends).toEqual([
    [TECHNICIAN, 'canceled'],
    [PARTNER, 'completed'],
  ]);
});

test('a callerId that is not the caller’s nor ours is a problem', async () => {
  const call = await playWhole(toResponse(`<Dial callerId="+13105550100">${TECHNICIAN}</Dial>`));
  expect(call.problems.map((problem) => problem.code)).toEqual([13214]);
});

test('the caller’s hang-up while it rings cancels the dial', async () => {
  answerWhisper();
  server.answers.set('/voice', toResponse(WHISPER.replace('20', '600')));
  const call = await placeCall();
  await call.untilVerb('Dial');
  call.hangUp();
  await call.untilEnded();
  expect(server.requestsTo('/dialled')[0]?.fields).toMatchObject({
    DialCallStatus: 'canceled',
    CallStatus: 'completed',
  });
});

test('a redirect by REST replaces the running script at once', async () => {
  server.answers.set('/voice', toResponse('<Pause length="6000"/>', '<Say>never</Say>'));
  const call = await placeCall();
  await call.untilVerb('Pause');
  expect(call.redirect({ twiml: toResponse('<Say>Connecting you</Say>') })).toBe(true);
  await call.untilEnded();
  expect(call.twimlHistory.map((step) => step.text)).toEqual(['', 'Connecting you']);
  expect(call.redirect({ twiml: toResponse() })).toBe(false);
});

test('hanging up does not wait for a slow webhook', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  server.answers.set('/voice', () => promise);
  const placed = placeCall({ callSid: `CA${'2'.repeat(32)}` });
  carrier.calls.get(`CA${'2'.repeat(32)}`)?.hangUp();
  const call = await placed;
  expect(await call.untilEnded()).toBe('no-answer');
  resolve(toResponse());
});

test('repeats a webhook with one idempotency token when asked to', async () => {
  await playWhole(toResponse('<Hangup/>'), { faults: { webhookRepeats: 1 } });
  const tokens = server.requestsTo('/voice').map((request) => request.headers['i-twilio-idempotency-token']);
  expect(tokens).toHaveLength(2);
  expect(tokens[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(tokens[0]).toBe(tokens[1]);
});

test('forges the webhook’s signature when asked to', async () => {
  server.answers.set('/fallback', toResponse());
  await playWhole(toResponse('<Hangup/>'), { faults: { webhookSignature: 'wrong' } });
  const [request] = server.requestsTo('/voice');
  expect(request?.headers['x-twilio-signature']).not.toBe(
    signForm(ACCOUNT.authToken, `${server.url}/voice`, request?.fields ?? {}),
  );
});
