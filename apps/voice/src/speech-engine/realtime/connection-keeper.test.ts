import { ManualClock } from '@afterhourfix/foundation';
import type { RealtimeEvent } from '@afterhourfix/integrations/openai-realtime';
import { describe, expect, test } from 'vitest';
import type { EngineEndCause } from '../speech-engine.ts';
import { ConnectionKeeper, type KeptConnection, ROLLOVER_AFTER_MS } from './connection-keeper.ts';
import type { RealtimeConnectionListener } from './realtime-connection.ts';

const DELTA = { responseId: 'r', itemId: 'i', contentIndex: 0, audio: '/w==' };
const SPEECH: RealtimeEvent = { type: 'speech-started', itemId: 'i', audioStartMs: 0 };

class FakeConnection implements KeptConnection {
  readonly listener: RealtimeConnectionListener;
  readonly appended: string[] = [];
  isReady = false;
  isDisposed = false;
  hasRoom = true;

  constructor(listener: RealtimeConnectionListener) {
    this.listener = listener;
  }

  becomeReady(sessionId: string, expiresAtMs: number | null = null): void {
    this.isReady = true;
    this.listener.ready(sessionId, expiresAtMs);
  }

  end(cause: EngineEndCause = 'connection-lost'): void {
    this.isReady = false;
    this.listener.ended(cause, 'gone');
  }

  appendAudio(audio: string): boolean {
    if (!this.isReady || !this.hasRoom) return false;
    this.appended.push(audio);
    return true;
  }

  send(): string {
    throw new Error('the keeper sends nothing');
  }

  [Symbol.dispose](): void {
    this.isDisposed = true;
    this.isReady = false;
  }
}

function setUp() {
  const clock = new ManualClock();
  const connections: FakeConnection[] = [];
  const told: string[] = [];
  const quiet = { now: true };
  const keeper = new ConnectionKeeper({
    clock,
    rolloverAfterMs: ROLLOVER_AFTER_MS,
    isQuiet: () => quiet.now,
    connect: (listener) => {
      const connection = new FakeConnection(listener);
      connections.push(connection);
      return connection;
    },
    listener: {
      ready: ({ sessionId, isReplacement }) =>
        told.push(`ready ${sessionId}${isReplacement ? ' again' : ''}`),
      audio: () => told.push('audio'),
      event: (event) => told.push(event.type),
      stirred: () => told.push('stirred'),
      fault: (kind) => told.push(`fault ${kind}`),
      lost: () => told.push('lost'),
      ended: (cause) => told.push(`ended ${cause}`),
      lastLost: () => told.push('lost after the end'),
    },
  });
  const nth = (index: number): FakeConnection => {
    const connection = connections[index];
    if (!connection) throw new Error(`only ${connections.length} connections were opened`);
    return connection;
  };
  return { clock, connections, told, quiet, keeper, nth };
}

describe('a lost session', () => {
  test('is replaced at once', () => {
    const { clock, nth, told } = setUp();
    nth(0).becomeReady('s1');
    nth(0).end();
    clock.advance(0);
    nth(1).becomeReady('s2');
    expect(told).toEqual(['ready s1', 'lost', 'ready s2 again']);
  });

  test('is tried again after 0, 500 and 1,500 ms, then the engine has ended', () => {
    const { clock, connections, nth, told } = setUp();
    nth(0).end();
    clock.advance(0);
    expect(connections.length).toBe(2);
    nth(1).end();
    clock.advance(499);
    expect(connections.length).toBe(2);
    clock.advance(1);
    expect(connections.length).toBe(3);
    nth(2).end();
    clock.advance(1_500);
    expect(connections.length).toBe(4);
    nth(3).end();
    clock.advance(60_000);
    expect(connections.length).toBe(4);
    expect(told).toEqual(['lost', 'lost', 'lost', 'ended connection-lost']);
  });

  test('that proved itself is a new misfortune', () => {
    const { clock, keeper, nth, told } = setUp();
    for (let index = 0; index < 10; index++) {
      nth(index).becomeReady(`s${index}`);
      keeper.proved();
      nth(index).end();
      clock.advance(0);
    }
    expect(told.filter((word) => word === 'lost').length).toBe(10);
  });

  test('that was ready and never of use does not reset the count: no endless circle', () => {
    const { clock, nth, told } = setUp();
    for (let index = 0; index < 4; index++) {
      nth(index).becomeReady(`s${index}`);
      nth(index).end();
      clock.advance(2_000);
    }
    expect(told.at(-1)).toBe('ended connection-lost');
  });

  test('that was there but mute is tried only once more', () => {
    const { clock, connections, keeper, nth, told } = setUp();
    nth(0).becomeReady('s1');
    keeper.abandon('no-answer', 'mute');
    expect(nth(0).isDisposed).toBe(true);
    clock.advance(0);
    nth(1).becomeReady('s2');
    keeper.abandon('no-answer', 'mute');
    clock.advance(60_000);
    expect(connections.length).toBe(2);
    expect(told).toEqual(['ready s1', 'lost', 'ready s2 again', 'ended no-answer']);
  });

  test('that was misconfigured is not tried again', () => {
    const { clock, connections, nth, told } = setUp();
    nth(0).end('misconfigured');
    clock.advance(60_000);
    expect(connections.length).toBe(1);
    expect(told).toEqual(['ended misconfigured']);
  });

  test('says nothing any more', () => {
    const { clock, nth, told } = setUp();
    nth(0).becomeReady('s1');
    nth(0).end();
    clock.advance(0);
    nth(1).becomeReady('s2');
    nth(0).listener.event(SPEECH);
    nth(0).listener.audio(DELTA);
    nth(0).listener.stirred();
    nth(0).listener.ended('connection-lost', 'once more');
    expect(told).toEqual(['ready s1', 'lost', 'ready s2 again']);
  });

  test('of a closed keeper is nobody’s business', () => {
    const { clock, connections, keeper, nth, told } = setUp();
    nth(0).becomeReady('s1');
    nth(0).end();
    keeper[Symbol.dispose]();
    clock.advance(60_000);
    expect(connections.length).toBe(1);
    expect(told).toEqual(['ready s1', 'lost']);
  });
});

describe('caller audio', () => {
  test('waits for the session and keeps its order', () => {
    const { keeper, nth } = setUp();
    keeper.appendAudio('a');
    keeper.appendAudio('b');
    nth(0).becomeReady('s1');
    keeper.appendAudio('c');
    expect(nth(0).appended).toEqual(['a', 'b', 'c']);
  });

  test('is kept over a lost session and over failed attempts', () => {
    const { clock, keeper, nth } = setUp();
    nth(0).becomeReady('s1');
    keeper.appendAudio('a');
    nth(0).end();
    keeper.appendAudio('b');
    clock.advance(0);
    keeper.appendAudio('c');
    nth(1).end();
    keeper.appendAudio('d');
    clock.advance(500);
    nth(2).becomeReady('s3');
    expect(nth(2).appended).toEqual(['b', 'c', 'd']);
  });

  test('stays in order when the engine stops reading for a while', () => {
    const { keeper, nth } = setUp();
    nth(0).becomeReady('s1');
    nth(0).hasRoom = false;
    keeper.appendAudio('a');
    keeper.appendAudio('b');
    nth(0).hasRoom = true;
    keeper.appendAudio('c');
    expect(nth(0).appended).toEqual(['a', 'b', 'c']);
  });

  test('beyond 15 s costs the oldest, and that is told once', () => {
    const { keeper, nth, told } = setUp();
    for (let index = 0; index < 800; index++) keeper.appendAudio(`${index}`);
    nth(0).becomeReady('s1');
    expect(nth(0).appended.length).toBe(750);
    expect(nth(0).appended[0]).toBe('50');
    expect(told).toEqual(['fault overflow', 'ready s1']);
  });
});

describe('rollover', () => {
  test('happens before the session grows too old, when nobody speaks', () => {
    const { clock, connections, nth, told } = setUp();
    nth(0).becomeReady('s1');
    clock.advance(ROLLOVER_AFTER_MS - 1);
    expect(connections.length).toBe(1);
    clock.advance(1);
    expect(connections.length).toBe(2);
    expect(nth(0).isDisposed).toBe(false);
    nth(1).becomeReady('s2');
    expect(nth(0).isDisposed).toBe(true);
    expect(told).toEqual(['ready s1', 'ready s2 again']);
  });

  test('takes the session’s own word for how long it lives', () => {
    const { clock, connections, nth } = setUp();
    nth(0).becomeReady('s1', clock.now().getTime() + 600_000);
    clock.advance(540_000);
    expect(connections.length).toBe(2);
  });

  test('is not skipped when the engine’s clock is far behind ours', () => {
    const { clock, connections, nth } = setUp();
    nth(0).becomeReady('s1', clock.now().getTime() - 1);
    clock.advance(ROLLOVER_AFTER_MS);
    expect(connections.length).toBe(2);
  });

  test('waits for a quiet moment', () => {
    const { clock, connections, nth, quiet } = setUp();
    nth(0).becomeReady('s1');
    quiet.now = false;
    clock.advance(ROLLOVER_AFTER_MS + 10_000);
    expect(connections.length).toBe(1);
    quiet.now = true;
    clock.advance(1_000);
    expect(connections.length).toBe(2);
  });

  test('is put off when somebody speaks while the successor is told the conversation', () => {
    const { clock, connections, nth, quiet, told } = setUp();
    nth(0).becomeReady('s1');
    clock.advance(ROLLOVER_AFTER_MS);
    nth(0).listener.event(SPEECH);
    expect(nth(1).isDisposed).toBe(true);
    quiet.now = true;
    clock.advance(1_000);
    expect(connections.length).toBe(3);
    nth(2).becomeReady('s3');
    expect(told).toEqual(['ready s1', 'speech-started', 'ready s3 again']);
  });

  test('is put off when the successor is ready at a moment that is not quiet', () => {
    const { clock, nth, quiet, told } = setUp();
    nth(0).becomeReady('s1');
    clock.advance(ROLLOVER_AFTER_MS);
    quiet.now = false;
    nth(1).becomeReady('s2');
    expect(nth(1).isDisposed).toBe(true);
    expect(nth(0).isDisposed).toBe(false);
    expect(told).toEqual(['ready s1']);
  });

  test('is tried again when the successor fails', () => {
    const { clock, connections, nth, told } = setUp();
    nth(0).becomeReady('s1');
    clock.advance(ROLLOVER_AFTER_MS);
    nth(1).end('misconfigured');
    clock.advance(1_000);
    expect(connections.length).toBe(3);
    expect(told).toEqual(['ready s1']);
  });

  test('is forced when there is no quiet moment for three minutes', () => {
    const { clock, connections, nth, quiet, told } = setUp();
    nth(0).becomeReady('s1');
    quiet.now = false;
    clock.advance(ROLLOVER_AFTER_MS + 3 * 60_000);
    expect(connections.length).toBe(1);
    clock.advance(1_000);
    expect(nth(0).isDisposed).toBe(true);
    expect(connections.length).toBe(2);
    expect(told).toEqual(['ready s1', 'lost']);
  });

  test('ends with the session it was for: a successor is not opened beside a reconnection', () => {
    const { clock, connections, nth, told } = setUp();
    nth(0).becomeReady('s1');
    clock.advance(ROLLOVER_AFTER_MS);
    nth(0).end();
    expect(nth(1).isDisposed).toBe(true);
    clock.advance(5_000);
    expect(connections.length).toBe(3);
    nth(2).becomeReady('s3');
    expect(told).toEqual(['ready s1', 'lost', 'ready s3 again']);
  });

  test('counts anew in the next session', () => {
    const { clock, connections, nth } = setUp();
    nth(0).becomeReady('s1');
    clock.advance(ROLLOVER_AFTER_MS);
    nth(1).becomeReady('s2');
    clock.advance(ROLLOVER_AFTER_MS - 1);
    expect(connections.length).toBe(2);
    clock.advance(1);
    expect(connections.length).toBe(3);
  });
});

describe('a keeper that was retired', () => {
  test('keeps its session and lets it speak', () => {
    const { keeper, nth, told } = setUp();
    nth(0).becomeReady('s1');
    keeper.retire();
    expect(nth(0).isDisposed).toBe(false);
    nth(0).listener.event({ type: 'speech-stopped', itemId: 'i', audioEndMs: 1 });
    expect(told).toEqual(['ready s1', 'speech-stopped']);
    keeper[Symbol.dispose]();
    expect(nth(0).isDisposed).toBe(true);
  });

  test('replaces nothing that is lost, and says so', () => {
    const { clock, connections, keeper, nth, told } = setUp();
    nth(0).becomeReady('s1');
    keeper.retire();
    nth(0).end();
    clock.advance(ROLLOVER_AFTER_MS * 2);
    expect(connections.length).toBe(1);
    expect(told).toEqual(['ready s1', 'lost after the end']);
  });
});
