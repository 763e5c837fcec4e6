import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { CONNECTED_FRAME, mediaFrame, STREAM_SID, startFrame } from './testing/carrier-frames.ts';
import { NEXT_AUTH_TOKEN, signMediaUrl, startMediaServer } from './testing/media-server.ts';
import type { TwilioCarrierLeg } from './twilio-carrier-leg.ts';

const FRAME = Buffer.alloc(160, 1).toString('base64');

/** A gate that lets everyone in and remembers whom. */
async function openGate() {
  const admitted: TwilioCarrierLeg[] = [];
  const waiting: (() => void)[] = [];
  const media = await startMediaServer(async (leg) => {
    admitted.push(leg);
    for (const told of waiting.splice(0)) told();
    return { ok: true };
  });
  const untilAdmitted = async (count: number) => {
    while (admitted.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return admitted;
  };
  return {
    ...media,
    admitted,
    untilAdmitted,
    [Symbol.asyncDispose]: () => media[Symbol.asyncDispose](),
  };
}

async function closeCodeOf(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const [code, reason] = await once(socket, 'close');
  return { code, reason: String(reason) };
}

/** Everything sent before has been dealt with when the pong is there. */
async function untilRead(socket: WebSocket): Promise<void> {
  const answered = once(socket, 'pong');
  socket.ping();
  await answered;
}

describe('the upgrade', () => {
  test.each([
    ['our URL', signMediaUrl()],
    [
      'our URL with the slash that Twilio may append',
      signMediaUrl({ url: 'wss://voice.example.com/twilio/media/' }),
    ],
    ['our URL with the second token while tokens rotate', signMediaUrl({ token: NEXT_AUTH_TOKEN })],
  ])('is let in when it signs %s', async (_what, signature) => {
    await using gate = await openGate();
    const socket = await gate.connect({ signature });
    socket.send(startFrame());
    expect((await gate.untilAdmitted(1))[0]?.started.parameters).toEqual({ token: 'token-1' });
  });

  test.each(['/twilio/media', '/twilio/media/', '/twilio/media?x=1'])('is let in at %s', async (path) => {
    await using gate = await openGate();
    const socket = await gate.connect({ path });
    socket.send(startFrame());
    expect(await gate.untilAdmitted(1)).toHaveLength(1);
  });

  test('that is refused leaves no socket behind, however long its peer holds on', async () => {
    await using gate = await openGate();
    const peer = connectTcp({ port: gate.port, host: '127.0.0.1', allowHalfOpen: true });
    peer.on('error', () => undefined);
    peer.write(
      'GET /twilio/media HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nxxxx',
    );
    await once(peer, 'data');
    const count = () =>
      new Promise<number>((resolve) => gate.server.getConnections((_error, open) => resolve(open)));
    await expect.poll(count).toBe(0);
    peer.destroy();
  });

  test.each([
    ['no signature', null],
    ['a wrong one', signMediaUrl({ token: 'somebody-else' })],
    ['one for another URL', signMediaUrl({ url: 'wss://voice.example.com/twilio/other' })],
    ['an empty one', ''],
  ])('is refused with 403 when it brings %s', async (_what, signature) => {
    await using gate = await openGate();
    await expect(gate.connect({ signature })).rejects.toThrow('403');
    expect(gate.admitted).toEqual([]);
  });

  test.each(['/', '/twilio', '/twilio/media/more', '/health'])('is refused with 404 at %s', async (path) => {
    await using gate = await openGate();
    await expect(gate.connect({ path })).rejects.toThrow('404');
  });

  test('that is refused and then reset takes nobody else down', async () => {
    await using gate = await openGate();
    for (let count = 0; count < 20; count++) await resetRefusedUpgrade(gate.port);
    const socket = await gate.connect();
    socket.send(startFrame());
    expect(await gate.untilAdmitted(1)).toHaveLength(1);
  });

  async function resetRefusedUpgrade(port: number): Promise<void> {
    const peer = connectTcp(port, '127.0.0.1');
    await once(peer, 'connect');
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    peer.write(
      `GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await once(peer, 'data');
    peer.resetAndDestroy();
    await once(peer, 'close');
  }
});

describe('before start', () => {
  test('five seconds may pass, then the socket is closed', async () => {
    await using gate = await openGate();
    const socket = await gate.connect();
    socket.send(CONNECTED_FRAME);
    await untilRead(socket);
    gate.clock.advance(4_999);
    await untilRead(socket);
    gate.clock.advance(1);
    expect(await closeCodeOf(socket)).toEqual({ code: 1008, reason: 'no start in time' });
    expect(gate.admitted).toEqual([]);
  });

  test('a little nonsense is forgiven', async () => {
    await using gate = await openGate();
    const socket = await gate.connect();
    for (const frame of [CONNECTED_FRAME, '{', new Uint8Array([1]), '{"event":"tone"}', startFrame()])
      socket.send(frame);
    expect((await gate.untilAdmitted(1))[0]?.started.streamSid).toBe(STREAM_SID);
  });

  test('more than ten frames of it are not, and nothing after them is looked at', async () => {
    await using gate = await openGate();
    const socket = await gate.connect();
    for (let count = 0; count < 11; count++) socket.send('nonsense');
    socket.send(startFrame());
    expect(await closeCodeOf(socket)).toEqual({ code: 1008, reason: 'no start' });
    expect(gate.admitted).toEqual([]);
  });

  test('a start without its ids is no start', async () => {
    await using gate = await openGate();
    const socket = await gate.connect();
    socket.send('{"event":"start","start":{"customParameters":{"token":"x"}}}');
    await untilRead(socket);
    gate.clock.advance(5_000);
    expect((await closeCodeOf(socket)).code).toBe(1008);
  });

  test('a peer that leaves takes its timer with it', async () => {
    await using gate = await openGate();
    const socket = await gate.connect();
    socket.terminate();
    const other = await gate.connect();
    gate.clock.advance(4_000);
    other.send(startFrame());
    await gate.untilAdmitted(1);
    gate.clock.advance(10_000);
    await untilRead(other);
    expect(other.readyState).toBe(other.OPEN);
  });
});

describe('admission', () => {
  test('that is refused closes the socket with the reason', async () => {
    await using media = await startMediaServer(async () => ({ ok: false, refusal: 'wrong-token' }));
    const socket = await media.connect();
    socket.send(startFrame());
    expect(await closeCodeOf(socket)).toEqual({ code: 1008, reason: 'wrong-token' });
  });

  test('that throws closes the socket as our fault, and the next caller is let in', async () => {
    let isFirst = true;
    await using media = await startMediaServer(async () => {
      if (!isFirst) return { ok: true };
      isFirst = false;
      throw new Error('the database is away');
    });
    const socket = await media.connect();
    socket.send(startFrame());
    expect(await closeCodeOf(socket)).toEqual({ code: 1011, reason: 'try again' });
    const next = await media.connect();
    next.send(startFrame());
    await untilRead(next);
    expect(next.readyState).toBe(next.OPEN);
  });

  test('that hangs is given up after four seconds, and is told so', async () => {
    const decision = Promise.withResolvers<{ ok: true }>();
    const expiries: AbortSignal[] = [];
    await using media = await startMediaServer((_leg, expired) => {
      expiries.push(expired);
      return decision.promise;
    });
    const socket = await media.connect();
    socket.send(startFrame());
    await untilRead(socket);
    media.clock.advance(3_999);
    await untilRead(socket);
    expect(expiries[0]?.aborted).toBe(false);
    media.clock.advance(1);
    expect(await closeCodeOf(socket)).toEqual({ code: 1011, reason: 'try again' });
    expect(expiries[0]?.aborted).toBe(true);
    // Too late to be refused either: the socket is gone.
    decision.resolve({ ok: true });
  });

  test('in time stays admitted', async () => {
    const expiries: AbortSignal[] = [];
    await using media = await startMediaServer(async (_leg, expired) => {
      expiries.push(expired);
      return { ok: true };
    });
    const socket = await media.connect();
    socket.send(startFrame());
    await untilRead(socket);
    media.clock.advance(60_000);
    await untilRead(socket);
    expect([socket.readyState, expiries[0]?.aborted]).toEqual([socket.OPEN, false]);
  });

  test('that takes its time loses no frame of the caller', async () => {
    const decision = Promise.withResolvers<{ ok: true }>();
    const legs: TwilioCarrierLeg[] = [];
    await using media = await startMediaServer((leg) => {
      legs.push(leg);
      return decision.promise;
    });
    const socket = await media.connect();
    socket.send(startFrame());
    for (let count = 0; count < 50; count++) socket.send(mediaFrame(count * 20, FRAME));
    await untilRead(socket);
    decision.resolve({ ok: true });
    let frames = 0;
    legs[0]?.attach({
      callerAudio: () => frames++,
      digitPressed: () => undefined,
      markReturned: () => undefined,
      ended: () => undefined,
    });
    expect(frames).toBe(50);
  });
});

test('a frame of 1 MiB ends its own socket and no other', async () => {
  await using gate = await openGate();
  const [loud, calm] = await Promise.all([gate.connect(), gate.connect()]);
  loud.send(startFrame());
  calm.send(startFrame());
  const ends: string[] = [];
  for (const leg of await gate.untilAdmitted(2)) {
    leg.attach({
      callerAudio: () => undefined,
      digitPressed: () => undefined,
      markReturned: () => undefined,
      ended: (cause) => ends.push(cause),
    });
  }
  loud.send('x'.repeat(1024 * 1024));
  expect((await closeCodeOf(loud)).code).toBe(1009);
  await untilRead(calm);
  expect(calm.readyState).toBe(calm.OPEN);
  expect(ends).toEqual(['connection-lost']);
});

test('closing the door ends every socket behind it', async () => {
  const gate = await openGate();
  const socket = await gate.connect();
  const end = closeCodeOf(socket);
  await gate[Symbol.asyncDispose]();
  expect((await end).code).toBe(1006);
});
