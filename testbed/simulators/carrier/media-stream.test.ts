import { afterEach, beforeEach, expect, test } from 'vitest';
import { signStreamUrl } from './index.ts';
import { toResponse } from './testing/our-server.ts';
import {
  ACCOUNT,
  BUSINESS,
  CALLER,
  listMarks,
  listMedia,
  placeStreamingCall,
  type StreamingWorld,
  sendAudio,
  sendMark,
  startStreamingWorld,
  toRamp,
  untilFrame,
} from './testing/streaming-call.ts';

let world: StreamingWorld;

beforeEach(async () => {
  world = await startStreamingWorld();
});

afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

test('opens the stream with connected and start, naming the call and its parameters', async () => {
  const [call, stream] = await placeStreamingCall(world);
  expect(stream.frames[0]).toEqual({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  expect(stream.frames[1]).toMatchObject({
    event: 'start',
    sequenceNumber: '1',
    start: {
      accountSid: ACCOUNT.accountSid,
      callSid: call.callSid,
      tracks: ['inbound'],
      customParameters: { token: 'one-time' },
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
    },
  });
  expect(stream.frames[1]?.start?.streamSid).toBe(stream.frames[1]?.streamSid);
});

test('signs the upgrade over the address exactly as the TwiML wrote it', async () => {
  const [, stream] = await placeStreamingCall(world);
  expect(stream.headers['x-twilio-signature']).toBe(signStreamUrl(ACCOUNT.authToken, world.server.mediaUrl));
});

test('sends silence every 20 ms with numbers written as strings, and no hole in them', async () => {
  const [, stream] = await placeStreamingCall(world);
  await untilFrame(world, (frame) => frame.event === 'media', 25);
  const media = listMedia(stream);
  const silence = Buffer.alloc(160, 0xff).toString('base64');
  expect(media.every((frame) => frame.payload === silence && frame.track === 'inbound')).toBe(true);
  expect(media.map((frame) => frame.chunk)).toEqual(media.map((_, index) => String(index + 1)));
  expect(media.map((frame) => frame.timestamp)).toEqual(media.map((_, index) => String(5 + index * 20)));
  expect(stream.frames.slice(1).map((frame) => frame.sequenceNumber)).toEqual(
    stream.frames.slice(1).map((_, index) => String(index + 1)),
  );
});

test('keeps real time: a second of media takes a second, whatever the timers do', async () => {
  const [, stream] = await placeStreamingCall(world);
  const startedAtMs = performance.now();
  const countBefore = listMedia(stream).length;
  await untilFrame(world, (frame) => frame.event === 'media', 50);
  const frames = listMedia(stream).length - countBefore;
  expect(Math.abs(performance.now() - startedAtMs - frames * 20)).toBeLessThan(250);
});

test('carries the caller’s speech whole and aligned with the time of the call', async () => {
  const [call, stream] = await placeStreamingCall(world);
  const speech = toRamp(1000);
  await call.sendSpeech(speech);
  await untilFrame(world, (frame) => frame.event === 'media');
  const received = Buffer.concat(listMedia(stream).map((frame) => Buffer.from(frame.payload, 'base64')));
  const at = received.indexOf(Buffer.from(speech));
  expect(at % 160).toBe(0);
  expect(received.subarray(at + 1000, at + 1120)).toEqual(Buffer.alloc(120, 0xff));
  expect(Buffer.from(call.spoken()).indexOf(Buffer.from(speech))).toBeGreaterThanOrEqual(at);
});

test('plays what our server sends at real time and returns the mark when it was played', async () => {
  const [call, stream] = await placeStreamingCall(world);
  const speech = toRamp(1600);
  const sentAtMs = performance.now();
  const played = untilFrame(world, (frame) => frame.event === 'mark');
  sendAudio(stream, speech.subarray(0, 1000));
  sendAudio(stream, speech.subarray(1000));
  sendMark(stream, 'end');
  expect((await played).mark?.name).toBe('end');
  expect(performance.now() - sentAtMs).toBeGreaterThan(195);
  expect(performance.now() - sentAtMs).toBeLessThan(400);
  expect(Buffer.from(call.heard()).includes(Buffer.from(speech))).toBe(true);
  expect(call.heardBytesOf('end')).toBe(1600);
  expect(call.streams[0]).toMatchObject({ mediaReceived: 2, bytesReceived: 1600, bytesHeard: 1600 });
});

test('returns a mark at once when nothing is playing', async () => {
  const [, stream] = await placeStreamingCall(world);
  const returned = untilFrame(world, (frame) => frame.event === 'mark');
  sendMark(stream, 'idle');
  expect((await returned).mark?.name).toBe('idle');
});

test('empties the queue on clear and returns the outstanding marks at once, in order', async () => {
  const [call, stream] = await placeStreamingCall(world);
  const marks = untilFrame(world, (frame) => frame.event === 'mark', 2);
  const heard = Promise.withResolvers<void>();
  using _ = call.onHeard((samples) => {
    if (samples[0] !== 0xff) heard.resolve();
  });
  sendAudio(stream, toRamp(8000));
  sendMark(stream, 'first');
  sendAudio(stream, toRamp(8000));
  sendMark(stream, 'second');
  await heard.promise;
  const clearedAtMs = performance.now();
  stream.send({ event: 'clear', streamSid: stream.frames[1]?.streamSid });
  await marks;
  expect(performance.now() - clearedAtMs).toBeLessThan(100);
  await untilFrame(world, (frame) => frame.event === 'media', 3);
  expect(listMarks(stream)).toEqual(['first', 'second']);
  const [record] = call.streams;
  expect(record?.bytesCleared).toBe(16_000 - (record?.bytesHeard ?? 0));
  expect(call.heardBytesOf('first')).toBe(record?.bytesHeard);
  expect(call.heardBytesOf('second')).toBe(0);
});

test('a pressed key reaches the stream as dtmf', async () => {
  const [call] = await placeStreamingCall(world);
  const frame = untilFrame(world, ({ event }) => event === 'dtmf');
  call.pressKey('5');
  expect((await frame).dtmf).toEqual({ track: 'inbound_track', digit: '5' });
});

test('says stop and closes when the caller hangs up, then reports the end of stream and action', async () => {
  const [call, stream] = await placeStreamingCall(world);
  call.hangUp();
  expect(await call.untilEnded()).toBe('completed');
  expect(stream.frames.at(-1)).toMatchObject({ event: 'stop', stop: { callSid: call.callSid } });
  expect(world.server.requestsTo('/stream-status').map((request) => request.fields.StreamEvent)).toEqual([
    'stream-started',
    'stream-stopped',
  ]);
  expect(world.server.requestsTo('/stream-ended')[0]?.fields.CallStatus).toBe('completed');
  expect(world.carrier.problems).toEqual([]);
});

test('asks the action of Connect only after our server closed the socket', async () => {
  const [call, stream] = await placeStreamingCall(world);
  expect(world.server.requestsTo('/stream-ended')).toEqual([]);
  stream.socket.close(1000);
  expect(await call.untilEnded()).toBe('completed');
  expect(world.server.requestsTo('/stream-ended')[0]?.fields).toMatchObject({
    CallStatus: 'in-progress',
    StreamSid: call.streams[0]?.streamSid,
  });
  expect(call.streams[0]).toMatchObject({ endedBy: 'server', closeCode: 1000 });
  expect(call.twimlHistory.map((step) => step.verb)).toEqual(['Connect', 'Hangup']);
});

test('runs the verb after Connect when there is no action', async () => {
  world.server.answers.set(
    '/voice',
    toResponse(
      `<Connect><Stream url="${world.server.mediaUrl}"/></Connect>`,
      '<Say>Please leave a message</Say>',
    ),
  );
  const [call, stream] = await placeStreamingCall(world);
  stream.socket.close(1000);
  await call.untilEnded();
  expect(call.twimlHistory.at(-1)).toMatchObject({ verb: 'Say', text: 'Please leave a message' });
});

test('takes the crash of our server like a close, with a stream error', async () => {
  const [call, stream] = await placeStreamingCall(world);
  stream.socket.terminate();
  await call.untilEnded();
  expect(world.server.requestsTo('/stream-ended')).toHaveLength(1);
  expect(world.server.requestsTo('/stream-status').at(-1)?.fields.StreamEvent).toBe('stream-error');
  expect(call.problems.map((problem) => problem.code)).toEqual([31921]);
});

test('a refused upgrade is error 31920, and the script goes on', async () => {
  world.server.answers.set(
    '/voice',
    toResponse(`<Connect><Stream url="${world.server.mediaUrl}/wrong"/></Connect>`, '<Say>Sorry</Say>'),
  );
  const call = await world.carrier.placeCall({ from: CALLER, to: BUSINESS });
  await call.untilEnded();
  expect(call.problems.map((problem) => problem.code)).toEqual([31920]);
  expect(call.twimlHistory.at(-1)?.text).toBe('Sorry');
});

test('drops the query string of a stream address and says so', async () => {
  world.server.answers.set(
    '/voice',
    toResponse(`<Connect><Stream url="${world.server.mediaUrl}?token=abc"/></Connect>`),
  );
  const [call, stream] = await placeStreamingCall(world);
  expect(stream.headers['x-twilio-signature']).toBe(signStreamUrl(ACCOUNT.authToken, world.server.mediaUrl));
  expect(call.problems.map((problem) => problem.code)).toEqual([31920]);
});

const bad = (change: object) => (streamSid: string) =>
  JSON.stringify({ event: 'media', streamSid, ...change });

test.each([
  ['broken JSON', () => '{"event":', 31951],
  ['an unknown event', bad({ event: 'play' }), 31951],
  ['a field too many', bad({ media: { payload: 'AAAA' }, sequenceNumber: '1' }), 31951],
  ['a field too many in the media', bad({ media: { payload: 'AAAA', track: 'outbound' } }), 31951],
  ['a foreign streamSid', bad({ streamSid: 'MZother', media: { payload: 'AAAA' } }), 31951],
  ['text that is not base64', bad({ media: { payload: 'A*AA' } }), 31951],
  ['base64 of a wrong length', bad({ media: { payload: 'AAAAA' } }), 31951],
  ['a mark without a name', bad({ event: 'mark', mark: {} }), 31951],
  ['a binary frame', () => Buffer.from('{}'), 31950],
])('drops %s and records the warning', async (_, toContent, code) => {
  const [call, stream] = await placeStreamingCall(world);
  const returned = untilFrame(world, (frame) => frame.event === 'mark');
  stream.socket.send(toContent(call.streams[0]?.streamSid ?? ''));
  sendMark(stream, 'after');
  await returned;
  expect(call.problems.map((problem) => problem.code)).toEqual([code]);
  expect(call.streams[0]?.bytesReceived).toBe(0);
});
