import { afterEach, beforeEach, expect, test } from 'vitest';
import { signStreamUrl } from './index.ts';
import { toResponse } from './testing/our-server.ts';
import {
  ACCOUNT,
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

const isMedia = (frame: { event: string }) => frame.event === 'media';
const isMark = (frame: { event: string }) => frame.event === 'mark';

test('a gap skips timestamps but neither chunk nor sequence numbers', async () => {
  const [call, stream] = await placeStreamingCall(world);
  call.gap(200);
  await untilFrame(world, isMedia, 5);
  const media = listMedia(stream);
  const steps = media
    .slice(1)
    .map((frame, index) => Number(frame.timestamp) - Number(media[index]?.timestamp));
  expect(Math.max(...steps)).toBeGreaterThanOrEqual(180);
  expect(media.map((frame) => frame.chunk)).toEqual(media.map((_, index) => String(index + 1)));
  expect(call.streams[0]?.framesDropped).toBeGreaterThanOrEqual(9);
});

test('a jittery line delivers every frame, late by turns but in order', async () => {
  const [, stream] = await placeStreamingCall(world, { faults: { jitterMs: 120, seed: 7 } });
  const arrivals: number[] = [];
  await untilFrame(world, (frame) => isMedia(frame) && arrivals.push(performance.now()) > 0, 40);
  const timestamps = listMedia(stream).map((frame) => Number(frame.timestamp));
  expect(timestamps).toEqual(timestamps.map((_, index) => 5 + index * 20));
  const pauses = arrivals.slice(1).map((atMs, index) => atMs - (arrivals[index] ?? 0));
  expect(pauses.filter((pauseMs) => pauseMs < 5).length).toBeGreaterThan(5);
});

test('a lossy line loses about the asked share of the frames', async () => {
  const [call] = await placeStreamingCall(world, { faults: { dropRatio: 0.5, seed: 3 } });
  await untilFrame(world, isMedia, 30);
  const { framesSent = 0, framesDropped = 0 } = call.streams[0] ?? {};
  expect(framesDropped / (framesSent + framesDropped)).toBeGreaterThan(0.25);
  expect(framesDropped / (framesSent + framesDropped)).toBeLessThan(0.75);
});

test('can keep all marks to itself', async () => {
  const [call, stream] = await placeStreamingCall(world, { faults: { neverReturnsMarks: true } });
  sendAudio(stream, toRamp(320));
  sendMark(stream, 'lost');
  await untilFrame(world, isMedia, 8);
  expect(listMarks(stream)).toEqual([]);
  expect(call.streams[0]?.marks[0]).toMatchObject({ name: 'lost', echoedAtMs: null, heardBytes: 320 });
});

test('can return marks in the wrong order', async () => {
  const [, stream] = await placeStreamingCall(world, { faults: { swapsMarks: true } });
  const both = untilFrame(world, isMark, 2);
  sendMark(stream, 'first');
  sendMark(stream, 'second');
  await both;
  expect(listMarks(stream)).toEqual(['second', 'first']);
});

test('a broken connection reaches our server without a close', async () => {
  const [call, stream] = await placeStreamingCall(world);
  call.mediaSocketKill('terminate');
  await call.untilEnded();
  expect(stream.closeCode).toBe(1006);
  expect(stream.frames.some((frame) => frame.event === 'stop')).toBe(false);
  expect(call.streams[0]?.endedBy).toBe('network');
  expect(world.server.requestsTo('/stream-ended')).toHaveLength(1);
});

test('a half-open connection goes quiet and stays open', async () => {
  const [call, stream] = await placeStreamingCall(world);
  call.mediaSocketKill('half-open');
  const before = stream.frames.length;
  const { promise, resolve } = Promise.withResolvers<void>();
  let frames = 0;
  using _ = call.onHeard(() => {
    frames += 1;
    if (frames === 15) resolve();
  });
  await promise;
  expect(stream.frames.length - before).toBeLessThanOrEqual(1);
  expect(stream.closeCode).toBeNull();
  expect(call.streams[0]?.endedBy).toBeNull();
});

test('sends our server whatever a broken peer would send', async () => {
  const [call, stream] = await placeStreamingCall(world);
  const strange = untilFrame(world, (frame) => frame.event === 'strange');
  call.sendRaw('{"event":"strange"}');
  await strange;
  expect(stream.frames.at(-1)).toEqual({ event: 'strange' });
});

test('claims another call, forges parameters and puts the streamSid last when asked to', async () => {
  const [, stream] = await placeStreamingCall(world, {
    faults: { startCallSid: 'CAother', streamParameters: { token: 'stolen' }, streamSidLast: true },
  });
  expect(stream.frames[1]?.start).toMatchObject({
    callSid: 'CAother',
    customParameters: { token: 'stolen' },
  });
  expect(Object.keys(stream.frames[2] ?? {}).at(-1)).toBe('streamSid');
});

test('opens the socket without ever saying start when asked to', async () => {
  const connected = untilFrame(world, (frame) => frame.event === 'connected');
  const call = await world.carrier.placeCall({ from: '', to: '', faults: { withholdsStart: true } });
  await connected;
  call.hangUp();
  await call.untilEnded();
  expect(world.server.streams[0]?.frames.map((frame) => frame.event)).toEqual(['connected']);
});

test('upgrades with a wrong signature when asked to', async () => {
  const [, stream] = await placeStreamingCall(world, { faults: { streamSignature: 'wrong' } });
  expect(stream.headers['x-twilio-signature']).toBeDefined();
  expect(stream.headers['x-twilio-signature']).not.toBe(
    signStreamUrl(ACCOUNT.authToken, world.server.mediaUrl),
  );
});

test('a redirect by REST ends the stream with stop and cuts off what is still queued', async () => {
  const [call, stream] = await placeStreamingCall(world);
  const queued = untilFrame(world, isMark);
  sendMark(stream, 'before');
  await queued;
  sendAudio(stream, toRamp(80_000));
  call.redirect({ twiml: toResponse('<Say>Connecting you</Say>') });
  await call.untilEnded();
  expect(stream.frames.at(-1)?.event).toBe('stop');
  expect(call.twimlHistory.map((step) => step.verb)).toEqual(['Connect', 'Say']);
  expect(world.server.requestsTo('/stream-ended')).toEqual([]);
});

test('a dual recording holds the caller and what the caller heard', async () => {
  const [call, stream] = await placeStreamingCall(world);
  world.server.answers.set('/recorded', '');
  const recording = call.startRecording({
    source: 'StartCallRecordingAPI',
    channels: 2,
    statusCallback: `${world.server.url}/recorded`,
    statusCallbackEvents: ['in-progress', 'completed'],
  });
  const played = untilFrame(world, isMark);
  sendAudio(stream, toRamp(800));
  sendMark(stream, 'end');
  await Promise.all([call.sendSpeech(new Uint8Array(800).fill(9)), played]);
  call.hangUp();
  await call.untilEnded();
  expect(Buffer.from(recording.caller).includes(Buffer.alloc(800, 9))).toBe(true);
  expect(Buffer.from(recording.agent).includes(Buffer.from(toRamp(800)))).toBe(true);
  expect(recording.caller.length).toBe(recording.agent.length);
  expect(world.server.requestsTo('/recorded').map((request) => request.fields.RecordingStatus)).toEqual([
    'in-progress',
    'completed',
  ]);
});
