import { expect, test } from 'vitest';
import { type Callees, startCarrierSimulator } from '../carrier/index.ts';
import { startOurServer, toResponse } from '../carrier/testing/our-server.ts';
import { startTwilioRestSimulator } from './index.ts';

const ACCOUNT = { accountSid: `AC${'1'.repeat(32)}`, authToken: '12345' };
const BUSINESS = '+16145550142';
const CALLER = '+16145550115';
const TECHNICIAN = '+16145550150';
const ROOM =
  '<Dial action="/left"><Conference endConferenceOnExit="true" waitUrl="">room</Conference></Dial>';

async function startExchange(callees: Callees = {}) {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await startOurServer());
  const carrier = stack.use(startCarrierSimulator({ ...ACCOUNT, voiceUrl: `${server.url}/voice`, callees }));
  const simulator = stack.use(await startTwilioRestSimulator({ ...ACCOUNT, carrier }));
  server.answers.set('/status', '');
  server.answers.set('/made', toResponse('<Gather action="/key" timeout="5"/>', '<Hangup/>'));
  server.answers.set('/key', toResponse('<Gather action="/minutes" timeout="5"/>'));
  server.answers.set('/minutes', toResponse('<Hangup/>'));
  const running = stack.move();
  const post = async (path: string, fields: [string, string][]) => {
    const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${ACCOUNT.accountSid}/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`).toString('base64')}`,
      },
      body: new URLSearchParams(fields),
    });
    const body: { sid: string; code?: number } = JSON.parse(await response.text());
    return { status: response.status, body };
  };
  return {
    server,
    carrier,
    simulator,
    post,
    async make(change: [string, string][] = []) {
      const { status, body } = await post('Calls.json', [
        ['To', TECHNICIAN],
        ['From', BUSINESS],
        ['Url', `${server.url}/made`],
        ['StatusCallback', `${server.url}/status`],
        ...change,
      ]);
      return { status, body, call: carrier.outgoing.at(-1) };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

test('a call made by REST rings, runs our script with the keys pressed in turn, and reports its end', async () => {
  await using exchange = await startExchange({ [TECHNICIAN]: { kind: 'answers', presses: ['1', '25'] } });
  const { status, body, call } = await exchange.make([
    ['MachineDetection', 'Enable'],
    ['StatusCallbackEvent', 'answered'],
    ['StatusCallbackEvent', 'completed'],
  ]);
  expect(status).toBe(201);
  expect(await call?.untilEnded()).toBe('completed');
  expect(body.sid).toBe(call?.callSid);
  const { server } = exchange;
  expect(server.requestsTo('/made')[0]?.fields).toMatchObject({
    AnsweredBy: 'human',
    Direction: 'outbound-api',
  });
  expect(server.requestsTo('/key')[0]?.fields.Digits).toBe('1');
  expect(server.requestsTo('/minutes')[0]?.fields.Digits).toBe('25');
  expect(server.requestsTo('/status').map(({ fields }) => fields.CallStatus)).toEqual([
    'in-progress',
    'completed',
  ]);
  expect(exchange.carrier.problems).toEqual([]);
  expect(exchange.simulator.unexpected).toEqual([]);
});

test.each([
  ['busy', { kind: 'busy' }],
  ['failed', { kind: 'failed' }],
  ['no-answer', { kind: 'no-answer' }],
  ['no-answer', { kind: 'answers', afterRingMs: 23_000 }],
] as const)('a call that nobody takes ends as %s and asks for no script', async (status, behaviour) => {
  await using exchange = await startExchange({ [TECHNICIAN]: behaviour });
  const { call } = await exchange.make([['Timeout', '22']]);
  expect(await call?.untilEnded()).toBe(status);
  expect(exchange.server.requestsTo('/made')).toEqual([]);
  expect(exchange.server.requestsTo('/status').map(({ fields }) => fields.CallStatus)).toEqual([status]);
});

test.each([
  ['Enable', 'machine_start'],
  ['DetectMessageEnd', 'machine_end_beep'],
])('a voicemail is told as %s tells it, and presses nothing', async (detection, answeredBy) => {
  await using exchange = await startExchange({
    [TECHNICIAN]: { kind: 'answers', answeredBy: 'machine', presses: '1' },
  });
  const { call } = await exchange.make([['MachineDetection', detection]]);
  await call?.untilEnded();
  expect(exchange.server.requestsTo('/made')[0]?.fields.AnsweredBy).toBe(answeredBy);
  expect(exchange.server.requestsTo('/key')).toEqual([]);
});

test.each([
  ['ww204', ['1']],
  ['', []],
])('behind a switchboard the digits %j reach the person or not', async (digits, keys) => {
  await using exchange = await startExchange({
    [TECHNICIAN]: { kind: 'answers', extension: '204', presses: '1' },
  });
  const { call } = await exchange.make([['SendDigits', digits]]);
  await call?.untilEnded();
  expect(exchange.server.requestsTo('/key').map(({ fields }) => fields.Digits)).toEqual(keys);
});

test('a call that is ended while it rings is cancelled', async () => {
  await using exchange = await startExchange({ [TECHNICIAN]: { kind: 'no-answer' } });
  const { call, body } = await exchange.make([['Timeout', '600']]);
  const { status } = await exchange.post(`Calls/${body.sid}.json`, [['Status', 'completed']]);
  expect(status).toBe(200);
  expect(await call?.untilEnded()).toBe('canceled');
  expect((await exchange.post(`Calls/${body.sid}.json`, [['Status', 'completed']])).body.code).toBe(21220);
});

test.each([
  [21211, ['To', 'Mike']],
  [21205, ['Url', '/made']],
  [21626, ['StatusCallbackEvent', 'ringing answered']],
  [20001, ['SendDigits', 'extension 4']],
  [20001, ['MachineDetection', 'yes']],
])('refuses with %d what cannot be dialled: %j', async (code, field) => {
  await using exchange = await startExchange();
  const fields = new Map([
    ['To', TECHNICIAN],
    ['From', BUSINESS],
    ['Url', `${exchange.server.url}/made`],
  ]);
  const [name = '', value = ''] = field;
  fields.set(name, value);
  const { body } = await exchange.post('Calls.json', [...fields]);
  expect(body.code).toBe(code);
  expect(exchange.carrier.outgoing).toEqual([]);
});

test('a caller and a person who was rung talk in a conference until one of them leaves', async () => {
  await using exchange = await startExchange({ [TECHNICIAN]: { kind: 'answers', talksForMs: 8_000 } });
  exchange.server.answers.set('/voice', toResponse(ROOM));
  exchange.server.answers.set('/made', toResponse(ROOM));
  exchange.server.answers.set('/left', toResponse('<Hangup/>'));
  const caller = await exchange.carrier.placeCall({ from: CALLER, to: BUSINESS });
  await caller.untilVerb('Dial');
  const { call } = await exchange.make();
  expect(await call?.untilEnded()).toBe('completed');
  expect(await caller.untilEnded()).toBe('completed');
  const left = exchange.server.requestsTo('/left');
  expect(left.map(({ fields }) => [fields.CallSid, fields.CallStatus])).toContainEqual([
    caller.callSid,
    'in-progress',
  ]);
  expect(exchange.carrier.problems).toEqual([]);
});
