import { once } from 'node:events';
import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import { describe, expect, test } from 'vitest';
import type { CarrierListener } from './carrier.ts';
import {
  CALL_SID,
  CONNECTED_FRAME,
  digitFrame,
  markFrame,
  mediaFrame,
  STOP_FRAME,
  STREAM_SID,
  startFrame,
} from './testing/carrier-frames.ts';
import { openSocketPair, type SocketPair } from './testing/socket-pair.ts';
import { TwilioCarrierLeg } from './twilio-carrier-leg.ts';

class Heard implements CarrierListener {
  readonly all: string[] = [];
  readonly audio: string[] = [];

  callerAudio(audio: string): void {
    this.all.push('audio');
    this.audio.push(audio);
  }
  digitPressed(digit: string): void {
    this.all.push(`digit ${digit}`);
  }
  markReturned(name: string): void {
    this.all.push(`mark ${name}`);
  }
  ended(cause: string): void {
    this.all.push(`ended: ${cause}`);
  }
}

async function openLeg() {
  const pair = await openSocketPair();
  const clock = new ManualClock();
  const leg = new TwilioCarrierLeg({
    socket: pair.ours,
    started: {
      type: 'started',
      streamSid: STREAM_SID,
      callSid: CALL_SID,
      parameters: {},
      encoding: 'audio/x-mulaw',
      sampleRateHz: 8000,
    },
    clock,
    log: silentLogger,
  });
  return { pair, clock, leg, heard: new Heard(), [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose]() };
}

const frameOf = (count: number) => Buffer.alloc(160, count).toString('base64');
/** Resolves when our end has dealt with the stop; it closes then, so no pong would come. */
const stop = (pair: SocketPair) => {
  const received = once(pair.ours, 'message');
  pair.theirs.send(STOP_FRAME);
  return received;
};
const closed = (pair: SocketPair) => once(pair.ours, 'close');

describe('frames that come before the call is admitted', () => {
  test('are kept and handed over first, in order', async () => {
    await using line = await openLeg();
    await line.pair.send(
      mediaFrame(0, frameOf(1)),
      digitFrame('7'),
      mediaFrame(20, frameOf(2)),
      markFrame('g1.0'),
    );
    line.leg.attach(line.heard);
    await line.pair.send(mediaFrame(40, frameOf(3)));
    expect(line.heard.all).toEqual(['audio', 'digit 7', 'audio', 'mark g1.0', 'audio']);
    expect(line.heard.audio).toEqual([1, 2, 3].map(frameOf));
  });

  test('are kept up to a bound, and counted past it', async () => {
    await using line = await openLeg();
    const frames = Array.from({ length: 600 }, (_, count) => mediaFrame(count * 20, frameOf(count % 200)));
    await line.pair.send(...frames);
    line.leg.attach(line.heard);
    expect(line.heard.audio).toHaveLength(500);
    expect(line.leg.faults).toBe(100);
  });

  test('are bounded in bytes too: a flood of the longest ones is not kept', async () => {
    await using line = await openLeg();
    await line.pair.send(...Array.from({ length: 20 }, () => mediaFrame(0, 'A'.repeat(60_000))));
    line.leg.attach(line.heard);
    expect(line.heard.audio.length).toBeLessThanOrEqual(7);
  });
});

describe('frames that we cannot use', () => {
  const bad: [string, string | Uint8Array][] = [
    ['a binary frame', new Uint8Array([1, 2, 3])],
    ['broken JSON', '{"event":"media","media":{"payload":'],
    ['bad base64', mediaFrame(20, '!!!not base64!!!')],
    ['JSON that is no object', '[1,2,3]'],
    ['an event without its parts', '{"event":"dtmf"}'],
    ['a digit that no key has', digitFrame('12')],
    ['nothing', ''],
  ];

  test.each(bad)('%s is counted, and the call goes on', async (_what, frame) => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    await line.pair.send(mediaFrame(0, frameOf(1)), frame, mediaFrame(20, frameOf(2)));
    expect(line.leg.faults).toBe(1);
    expect(line.heard.audio).toEqual([1, 2].map(frameOf));
  });

  test('events that we do not know, or know already, change nothing and are no fault', async () => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    await line.pair.send('{"event":"tone","tone":{}}', CONNECTED_FRAME, startFrame());
    expect(line.heard.all).toEqual([]);
    expect(line.leg.faults).toBe(0);
  });

  test('a fault of ours in one frame loses that frame only', async () => {
    await using line = await openLeg();
    const heard = line.heard;
    heard.digitPressed = () => {
      throw new Error('a fault of ours');
    };
    line.leg.attach(heard);
    await line.pair.send(digitFrame('1'), mediaFrame(0, frameOf(1)));
    expect(heard.audio).toEqual([frameOf(1)]);
  });
});

test('marks are passed on as they come, also out of order', async () => {
  await using line = await openLeg();
  line.leg.attach(line.heard);
  await line.pair.send(markFrame('g1.800'), markFrame('g1.400'), markFrame('g0.9'));
  expect(line.heard.all).toEqual(['mark g1.800', 'mark g1.400', 'mark g0.9']);
});

test('what we send are the three frames Twilio takes, with nothing but their documented fields', async () => {
  await using line = await openLeg();
  expect(line.leg.sendAudio(frameOf(5))).toBe(true);
  line.leg.sendMark('g1.160');
  line.leg.clear();
  await line.pair.settle();
  expect(line.pair.received.map((frame) => JSON.parse(frame))).toEqual([
    { event: 'media', streamSid: STREAM_SID, media: { payload: frameOf(5) } },
    { event: 'mark', streamSid: STREAM_SID, mark: { name: 'g1.160' } },
    { event: 'clear', streamSid: STREAM_SID },
  ]);
});

test('audio is refused while the peer does not read, long before memory fills', async () => {
  await using line = await openLeg();
  line.pair.theirs.pause();
  const audio = 'A'.repeat(16_000);
  let sent = 0;
  while (sent < 2_000 && line.leg.sendAudio(audio)) sent++;
  expect(sent).toBeLessThan(2_000);
  expect(line.pair.ours.bufferedAmount).toBeLessThan(96 * 1024 + 20_000);
});

describe('the end of the stream is told once', () => {
  test('as a hang-up after stop, though the socket then closes or breaks', async () => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    await stop(line.pair);
    line.pair.theirs.terminate();
    await closed(line.pair);
    expect(line.heard.all).toEqual(['ended: caller-hung-up']);
  });

  test('as a lost connection when the carrier closes without a stop, however cleanly', async () => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    line.pair.theirs.close(1000);
    await closed(line.pair);
    expect(line.heard.all).toEqual(['ended: connection-lost']);
  });

  test.each([1001, 1011, 4000])('as a lost connection when it closes with %i', async (code) => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    line.pair.theirs.close(code);
    await closed(line.pair);
    expect(line.heard.all).toEqual(['ended: connection-lost']);
  });

  test('as a lost connection when the socket dies', async () => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    line.pair.theirs.terminate();
    await closed(line.pair);
    expect(line.heard.all).toEqual(['ended: connection-lost']);
  });

  test('as a lost connection when no media has come for 15 s: the peer is gone without a word', async () => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    line.clock.advance(10_000);
    await line.pair.send(mediaFrame(0, frameOf(1)));
    line.clock.advance(14_999);
    expect(line.heard.all).not.toContain('ended: connection-lost');
    line.clock.advance(5_001);
    expect(line.heard.all.filter((what) => what.startsWith('ended'))).toEqual(['ended: connection-lost']);
    const [code] = await once(line.pair.theirs, 'close');
    expect(code).toBe(1000);
  });

  test('not while media come, however silent the caller is otherwise', async () => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    for (let count = 0; count < 10; count++) {
      await line.pair.send(mediaFrame(count * 10_000, frameOf(1)));
      line.clock.advance(10_000);
    }
    expect(line.heard.all.some((what) => what.startsWith('ended'))).toBe(false);
  });

  test('when it came before the call was admitted: a dead socket is no hang-up', async () => {
    await using line = await openLeg();
    line.pair.theirs.terminate();
    await closed(line.pair);
    line.leg.attach(line.heard);
    expect(line.heard.all).toEqual(['ended: connection-lost']);
  });

  test('and a stop before admission is a hang-up, whatever became of the socket, behind the audio before it', async () => {
    await using line = await openLeg();
    await line.pair.send(mediaFrame(0, frameOf(1)), STOP_FRAME);
    line.pair.theirs.terminate();
    await closed(line.pair);
    line.leg.attach(line.heard);
    expect(line.heard.all).toEqual(['audio', 'ended: caller-hung-up']);
  });

  test('never when we close ourselves', async () => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    line.leg.close();
    line.leg.close();
    const [code] = await once(line.pair.theirs, 'close');
    expect(code).toBe(1000);
    expect(line.heard.all).toEqual([]);
  });
});

describe('after the end', () => {
  test('nothing is sent, and no silence is made for a caller who is gone', async () => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    await line.pair.send(mediaFrame(0, frameOf(1)));
    await stop(line.pair);
    line.clock.advance(1_900);
    expect(line.leg.sendAudio(frameOf(1))).toBe(false);
    line.leg.sendMark('g1.1');
    line.leg.clear();
    expect(line.heard.audio).toHaveLength(1);
    expect(line.pair.received).toEqual([]);
  });

  test('a peer that does not close after its stop is cut off in two seconds', async () => {
    await using line = await openLeg();
    line.leg.attach(line.heard);
    line.pair.theirs.pause();
    await stop(line.pair);
    const end = closed(line.pair);
    line.clock.advance(2_000);
    const [code] = await end;
    expect([1000, 1006]).toContain(code);
    expect(line.heard.all).toEqual(['ended: caller-hung-up']);
  });
});
