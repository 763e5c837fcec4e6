import { advanceDueLadders, recordTechnicianReply, setDispatchPolicy } from '@afterhourfix/domain';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AGENT_TOOLS } from '../agent-tools/index.ts';
import { AnsweredCalls, type TestCall } from '../testing/answered-call.ts';
import { SessionStory, type StoryOptions } from './testing/session-story.ts';

const BEN = PhoneNumber.parse('+16145550192');
const DEE = PhoneNumber.parse('+16145550194');
const COMING = /^Ben Kowalski is coming to you and will be there by \d+:[0-5][05] at night\.$/;
const MINUTE_MS = 60_000;

let calls: AnsweredCalls;
let houses = 0;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

/** A caller on the line, whose story's time is also that of the ladder. */
class DispatchStory {
  readonly story: SessionStory;
  readonly placed: TestCall;
  readonly #ctx;

  readonly #underWay = new Set<Promise<unknown>>();

  constructor(placed: TestCall, options: Partial<StoryOptions> = {}) {
    this.placed = placed;
    const engine = 'an engine that can be interrupted' as const;
    const { db } = placed.domain;
    const transaction: typeof db.transaction = (run) => this.#follow(db.transaction(run));
    const watched = { ...placed, domain: { ...placed.domain, db: { ...db, transaction } } };
    this.story = new SessionStory(calls, watched, { engine, tools: AGENT_TOOLS, ...options });
    this.#ctx = { ...placed.domain, clock: this.story.clock };
  }

  /** All that code has had the engine say since the greeting. */
  get told(): string[] {
    return this.story.engine.told.slice(1);
  }

  /** Time passes in steps, and what the session reads meanwhile is there. */
  async pass(forMs: number): Promise<void> {
    for (let left = forMs; left > 0; left -= 1_000) {
      this.story.pass(Math.min(1_000, left));
      await this.read();
    }
  }

  /** What the session has asked of the database is answered. */
  async read(): Promise<void> {
    do {
      await Promise.allSettled(this.#underWay);
      await this.story.settle();
    } while (this.#underWay.size > 0);
  }

  #follow<Result>(transaction: Promise<Result>): Promise<Result> {
    const followed = transaction.finally(() => this.#underWay.delete(followed));
    this.#underWay.add(followed);
    return followed;
  }

  async dispatch(): Promise<string> {
    houses += 1;
    const { engine } = this.story;
    const toolCallId = engine.ask({
      name: 'dispatch_technician',
      arguments: {
        ...{ trade: 'plumbing', severity: 'property_damage', name: 'Marla Quint', zip: '43201' },
        ...{ addressLine: `${houses} Cedar Street`, problem: 'A pipe has burst' },
      },
    });
    const { dispatchId } = await engine.untilAnswered(toolCallId);
    await advanceDueLadders(this.#ctx);
    await this.read();
    return String(dispatchId);
  }

  reply(from: PhoneNumber, text: string) {
    return recordTechnicianReply(this.#ctx, { from, text });
  }

  async climb(): Promise<void> {
    await advanceDueLadders(this.#ctx);
    await this.read();
  }

  /** As if the rung were over. */
  async waitOut(minutes: number): Promise<void> {
    await this.pass(minutes * MINUTE_MS);
    await this.climb();
  }
}

async function begin(options: Partial<StoryOptions> = {}): Promise<DispatchStory> {
  const dispatch = new DispatchStory(await calls.answer(), options);
  await dispatch.story.greet();
  return dispatch;
}

describe('a yes while the caller is on the line', () => {
  test('is told by itself, who and by when, and is kept as a promise', async () => {
    const caller = await begin();
    await caller.dispatch();
    await caller.pass(6_000);
    expect(caller.told).toEqual([expect.stringContaining("I'm waiting for an answer")]);
    await caller.reply(BEN, '1 25');
    await caller.pass(12_000);
    expect(caller.told.at(-1)).toMatch(COMING);
    expect(caller.story.engine.responses).toBe(1);
    const promises = await caller.story.rows('kind, engine_call_id', 'spoken_promises');
    expect(promises.map(({ kind }) => kind).toSorted()).toEqual(
      expect.arrayContaining(['eta', 'technician']),
    );
    expect(new Set(promises.map((promise) => promise.engine_call_id))).toEqual(new Set(['tool-1']));
    await caller.pass(60_000);
    expect(caller.told.filter((line) => COMING.test(line))).toHaveLength(1);
    await caller.reply(BEN, '5 real');
  });

  test('waits for a caller who speaks, and for an agent who does', async () => {
    const caller = await begin();
    await caller.dispatch();
    caller.story.engine.emit({ type: 'caller-started-speaking', utteranceId: 'long' });
    await caller.reply(BEN, '1 25');
    await caller.pass(10_000);
    expect(caller.told.filter((line) => COMING.test(line))).toEqual([]);
    caller.story.engine.emit({ type: 'caller-stopped-speaking' });
    caller.story.engine.emit({
      type: 'caller-transcript',
      utteranceId: 'long',
      text: 'and so on',
      isFinal: true,
    });
    caller.story.engine.say({ text: 'I see.', lengthMs: 3_000 });
    await caller.pass(3_000);
    expect(caller.told.filter((line) => COMING.test(line))).toEqual([]);
    expect(caller.story.engine.cancellations).toBe(0);
    await caller.pass(9_000);
    expect(caller.told.filter((line) => COMING.test(line))).toHaveLength(1);
    await caller.reply(BEN, '5 real');
  });

  test('is not told twice when the agent has said it', async () => {
    const caller = await begin();
    await caller.dispatch();
    await caller.reply(BEN, '1 25');
    const asked = caller.story.engine.ask({ name: 'get_dispatch_status' });
    const answer = await caller.story.engine.untilAnswered(asked);
    await caller.read();
    caller.story.agentSays(`${answer.technicianName} will be there within ${35} minutes.`, 3_000);
    await caller.pass(20_000);
    expect(caller.told.filter((line) => COMING.test(line))).toEqual([]);
    await caller.reply(BEN, '5 real');
  });

  test('is told by us when the agent looked and then spoke of something else', async () => {
    const caller = await begin();
    await caller.dispatch();
    await caller.reply(BEN, '1 25');
    const asked = caller.story.engine.ask({ name: 'get_dispatch_status' });
    await caller.story.engine.untilAnswered(asked);
    caller.story.agentSays('What is your name?', 2_000);
    await caller.pass(8_000);
    expect(caller.told.filter((line) => COMING.test(line))).toHaveLength(1);
    await caller.reply(BEN, '5 real');
  });

  test('comes before the goodbye of an agent who wants to hang up', async () => {
    const caller = await begin();
    await caller.dispatch();
    await caller.reply(BEN, '1 25');
    const asked = caller.story.engine.ask({ name: 'end_call', arguments: { reason: 'info_only' } });
    expect(await caller.story.engine.untilAnswered(asked)).toMatchObject({ refusal: 'news-first' });
    await caller.pass(12_000);
    expect(caller.told.filter((line) => COMING.test(line))).toHaveLength(1);
    expect(caller.story.departures).toEqual([]);
    await caller.reply(BEN, '5 real');
  });

  test('that the agent tells in the breath of its goodbye does not hold the goodbye up', async () => {
    const caller = await begin();
    await caller.dispatch();
    await caller.reply(BEN, '1 25');
    const asked = caller.story.engine.ask({ name: 'get_dispatch_status' });
    await caller.story.engine.untilAnswered(asked);
    await caller.read();
    caller.story.engine.say({
      text: 'Ben Kowalski will be there within 35 minutes. Goodbye.',
      lengthMs: 3_000,
      tools: [{ name: 'end_call', arguments: { reason: 'info_only' } }],
    });
    await caller.pass(8_000);
    expect(caller.story.departures).toEqual([{ kind: 'hang-up', cause: 'agent' }]);
    await caller.reply(BEN, '5 real');
  });

  test('that is given back is taken back, and may not be spoken of any more', async () => {
    const caller = await begin();
    await caller.dispatch();
    await caller.reply(BEN, '1 25');
    await caller.pass(12_000);
    await caller.reply(BEN, '2');
    await caller.pass(12_000);
    expect(caller.told.filter((line) => line.includes("can't come after all"))).toHaveLength(1);
    caller.story.agentSays('Ben Kowalski is on his way.', 3_000);
    await caller.pass(3_000);
    expect(await caller.story.events('spoken-fact-corrected')).toHaveLength(1);
    await caller.reply(DEE, '1 20');
    await caller.pass(12_000);
    expect(caller.told.at(-1)).toMatch(/^Dee Marshall is coming/);
    await caller.reply(DEE, '5 real');
  });
});

describe('a caller who waits', () => {
  test('hears in fixed intervals how it goes, without a name or a time, and is not asked whether they are there', async () => {
    const caller = await begin();
    await setDispatchPolicy(caller.placed.domain, { progressSeconds: 30 });
    await caller.dispatch();
    await caller.waitOut(3);
    await caller.pass(20_000);
    await setDispatchPolicy(caller.placed.domain, { progressSeconds: 20 });
    const said = caller.told;
    expect(said[0]).toContain('I have asked our technician on call');
    expect(said.at(-1)).toContain("I'm asking the next technician now");
    expect(said.length).toBeGreaterThanOrEqual(5);
    expect(said.length).toBeLessThanOrEqual(8);
    expect(said.join(' ')).not.toMatch(/\d|Ben|Dee|still there\?/);
    expect(caller.story.departures).toEqual([]);
    await caller.reply(DEE, '1 20');
    await caller.reply(DEE, '5 real');
  });

  test('hears at once that nobody comes, with what is left, and the call ends as that', async () => {
    const caller = await begin();
    await setDispatchPolicy(caller.placed.domain, { ackMinutes: { property_damage: 0.25 } });
    await caller.dispatch();
    for (let rung = 0; rung < 4; rung += 1) await caller.waitOut(0.25);
    await setDispatchPolicy(caller.placed.domain, { ackMinutes: {} });
    await caller.pass(14_000);
    expect(caller.told.at(-1)).toMatch(/nobody has taken the job.*reach a person/);
    expect(caller.story.engine.responses).toBe(1);
    await caller.pass(20_000);
    expect(caller.told).toContain('Are you still there?');
    caller.story.session.ended('caller-hung-up');
    expect(await caller.story.outcome()).toEqual(['escalation_exhausted', 'no_ack']);
  });

  test('is heard in Spanish', async () => {
    const caller = await begin();
    caller.story.callerSays('se rompió un tubo y hay agua por todas partes en mi casa');
    await caller.dispatch();
    await caller.pass(6_000);
    await caller.reply(BEN, '1 25');
    await caller.pass(12_000);
    expect(caller.told[0]).toContain('espero su respuesta');
    expect(caller.told.at(-1)).toMatch(
      /^Ben Kowalski va para allá y llegará antes de las? \d+:\d\d de la noche/,
    );
    const promises = await caller.story.rows('kind', 'spoken_promises');
    expect(promises.map(({ kind }) => kind)).toContain('eta');
    await caller.reply(BEN, '5 real');
  });

  test('who comes back to the call hears what has become of it', async () => {
    const first = await begin();
    await first.dispatch();
    await first.reply(BEN, '1 25');
    first.story.session.release();
    const again = new DispatchStory(first.placed, { opening: 'resumption' });
    await again.story.greet();
    await again.pass(10_000);
    expect(again.told.filter((line) => COMING.test(line))).toHaveLength(1);
    await again.reply(BEN, '5 real');
  });
});

test('a database that is away is asked again', async () => {
  const caller = await begin();
  await caller.dispatch();
  await caller.reply(BEN, '1 25');
  calls.failure = new Error('away');
  await caller.story.settle();
  caller.story.pass(3_000);
  await caller.story.settle();
  calls.failure = null;
  await caller.pass(12_000);
  expect(caller.told.filter((line) => COMING.test(line))).toHaveLength(1);
  await caller.reply(BEN, '5 real');
});
