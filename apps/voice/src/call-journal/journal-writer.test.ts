import type { EventEntry, JournalEntry } from '@afterhourfix/domain';
import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import { CallId } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AnsweredCalls,
  createConnectionError,
  MESA_NUMBER,
  type TestCall,
} from '../testing/answered-call.ts';
import { JournalWriter } from './journal-writer.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

function openWriter(limits: { maxWaiting?: number } = {}) {
  const clock = new ManualClock();
  return { clock, writer: new JournalWriter({ clock, log: silentLogger, ...limits }) };
}

function event({ call }: TestCall, key: string): EventEntry {
  return { kind: 'event', callId: call.id, key, type: 'tested', at: calls.clock.now(), payload: { key } };
}

const eventKeys = async ({ domain, call }: TestCall): Promise<unknown[]> => {
  const rows = await calls.rows(
    domain,
    `select payload->>'key' as key from call_events where call_id = '${call.id}' and type = 'tested' order by id`,
  );
  return rows.map(({ key }) => key);
};

/** Lets what was begun go on until it waits for the clock again. */
async function untilSettled(writer: JournalWriter): Promise<void> {
  await writer.flush().catch(() => null);
}

describe('what calls leave behind', () => {
  test('is written by itself, in order, each verb behind the entries before it', async () => {
    const test = await calls.answer();
    const { clock, writer } = openWriter();
    const seen: unknown[] = [];
    const verbIsDone = Promise.withResolvers<void>();
    writer.append(test.domain, event(test, 'a'));
    writer.append(test.domain, event(test, 'b'));
    writer.perform(test.domain, 'look', async () => {
      seen.push(...(await eventKeys(test)));
      verbIsDone.resolve();
    });
    writer.append(test.domain, event(test, 'c'));
    clock.advance(1_000);
    await verbIsDone.promise;
    expect(seen).toEqual(['a', 'b']);
    await writer.flush();
    expect(await eventKeys(test)).toEqual(['a', 'b', 'c']);
    expect(writer.waitingCount).toBe(0);
  });

  test('makes nobody wait: appending writes nothing by itself', async () => {
    const test = await calls.answer();
    const { clock, writer } = openWriter();
    writer.append(test.domain, event(test, 'a'));
    clock.advance(249);
    expect(writer.waitingCount).toBe(1);
    await writer.flush();
  });

  test('is written in the name of the call it belongs to, though calls of a business share a lane', async () => {
    const [first, second] = [await calls.answer(), await calls.answer()];
    const { writer } = openWriter();
    const actors: unknown[] = [];
    writer.append(first.domain, event(first, 'a'));
    writer.perform(second.domain, 'who', async (ctx) => actors.push(ctx.actor));
    await writer.flush();
    expect(actors).toEqual([{ kind: 'agent', callId: second.call.id }]);
  });

  test('is written once when many ask for it at the same time', async () => {
    const test = await calls.answer();
    const { clock, writer } = openWriter();
    const runs: number[] = [];
    for (let count = 0; count < 30; count++) {
      writer.append(test.domain, event(test, String(count)));
      writer.perform(test.domain, 'count', async () => runs.push(count));
    }
    const flushes = [writer.flush(), writer.flush()];
    clock.advance(1_000);
    for (let count = 30; count < 40; count++) {
      writer.append(test.domain, event(test, String(count)));
      writer.perform(test.domain, 'count', async () => runs.push(count));
    }
    await Promise.all([...flushes, writer.flush(), writer.flush()]);
    await writer.flush();
    expect(runs).toEqual(Array.from({ length: 40 }, (_, count) => count));
    expect(await eventKeys(test)).toEqual(runs.map(String));
    expect(writer.dropped).toBe(0);
  });
});

describe('while PostgreSQL is away', () => {
  test('everything waits, and is written in order when it is back', async () => {
    const test = await calls.answer();
    const { clock, writer } = openWriter();
    const order: string[] = [];
    calls.failure = createConnectionError();
    for (let count = 0; count < 5; count++) {
      writer.append(test.domain, event(test, `e${count}`));
      writer.perform(test.domain, 'mark', async (ctx) => {
        await ctx.db.transaction(async () => order.push(`v${count}`));
      });
    }
    for (let second = 0; second < 30; second++) {
      clock.advance(1_000);
      await untilSettled(writer);
    }
    expect(writer.waitingCount).toBe(10);
    calls.failure = null;
    await writer.flush();
    expect(order).toEqual(['v0', 'v1', 'v2', 'v3', 'v4']);
    expect(await eventKeys(test)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4']);
    expect(writer.dropped).toBe(0);
  });

  test('it is asked again by the clock, without anybody else asking', async () => {
    const test = await calls.answer();
    const { clock, writer } = openWriter();
    let tries = 0;
    const isBack = Promise.withResolvers<void>();
    const failed = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    writer.perform(test.domain, 'try', async () => {
      failed[tries++]?.resolve();
      if (tries <= 2) throw createConnectionError();
      isBack.resolve();
    });
    for (const attempt of failed) {
      clock.advance(10_000);
      await attempt.promise;
      // The failure is noted, and the next try set, a few ticks after it.
      await new Promise((resolve) => setImmediate(resolve));
    }
    clock.advance(10_000);
    await isBack.promise;
    expect(tries).toBe(3);
  });

  test('errors that pass (a full server, a lock, a read-only standby) wait as well', async () => {
    const test = await calls.answer();
    const { writer } = openWriter();
    for (const code of ['53300', '55P03', '40001', '57014', '25006']) {
      for (let attempt = 0; attempt < 10; attempt++) {
        calls.failure = Object.assign(new Error('not now'), { code });
        if (attempt === 0) writer.append(test.domain, event(test, code));
        await untilSettled(writer);
      }
    }
    calls.failure = null;
    await writer.flush();
    expect(await eventKeys(test)).toEqual(['53300', '55P03', '40001', '57014', '25006']);
    expect(writer.dropped).toBe(0);
  });

  test('memory is bounded: the oldest events go first, then other entries, and ends of calls last', async () => {
    const test = await calls.answer();
    const { writer } = openWriter({ maxWaiting: 100 });
    calls.failure = createConnectionError();
    const kept: number[] = [];
    writer.perform(test.domain, 'end', async () => kept.push(-1));
    const turn: JournalEntry = {
      kind: 'turn',
      callId: test.call.id,
      itemId: 'item-1',
      speaker: 'caller',
      text: 'my basement is flooding',
      startedAt: calls.clock.now(),
      endedAt: null,
      heardMs: null,
      isInterrupted: false,
    };
    writer.append(test.domain, turn);
    for (let count = 0; count < 150; count++) writer.append(test.domain, event(test, String(count)));
    expect(writer.waitingCount).toBeLessThanOrEqual(100);
    expect(writer.dropped).toBe(152 - writer.waitingCount);
    calls.failure = null;
    await writer.flush();
    const keys = await eventKeys(test);
    expect(keys.at(0)).toBe(String(writer.dropped));
    expect(keys.at(-1)).toBe('149');
    expect(kept).toEqual([-1]);
    const turns = await calls.rows(
      test.domain,
      `select text from transcript_turns where call_id = '${test.call.id}'`,
    );
    expect(turns).toEqual([{ text: 'my basement is flooding' }]);
  });

  test('what is dropped during a slow write is never what was written meanwhile', async () => {
    const test = await calls.answer();
    const { writer } = openWriter({ maxWaiting: 100 });
    const slow = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const runs: string[] = [];
    writer.perform(test.domain, 'slow', async () => {
      begun.resolve();
      await slow.promise;
      runs.push('slow');
    });
    const flush = writer.flush();
    await begun.promise;
    for (let count = 0; count < 110; count++)
      writer.perform(test.domain, 'later', async () => runs.push(String(count)));
    slow.resolve();
    await flush;
    await writer.flush();
    expect(runs[0]).toBe('slow');
    expect(runs.at(-1)).toBe('109');
    expect(runs.length + writer.dropped).toBe(111);
  });
});

describe('an entry that PostgreSQL refuses for its own sake', () => {
  const orphanOf = (test: TestCall): EventEntry => ({
    ...event(test, 'orphan'),
    callId: CallId.parse('00000000-0000-4000-8000-000000000000'),
  });

  test('is given up after five refusals, and nothing around it is lost', async () => {
    const test = await calls.answer();
    const { writer } = openWriter();
    for (let count = 0; count < 20; count++) writer.append(test.domain, event(test, `before ${count}`));
    writer.append(test.domain, orphanOf(test));
    for (let count = 0; count < 20; count++) writer.append(test.domain, event(test, `after ${count}`));
    for (let refusal = 1; refusal < 5; refusal++) {
      await expect(writer.flush()).rejects.toThrow();
      expect(writer.dropped).toBe(0);
    }
    await writer.flush();
    expect(writer.dropped).toBe(1);
    const keys = await eventKeys(test);
    expect(keys).toHaveLength(40);
    expect(keys.slice(19, 21)).toEqual(['before 19', 'after 0']);
  });

  test('holds up no other business', async () => {
    const [oak, mesa] = [await calls.answer(), await calls.answer({ to: MESA_NUMBER })];
    const { writer } = openWriter();
    writer.append(oak.domain, orphanOf(oak));
    writer.append(mesa.domain, event(mesa, 'a'));
    await expect(writer.flush()).rejects.toThrow();
    expect(await eventKeys(mesa)).toEqual(['a']);
  });

  test('may be a verb', async () => {
    const test = await calls.answer();
    const { writer } = openWriter();
    let tries = 0;
    writer.perform(test.domain, 'broken', async () => {
      tries++;
      throw new TypeError('a fault of ours');
    });
    writer.append(test.domain, event(test, 'a'));
    for (let count = 0; count < 5; count++) await untilSettled(writer);
    expect(tries).toBe(5);
    expect(await eventKeys(test)).toEqual(['a']);
  });
});

describe('at the end', () => {
  test('what waits is written before the writer is gone', async () => {
    const test = await calls.answer();
    const { writer } = openWriter();
    for (let count = 0; count < 700; count++) writer.append(test.domain, event(test, String(count)));
    await writer[Symbol.asyncDispose]();
    expect(await eventKeys(test)).toHaveLength(700);
  });

  test('a PostgreSQL that comes back within ten seconds still gets everything', async () => {
    const test = await calls.answer();
    const { clock, writer } = openWriter();
    const failed = Promise.withResolvers<void>();
    let isBack = false;
    const runs: string[] = [];
    writer.perform(test.domain, 'end', async () => {
      failed.resolve();
      if (!isBack) throw createConnectionError();
      runs.push('end');
    });
    const gone = writer[Symbol.asyncDispose]();
    await failed.promise;
    isBack = true;
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(5_000);
    await gone;
    expect(runs).toEqual(['end']);
  });

  test('one that hangs is not waited for longer than ten seconds', async () => {
    const test = await calls.answer();
    const { clock, writer } = openWriter();
    const begun = Promise.withResolvers<void>();
    writer.perform(test.domain, 'hang', () => {
      begun.resolve();
      return new Promise(() => undefined);
    });
    const gone = writer[Symbol.asyncDispose]();
    await begun.promise;
    clock.advance(10_000);
    await gone;
    expect(writer.waitingCount).toBe(1);
  });
});
