import type { DispatchStatus, Standing } from '@afterhourfix/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createDispatchNews,
  type DispatchNewsCommand,
  type DispatchNewsEvent,
  type DispatchNewsState,
  hasUntoldNews,
  isOver,
  keepsCompany,
  stepDispatchNews,
} from './dispatch-news.ts';

const EVERY_MS = 20_000;
const ARRIVES_BY = new Date('2026-11-24T07:40:00Z');
const CREATED: Standing = { kind: 'asking', rung: -1, asks: 'technician' };
const FIRST: Standing = { kind: 'asking', rung: 0, asks: 'technician' };
const NEXT: Standing = { kind: 'asking', rung: 1, asks: 'technician' };
const EVERYBODY: Standing = { kind: 'asking', rung: 2, asks: 'everybody' };
const OWNER: Standing = { kind: 'asking', rung: 3, asks: 'owner' };
const OWNER_ASKED: Standing = { kind: 'asking-owner' };
const BEN: Standing = { kind: 'coming', by: 'ben', arrivesBy: ARRIVES_BY };
const BEN_LATER: Standing = { ...BEN, arrivesBy: new Date(ARRIVES_BY.getTime() + 1_800_000) };
const DRY: Standing = { kind: 'nobody', why: 'exhausted' };
const OVER: Standing = { kind: 'over' };

const statusOf = (standing: Standing, dispatchId = 'd1'): DispatchStatus => ({
  ...{ dispatchId, standing, trade: 'plumbing', phase: 'paging', asksOwner: false, askedCount: 1 },
  notSentBecause: null,
  arrival: null,
});
const looked = (...standings: Standing[]): DispatchNewsEvent => ({
  type: 'looked',
  statuses: standings.map((standing, place) => statusOf(standing, `d${place + 1}`)),
});

/** Plays events; ticks come each quarter of a second. */
class Play {
  state: DispatchNewsState = createDispatchNews(EVERY_MS);
  atMs = 0;
  readonly said: { atMs: number; what: string }[] = [];

  step(event: DispatchNewsEvent): this {
    const { state, commands } = stepDispatchNews(this.state, event);
    this.state = state;
    for (const command of commands) this.said.push({ atMs: this.atMs, what: toWhat(command) });
    return this;
  }

  pass(forMs: number, { isQuiet = true, mayWait = true } = {}): this {
    for (let left = forMs; left > 0; left -= 250) {
      this.atMs += 250;
      this.step({ type: 'tick', atMs: this.atMs, isQuiet, mayWait });
    }
    return this;
  }

  get what(): string[] {
    return this.said.map(({ what }) => what);
  }
}

const toWhat = (command: DispatchNewsCommand): string =>
  command.do === 'owe-news' ? command.news : command.kind;

describe('progress', () => {
  test('tells who is asked next as soon as it may, and in fixed intervals that nobody has answered', () => {
    const play = new Play().step(looked(FIRST)).pass(45_000);
    expect(play.said).toEqual([
      { atMs: 3_250, what: 'first' },
      { atMs: 23_500, what: 'waiting' },
      { atMs: 43_750, what: 'still-waiting' },
    ]);
  });

  test.each<[string, Standing[], string[]]>([
    ['each rung', [FIRST, NEXT, EVERYBODY, OWNER], ['first', 'next', 'everybody', 'owner']],
    ["the owner's yes, then the technician's", [OWNER_ASKED, FIRST], ['owner-asked', 'first']],
    ['nobody before anybody is asked', [CREATED, CREATED], []],
  ])('tells of %s', (_what, standings, said) => {
    const play = new Play();
    for (const standing of standings) play.step(looked(standing)).pass(8_500);
    expect(play.what).toEqual(said);
  });

  test('is silent while anybody speaks, and for who must leave the house', () => {
    expect(new Play().step(looked(FIRST)).pass(60_000, { isQuiet: false }).what).toEqual([]);
    expect(new Play().step(looked(FIRST)).pass(60_000, { mayWait: false }).what).toEqual([]);
  });

  test('has an end, and silence is silence again', () => {
    const play = new Play().step(looked(FIRST)).pass(60 * 60_000);
    expect(play.said).toHaveLength(60);
    expect(keepsCompany(play.state)).toBe(false);
  });

  test('never comes sooner than eight seconds after the last, whatever technicians do', () => {
    const rungs = fc.array(
      fc.record({ rungs: fc.integer({ min: 0, max: 2 }), ms: fc.integer({ min: 250, max: 9_000 }) }),
      {
        minLength: 5,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(rungs, (steps) => {
        const play = new Play();
        let rung = 0;
        for (const step of steps) {
          rung += step.rungs;
          play.step(looked({ kind: 'asking', rung, asks: 'technician' })).pass(step.ms);
        }
        const times = play.said.map(({ atMs }) => atMs);
        for (const [place, atMs] of times.slice(1).entries())
          expect(atMs - (times[place] ?? 0)).toBeGreaterThanOrEqual(8_000);
      }),
    );
  });
});

describe('news', () => {
  test('is owed once it is quiet for a moment, and told when it was heard', () => {
    const play = new Play().step(looked(BEN)).pass(1_500, { isQuiet: false });
    expect(play.what).toEqual([]);
    play.pass(2_000);
    expect(play.what).toEqual(['coming']);
    expect(hasUntoldNews(play.state)).toBe(true);
    play.step({ type: 'line-over', isHeard: true }).pass(60_000);
    expect(play.what).toEqual(['coming']);
    expect([hasUntoldNews(play.state), keepsCompany(play.state)]).toEqual([false, false]);
  });

  test('that was not heard is owed once more, and then left to the agent until there is other news', () => {
    const play = new Play()
      .step(looked(BEN))
      .pass(2_000)
      .step({ type: 'line-over', isHeard: false })
      .pass(2_000);
    play.step({ type: 'line-over', isHeard: false }).pass(20_000);
    expect(play.what).toEqual(['coming', 'coming']);
    play.step(looked(BEN_LATER)).pass(2_000);
    expect(play.what).toEqual(['coming', 'coming', 'coming']);
  });

  test('that changes while it is said is followed by what holds now', () => {
    const play = new Play().step(looked(BEN)).pass(2_000).step(looked(BEN_LATER)).pass(4_000);
    expect(play.what).toEqual(['coming']);
    play.step({ type: 'line-over', isHeard: true }).pass(2_000);
    expect(play.what).toEqual(['coming', 'later']);
  });

  test('is left for a moment to an agent who was just told, and is over when the time was heard', () => {
    const play = new Play().step(looked(BEN)).step({ type: 'model-told', atMs: 0, dispatchIds: ['d1'] });
    expect(play.pass(3_750).what).toEqual([]);
    expect(play.step({ type: 'arrival-heard' }).pass(20_000).what).toEqual([]);
    const silent = new Play().step(looked(BEN)).step({ type: 'model-told', atMs: 0, dispatchIds: ['d1'] });
    expect(silent.pass(4_500).what).toEqual(['coming']);
  });

  test('that nobody comes is said by an agent who was told it', () => {
    const play = new Play().step(looked(DRY)).step({ type: 'model-told', atMs: 0, dispatchIds: ['d1'] });
    expect(play.pass(20_000).what).toEqual([]);
  });

  test('of several comes one after the other, and a time that was heard tells of none of them', () => {
    const play = new Play().step(looked(BEN, BEN)).step({ type: 'arrival-heard' }).pass(2_000);
    play.step({ type: 'line-over', isHeard: true }).pass(2_000);
    play.step({ type: 'line-over', isHeard: true }).pass(20_000);
    expect(play.what).toEqual(['coming', 'coming']);
  });

  test('is not awaited of what is over', () => {
    expect(isOver(new Play().step(looked(OVER)).state)).toBe(true);
    expect(isOver(new Play().step(looked(OVER, DRY)).state)).toBe(false);
  });
});
