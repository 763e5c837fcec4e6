import { Invalid, ManualClock, silentLogger, VendorError } from '@afterhourfix/foundation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type AgentTool, defineTool, type ToolAnswer, type ToolEffect } from '../agent-tools/agent-tool.ts';
import { AnsweredCalls, createConnectionError, type TestCall } from '../testing/answered-call.ts';
import { type AnsweredTool, type ToolRunRecord, ToolRuns } from './tool-runs.ts';

const noTriage = (): never => {
  throw new Error('no tool here judges');
};

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

const DONE: ToolAnswer = { result: { found: 'it' }, effect: { kind: 'facts-told' } };
const BOOKED: ToolAnswer = { result: { booking: 'b1' }, effect: { kind: 'slot-booked' } };

/** A tool whose every run the test answers. */
class GatedTool {
  readonly runs: PromiseWithResolvers<ToolAnswer>[] = [];
  readonly tool: AgentTool;

  constructor({ isWrite = false } = {}) {
    this.tool = defineTool({
      name: isWrite ? 'write_it' : 'read_it',
      description: 'For tests.',
      isWrite,
      input: z.object({ zip: z.string().max(5).optional() }),
      run: () => {
        const run = Promise.withResolvers<ToolAnswer>();
        this.runs.push(run);
        return run.promise;
      },
    });
  }

  async untilRunning(count = 1): Promise<PromiseWithResolvers<ToolAnswer>> {
    while (this.runs.length < count) await tick();
    const run = this.runs[count - 1];
    if (!run) throw new Error('No such run');
    return run;
  }
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** PostgreSQL is away for as long as this lasts. */
async function whileAway(run: () => Promise<void>): Promise<void> {
  calls.failure = createConnectionError();
  try {
    await run();
  } finally {
    calls.failure = null;
  }
}

async function open(...parts: (AgentTool | { placed: TestCall })[]) {
  const clock = new ManualClock();
  const placed = parts.find((part) => 'placed' in part)?.placed ?? (await calls.answer());
  const tools = parts.filter((part) => 'run' in part);
  const { domain, call } = placed;
  const answers: AnsweredTool[] = [];
  const records: ToolRunRecord[] = [];
  const slow: string[] = [];
  const afterEnd: ToolEffect[] = [];
  const runs = new ToolRuns({
    tools,
    context: {
      domain: { ...domain, clock },
      callId: call.id,
      callerNumber: call.from,
      triage: noTriage,
      readTriage: noTriage,
    },
    listener: {
      answered: (answer) => answers.push(answer),
      isSlow: ({ name }) => slow.push(name),
      recorded: (record) => records.push(record),
      doneAfterEnd: (effect) => afterEnd.push(effect),
    },
    clock,
    log: silentLogger,
  });
  let count = 0;
  const ask = (name: string, argumentsJson = '{}', toolCallId = `t${++count}`) =>
    runs.ask({ toolCallId, turnId: 'turn-1', name, argumentsJson });
  const untilAnswered = async (expected: number) => {
    while (answers.length < expected) await tick();
    return answers;
  };
  const rows = () =>
    calls.rows(
      domain,
      `select name, status from tool_calls where call_id = '${call.id}' order by started_at`,
    );
  return { clock, runs, answers, records, slow, afterEnd, ask, untilAnswered, rows };
}

describe('a call that cannot be run is answered at once with what is wrong', () => {
  const bad: [string, string, string, RegExp][] = [
    ['arguments that are not JSON', 'read_it', '{"zip":', /not JSON/],
    ['arguments that are no object', 'read_it', '"43215"', /object/],
    ['null for arguments', 'read_it', 'null', /object/],
    ['arguments that break the schema', 'read_it', '{"zip":"432151234"}', /zip/],
    ['a tool that is not there', 'launch_rocket', '{}', /no tool named launch_rocket/],
    ['a name without end', 'x'.repeat(5_000), '{}', /no tool named x{60}\./],
  ];
  test.each(bad)('%s', async (_what, name, json, detail) => {
    const gated = new GatedTool();
    const desk = await open(gated.tool);
    desk.ask(name, json);
    expect(desk.answers).toMatchObject([
      { result: { error: 'invalid_request' }, effect: null, isLate: false },
    ]);
    expect(String(desk.answers[0]?.result.detail)).toMatch(detail);
    expect(desk.records).toMatchObject([{ status: 'failed' }]);
    expect(gated.runs).toEqual([]);
    expect(desk.runs.isRunning).toBe(false);
  });

  test('no arguments at all are an empty object', async () => {
    const gated = new GatedTool();
    const desk = await open(gated.tool);
    desk.ask('read_it', '');
    (await gated.untilRunning()).resolve(DONE);
    expect(await desk.untilAnswered(1)).toMatchObject([DONE]);
  });
});

describe('a tool that reads', () => {
  test('answers once, and a repeated id is not run again', async () => {
    const gated = new GatedTool();
    const desk = await open(gated.tool);
    desk.ask('read_it', '{}', 'same');
    desk.ask('read_it', '{}', 'same');
    (await gated.untilRunning()).resolve(DONE);
    await desk.untilAnswered(1);
    desk.ask('read_it', '{}', 'same');
    await tick();
    expect(gated.runs).toHaveLength(1);
    expect(desk.answers).toHaveLength(1);
    expect(desk.records).toMatchObject([{ status: 'done', isWrite: false }]);
  });

  test('that throws is answered honestly', async () => {
    const gated = new GatedTool();
    const desk = await open(gated.tool);
    desk.ask('read_it');
    (await gated.untilRunning()).reject(new Error('boom'));
    expect(await desk.untilAnswered(1)).toMatchObject([{ result: { error: 'unavailable' }, effect: null }]);
    expect(desk.runs.isRunning).toBe(false);
  });

  test('that hangs is given up after eight seconds, and what it says later is dropped', async () => {
    const gated = new GatedTool();
    const desk = await open(gated.tool);
    desk.ask('read_it');
    const run = await gated.untilRunning();
    desk.clock.advance(7_999);
    expect([desk.answers.length, desk.runs.isRunning]).toEqual([0, true]);
    desk.clock.advance(1);
    expect(desk.answers).toMatchObject([{ result: { error: 'unavailable' }, isLate: false }]);
    expect(desk.runs.isRunning).toBe(false);
    run.resolve(DONE);
    await tick();
    expect(desk.answers).toHaveLength(1);
    expect(desk.records).toMatchObject([{ status: 'timed-out' }]);
  });

  test('is slow after 1.2 s, once, and never when it answered before', async () => {
    const gated = new GatedTool();
    const desk = await open(gated.tool);
    desk.ask('read_it');
    (await gated.untilRunning()).resolve(DONE);
    await desk.untilAnswered(1);
    desk.ask('read_it', '{"zip":"43215"}');
    desk.clock.advance(1_199);
    expect(desk.slow).toEqual([]);
    desk.clock.advance(6_000);
    expect(desk.slow).toEqual(['read_it']);
  });
});

describe('a flood', () => {
  test('of more than eight at once is refused beyond the eighth', async () => {
    const gated = new GatedTool();
    const desk = await open(gated.tool);
    for (let count = 0; count < 10; count++) desk.ask('read_it');
    expect(desk.answers).toMatchObject([
      { result: { detail: 'Too many tool calls.' } },
      { result: { detail: 'Too many tool calls.' } },
    ]);
    expect(gated.runs).toHaveLength(8);
  });

  test('of more than two hundred in a call is refused, each still answered', async () => {
    const gated = new GatedTool();
    const desk = await open(gated.tool);
    for (let count = 0; count < 200; count++) {
      desk.ask('read_it');
      (await gated.untilRunning(count + 1)).resolve(DONE);
      await desk.untilAnswered(count + 1);
    }
    for (let count = 0; count < 300; count++) desk.ask('read_it');
    expect(gated.runs).toHaveLength(200);
    expect(desk.answers).toHaveLength(500);
    expect(desk.answers.at(-1)?.result.detail).toBe('Too many tool calls.');
  });
});

describe('a tool that writes', () => {
  test('runs once per arguments, however often and with whatever ids the model asks', async () => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    desk.ask('write_it', '{"zip":"43215"}');
    (await gated.untilRunning()).resolve(BOOKED);
    await desk.untilAnswered(1);
    desk.ask('write_it', '{ "zip" : "43215" }');
    expect(await desk.untilAnswered(2)).toMatchObject([BOOKED, BOOKED]);
    desk.ask('write_it', '{"zip":"43216"}');
    (await gated.untilRunning(2)).resolve(BOOKED);
    await desk.untilAnswered(3);
    expect(gated.runs).toHaveLength(2);
    expect(await desk.rows()).toEqual([
      { name: 'write_it', status: 'done' },
      { name: 'write_it', status: 'done' },
    ]);
  });

  test('that hangs is told as unconfirmed, and as late when it happened after all', async () => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    desk.ask('write_it');
    const run = await gated.untilRunning();
    desk.clock.advance(8_000);
    expect(desk.answers).toMatchObject([{ result: { error: 'unknown' }, effect: null, isLate: false }]);
    run.resolve(BOOKED);
    expect(await desk.untilAnswered(2)).toMatchObject([{}, { ...BOOKED, isLate: true }]);
    expect(desk.runs.isRunning).toBe(false);
  });

  test('that fails late is told too: the caller waits for its confirmation', async () => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    desk.ask('write_it');
    const run = await gated.untilRunning();
    desk.clock.advance(8_000);
    run.reject(new Invalid('no such slot'));
    expect(await desk.untilAnswered(2)).toMatchObject([
      { isLate: false },
      { result: { error: 'unavailable' }, effect: null, isLate: true },
    ]);
  });

  const postgresError = (code: string) =>
    new Error('Failed query', { cause: Object.assign(new Error('no'), { code }) });
  test.each([
    ['refused by a rule of ours', new Invalid('no such slot'), 'unavailable'],
    ['rolled back for its statement took too long', postgresError('57014'), 'unavailable'],
    ['rolled back for a constraint', postgresError('23514'), 'unavailable'],
    ['rolled back for a deadlock', postgresError('40P01'), 'unavailable'],
    ['cut off, perhaps behind the commit', createConnectionError(), 'unknown'],
    ['cut off by a server that shuts down', postgresError('57P01'), 'unknown'],
    ['left open by the server itself', postgresError('40003'), 'unknown'],
    ['failing for a reason that tells nothing', new Error('boom'), 'unknown'],
    ['failing at a vendor', new VendorError('calcom', 'timeout', { isRetryable: true }), 'unknown'],
  ])('that is %s is told as what is certain', async (_what, error, told) => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    desk.ask('write_it');
    (await gated.untilRunning()).reject(error);
    expect(await desk.untilAnswered(1)).toMatchObject([{ result: { error: told }, effect: null }]);
  });

  test('that never began changed nothing, unless one before it is unconfirmed', async () => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    await whileAway(async () => {
      desk.ask('write_it', '{"zip":"1"}');
      await desk.untilAnswered(1);
    });
    desk.ask('write_it', '{"zip":"2"}');
    (await gated.untilRunning(1)).reject(createConnectionError());
    await desk.untilAnswered(2);
    await whileAway(async () => {
      desk.ask('write_it', '{"zip":"2"}');
      await desk.untilAnswered(3);
    });
    desk.ask('write_it', '{"zip":"2"}');
    (await gated.untilRunning(2)).resolve(BOOKED);
    await desk.untilAnswered(4);
    await whileAway(async () => {
      desk.ask('write_it', '{"zip":"3"}');
      await desk.untilAnswered(5);
    });
    expect(desk.answers.map(({ result }) => result.error ?? 'none')).toEqual([
      'unavailable',
      'unknown',
      'unknown',
      'none',
      'unavailable',
    ]);
  });

  test('that is done is told as done, though the ledger could not note it', async () => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    desk.ask('write_it');
    const run = await gated.untilRunning();
    await whileAway(async () => {
      run.resolve(BOOKED);
      expect(await desk.untilAnswered(1)).toMatchObject([BOOKED]);
    });
  });

  test('that is still running elsewhere is unconfirmed when the wait for it ends', async () => {
    const gated = new GatedTool({ isWrite: true });
    const placed = await calls.answer();
    const [elsewhere, here] = [await open({ placed }, gated.tool), await open({ placed }, gated.tool)];
    elsewhere.ask('write_it');
    await gated.untilRunning();
    here.ask('write_it');
    while (here.answers.length < 2) {
      here.clock.advance(50);
      await tick();
    }
    const result = { error: 'unknown' };
    expect(here.answers).toMatchObject([
      { result, isLate: false },
      { result, isLate: true },
    ]);
    expect(gated.runs).toHaveLength(1);
  });

  test('that was refused runs again, for what was refused may be free by now', async () => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    const refused: ToolAnswer = { result: { refusal: 'slot-taken' }, effect: null };
    for (const [index, answer] of [refused, refused, BOOKED].entries()) {
      desk.ask('write_it');
      (await gated.untilRunning(index + 1)).resolve(answer);
      await desk.untilAnswered(index + 1);
    }
    desk.ask('write_it');
    expect(await desk.untilAnswered(4)).toMatchObject([refused, refused, BOOKED, BOOKED]);
    expect(gated.runs).toHaveLength(3);
  });

  test('that threw may be tried again', async () => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    desk.ask('write_it');
    (await gated.untilRunning()).reject(new Error('slot service is down'));
    await desk.untilAnswered(1);
    desk.ask('write_it');
    (await gated.untilRunning(2)).resolve(BOOKED);
    expect((await desk.untilAnswered(2)).at(-1)).toMatchObject(BOOKED);
  });
});

describe('after the call', () => {
  test('nobody is answered, nothing is slow, and nothing more is run', async () => {
    const gated = new GatedTool();
    const desk = await open(gated.tool);
    desk.ask('read_it');
    const run = await gated.untilRunning();
    desk.runs[Symbol.dispose]();
    desk.clock.advance(2_000);
    run.resolve(DONE);
    await tick();
    desk.ask('read_it');
    expect([desk.answers, desk.slow]).toEqual([[], []]);
    expect(gated.runs).toHaveLength(1);
  });

  test('what a write has done still counts, and can be waited for', async () => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    expect(desk.runs.untilWritten()).toBeNull();
    desk.ask('write_it');
    const written = desk.runs.untilWritten();
    desk.runs[Symbol.dispose]();
    (await gated.untilRunning()).resolve(BOOKED);
    await written;
    expect(desk.afterEnd).toEqual([{ kind: 'slot-booked' }]);
    expect(desk.runs.untilWritten()).toBeNull();
  });

  test('a write that hangs is waited for no longer than its limit', async () => {
    const gated = new GatedTool({ isWrite: true });
    const desk = await open(gated.tool);
    desk.ask('write_it');
    const written = desk.runs.untilWritten();
    await gated.untilRunning();
    desk.clock.advance(8_000);
    await written;
    expect(desk.runs.untilWritten()).toBeNull();
  });
});
