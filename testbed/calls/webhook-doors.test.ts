import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scriptedMind } from '../simulators/openai-realtime/index.ts';
import { SHORT_GREETING } from '../world/obedient-replies.ts';
import { OAK, startWorld, type World } from '../world/world.ts';

const CALLER = '+16145550115';
const callFields = (callSid: string, more: Record<string, string> = {}) => ({
  CallSid: callSid,
  AccountSid: 'AC00000000000000000000000000000001',
  From: CALLER,
  To: OAK.number,
  CallStatus: 'ringing',
  Direction: 'inbound',
  ApiVersion: '2010-04-01',
  CallerName: '',
  ...more,
});

describe('the webhooks', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ openai: { mind: () => scriptedMind([[{ say: SHORT_GREETING }]]) } });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('refuse a request that Twilio did not sign, and leave no row', async () => {
    const response = await world.post('/twilio/voice', callFields('CAforged'), 'bm90IGEgc2lnbmF0dXJl');
    expect(response.status).toBe(403);
    expect(await world.rows("select 1 from calls where call_sid = 'CAforged'")).toEqual([]);
  });

  test('refuse a request without any signature', async () => {
    const url = `${world.publicUrl}/twilio/voice`;
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(callFields('CAbare')) });
    expect(response.status).toBe(403);
  });

  test('refuse a signed request whose fields were changed on the way', async () => {
    const url = `${world.publicUrl}/twilio/voice`;
    const { signForm } = await import('../simulators/carrier/index.ts');
    const signature = signForm(world.authToken, url, callFields('CAtrue'));
    const response = await world.post('/twilio/voice', callFields('CAchanged'), signature);
    expect(response.status).toBe(403);
  });

  test('answer a two-way stream with a one-time token and a question for its end', async () => {
    const twiml = await (await world.post('/twilio/voice', callFields('CAplain'))).text();
    expect(twiml).toMatch(/<Connect action="[^"]+\/twilio\/stream-ended"/);
    expect(twiml).toMatch(/<Stream url="ws:\/\/[^"?]+\/twilio\/media"/);
    expect(twiml).toMatch(/<Parameter name="token" value="[\w-]{43}"\/>/);
    expect(twiml).not.toContain('<Start');
  });

  test('take a repeated or replayed request for the same call as one call with one engine session', async () => {
    await world.openai.session(1);
    const sessionsBefore = world.openai.sessions.length;
    const tokens = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const twiml = await (await world.post('/twilio/voice', callFields('CArepeated'))).text();
        return /value="([\w-]+)"/.exec(twiml)?.[1];
      }),
    );
    expect(new Set(tokens).size).toBe(4);
    expect(
      await world.rows("select count(*)::int as count from calls where call_sid = 'CArepeated'"),
    ).toEqual([{ count: 1 }]);
    await world.openai.session(sessionsBefore + 1);
    expect(world.openai.sessions.length).toBe(sessionsBefore + 1);
  });

  test('hang up on a repeated request for a call that has ended', async () => {
    await world.post('/twilio/voice', callFields('CAended'));
    await world.post('/twilio/status', callFields('CAended', { CallStatus: 'completed', CallDuration: '3' }));
    const twiml = await (await world.post('/twilio/voice', callFields('CAended'))).text();
    expect(twiml).toContain('<Hangup/>');
    expect(twiml).not.toContain('<Stream');
  });

  test('tell a caller on an unknown number so, and take a message for the operator', async () => {
    const fields = callFields('CAlost', { To: '+19995550100' });
    const first = await (await world.post('/twilio/voice', fields)).text();
    expect(first).toContain('not in service');
    const named = { ...fields, RecordingUrl: 'https://api.twilio.com/name-1' };
    await world.post('/twilio/message/name?cause=unknown_number', named);
    const taken = { ...fields, RecordingUrl: 'https://api.twilio.com/recording-1' };
    const last = await world.post('/twilio/message/problem?cause=unknown_number', taken);
    expect(await last.text()).not.toContain('alerting');
    expect(
      await world.rows(
        "select to_raw, name_recording_url, recording_url from unrouted_messages where call_sid = 'CAlost'",
      ),
    ).toEqual([
      {
        to_raw: '+19995550100',
        name_recording_url: 'https://api.twilio.com/name-1',
        recording_url: 'https://api.twilio.com/recording-1',
      },
    ]);
  });

  test('answer even nonsense with TwiML that ends the call', async () => {
    const twiml = await (await world.post('/twilio/voice', { Nonsense: '💥' })).text();
    expect(twiml).toContain('<Hangup/>');
  });

  test('keep the status and the recording that Twilio reports, whatever their order', async () => {
    await world.post('/twilio/voice', callFields('CAstatus'));
    const completed = { CallStatus: 'completed', CallDuration: '12', SequenceNumber: '3' };
    await world.post('/twilio/status', callFields('CAstatus', completed));
    await world.post(
      '/twilio/status',
      callFields('CAstatus', { CallStatus: 'in-progress', SequenceNumber: '1' }),
    );
    const recording = {
      RecordingSid: 'RE1',
      RecordingStatus: 'completed',
      RecordingChannels: '2',
      RecordingUrl: 'https://x/RE1',
    };
    await world.post('/twilio/recording', callFields('CAstatus', recording));
    const rows = await world.rows(
      `select carrier_status, carrier_duration_seconds, outcome, recordings.status, channels
         from calls join recordings on recordings.call_id = calls.id where call_sid = 'CAstatus'`,
    );
    expect(rows).toEqual([
      {
        carrier_status: 'completed',
        carrier_duration_seconds: 12,
        outcome: 'abandoned',
        status: 'completed',
        channels: 2,
      },
    ]);
  });

  test('refuse a form of 1 MiB and go on serving', async () => {
    const response = await world.post(
      '/twilio/voice',
      callFields('CAbig', { Padding: 'x'.repeat(1_048_576) }),
    );
    expect(response.status).toBe(413);
    expect((await fetch(`${world.publicUrl}/health/ready`)).status).toBe(200);
  });
});

test('two auth tokens are good while they are rotated', async () => {
  await using world = await startWorld({
    environment: { TWILIO_AUTH_TOKEN: 'the-old-token', TWILIO_NEXT_AUTH_TOKEN: 'world-auth-token' },
    openai: { mind: () => scriptedMind([[{ say: SHORT_GREETING }]]) },
  });
  const caller = await world.placeCall();
  await caller.untilHeard(/Hello/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});

test('a paused business says so and pages the on-call person with the message', async () => {
  await using world = await startWorld();
  await world.rows("update businesses set status = 'paused' where slug = 't_oak'");
  const caller = await world.placeCall();
  await caller.call.replyToGather({ digits: '6145550177' });
  await caller.call.untilEnded();
  const said = caller.call.twimlHistory.map(({ text }) => text).join(' ');
  expect(said).toMatch(/not taking calls at the moment/);
  expect(said).toMatch(/alerting the person on call/);
  expect(
    await world.rows(
      'select outcome, outcome_reason, source, caller_phone, completed_at is not null as is_complete from calls join messages on messages.call_id = calls.id',
    ),
  ).toEqual([
    {
      outcome: 'message_taken',
      outcome_reason: 'business_paused',
      source: 'keypad',
      caller_phone: '+16145550177',
      is_complete: true,
    },
  ]);
  expect(await world.database.listJobs()).toContainEqual(
    expect.objectContaining({ name: 'dispatch.page-on-call' }),
  );
});

test('a caller is not told that somebody is alerted when nobody is on call', async () => {
  await using world = await startWorld();
  await world.rows("update businesses set status = 'paused', on_call_number = null, owner_number = null");
  await world.rows('update technicians set is_active = false');
  const caller = await world.placeCall();
  await caller.call.replyToGather({ digits: '6145550177' });
  await caller.call.untilEnded();
  const said = caller.call.twimlHistory.map(({ text }) => text).join(' ');
  expect(said).toMatch(/Your message is recorded and will be passed on/);
  expect(said).not.toMatch(/alerting/);
});

test('a caller who hangs up in the middle of the keypad script is paged with what is known', async () => {
  await using world = await startWorld();
  await world.rows("update businesses set status = 'paused' where slug = 't_oak'");
  const fields = callFields('CAhalf', { CallStatus: 'in-progress' });
  await world.post('/twilio/voice', fields);
  await world.post('/twilio/message/name?cause=business_paused', {
    ...fields,
    RecordingUrl: 'https://api.twilio.com/name-1',
  });
  await world.post('/twilio/status', callFields('CAhalf', { CallStatus: 'completed', CallDuration: '9' }));
  expect(
    await world.rows(
      `select outcome, name_recording_url, completed_at is not null as is_complete
       from calls join messages on messages.call_id = calls.id`,
    ),
  ).toEqual([
    { outcome: 'message_taken', name_recording_url: 'https://api.twilio.com/name-1', is_complete: true },
  ]);
  const jobs = await world.database.listJobs();
  expect(jobs.filter(({ name }) => name === 'dispatch.page-on-call')).toHaveLength(1);
});

test('a call over capacity is told so and can leave a message, while the calls before it go on', async () => {
  await using world = await startWorld({
    environment: { MAX_LIVE_CALLS: '1' },
    openai: { mind: () => scriptedMind([[{ say: SHORT_GREETING }], [{ say: 'Still here.' }]]) },
  });
  const first = await world.placeCall();
  await first.untilHeard(/Hello/);
  const second = await world.placeCall({ from: '+16145550116' });
  await second.call.untilVerb('Record');
  expect(second.call.twimlHistory[0]?.text).toMatch(/lines are busy/);
  second.call.hangUp();
  await second.call.untilEnded();
  await first.say('hello');
  await first.untilHeard(/Still here/);
  first.call.hangUp();
  await first.call.untilEnded();
});
