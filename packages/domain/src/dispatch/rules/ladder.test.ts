import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LadderCommand,
  type LadderEvent,
  type LadderState,
  type Person,
  stepLadder,
  toAckMinutes,
} from './ladder.ts';

const RUNGS = [['ana'], ['dee'], ['ana', 'dee', 'ben'], ['owner']];

function run(events: readonly LadderEvent[], rungs: readonly (readonly Person[])[] = RUNGS) {
  let state: LadderState = { phase: 'created' };
  const commands: LadderCommand[] = [];
  for (const event of events) {
    const step = stepLadder(rungs, state, event);
    state = step.state;
    commands.push(...step.commands);
  }
  return { state, commands };
}

const START: LadderEvent = { type: 'started' };
const late = (rung: number): LadderEvent => ({ type: 'timer-ran-out', rung });
const says = (type: 'accepted' | 'declined' | 'unreachable' | 'left' | 'arrived' | 'done', by: string) =>
  ({ type, by }) as LadderEvent;

describe('a ladder', () => {
  test.each<[string, LadderEvent[], string, LadderCommand | undefined]>([
    ['pages the first rung', [START], 'paging', { do: 'page', rung: 0, people: ['ana'] }],
    [
      'pages the next when the first sleeps',
      [START, late(0)],
      'paging',
      { do: 'page', rung: 1, people: ['dee'] },
    ],
    [
      'pages the next at once when the first declines, and not again among all',
      [START, says('declined', 'ana'), late(1)],
      'paging',
      { do: 'page', rung: 2, people: ['dee', 'ben'] },
    ],
    [
      'passes over one who cannot be reached, who may be reached later',
      [START, says('unreachable', 'ana'), late(1)],
      'paging',
      { do: 'page', rung: 2, people: ['ana', 'dee', 'ben'] },
    ],
    [
      'asks the owner last',
      [START, late(0), late(1), late(2)],
      'paging',
      { do: 'page', rung: 3, people: ['owner'] },
    ],
    ['runs dry', [START, late(0), late(1), late(2), late(3)], 'exhausted', { do: 'give-up' }],
    [
      'ignores the timer of a rung that is over',
      [START, says('declined', 'ana'), late(0)],
      'paging',
      { do: 'page', rung: 1, people: ['dee'] },
    ],
    [
      'is over before it began when nobody comes first, and begins when somebody does',
      [{ type: 'given-up' }, START],
      'paging',
      { do: 'page', rung: 0, people: ['ana'] },
    ],
    [
      'is given up before it began only',
      [START, { type: 'given-up' }],
      'paging',
      { do: 'page', rung: 0, people: ['ana'] },
    ],
    [
      'is taken by whoever says yes',
      [START, says('accepted', 'ana')],
      'acknowledged',
      { do: 'confirm', person: 'ana' },
    ],
    [
      'tells one who says yes too late that it is taken',
      [START, late(0), says('accepted', 'dee'), says('accepted', 'ana')],
      'acknowledged',
      { do: 'tell-taken', people: ['ana'] },
    ],
    [
      'is taken even after it ran dry',
      [START, late(0), late(1), late(2), late(3), says('accepted', 'ben')],
      'acknowledged',
      { do: 'tell-taken', people: ['ana', 'dee', 'owner'] },
    ],
    [
      'goes on when the one who took it cannot go after all',
      [START, says('accepted', 'ana'), says('declined', 'ana')],
      'paging',
      { do: 'page', rung: 1, people: ['dee'] },
    ],
    [
      'ends when the work is done, and never goes back',
      [START, says('accepted', 'ana'), says('done', 'ana'), says('left', 'ana'), { type: 'cancelled' }],
      'done',
      { do: 'confirm', person: 'ana' },
    ],
    [
      'tells who was asked that it is called off',
      [START, late(0), { type: 'cancelled' }],
      'cancelled',
      { do: 'tell-called-off', people: ['ana', 'dee'] },
    ],
    [
      'tells one who takes a job that is called off',
      [START, { type: 'cancelled' }, says('accepted', 'ana')],
      'cancelled',
      { do: 'tell-called-off', people: ['ana'] },
    ],
  ])('%s', (_name, events, phase, lastCommand) => {
    const { state, commands } = run(events);
    expect(state.phase).toBe(phase);
    expect(commands.at(-1)).toEqual(lastCommand);
  });

  test('only the one who took it leaves, arrives and is done', () => {
    const taken = [START, says('accepted', 'ana')];
    expect(run([...taken, says('arrived', 'dee')]).state.phase).toBe('acknowledged');
    expect(run([...taken, says('left', 'ana')]).state.phase).toBe('en_route');
    expect(run([...taken, says('left', 'ana'), says('arrived', 'ana')]).state.phase).toBe('arrived');
  });

  const anybody = fc.constantFrom('ana', 'dee', 'ben', 'owner');
  const anyEvent = fc.oneof<fc.Arbitrary<LadderEvent>[]>(
    fc.integer({ min: 0, max: 4 }).map(late),
    fc
      .tuple(fc.constantFrom('accepted', 'declined', 'unreachable', 'left', 'arrived', 'done'), anybody)
      .map(([type, by]) => ({ type, by }) as LadderEvent),
  );

  test('whoever holds the job is never paged, and who has declined is never asked again, whatever comes when', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        let { state } = stepLadder(RUNGS, { phase: 'created' }, START);
        const declined = new Set<string>();
        for (const event of events) {
          const holder = 'by' in state ? state.by : null;
          const step = stepLadder(RUNGS, state, event);
          if (event.type === 'declined' && (state.phase === 'paging' || holder === event.by))
            declined.add(event.by);
          if (event.type === 'accepted') declined.delete(event.by);
          for (const command of step.commands) {
            if (command.do !== 'page') continue;
            expect(command.people.filter((person) => declined.has(person))).toEqual([]);
            if (event.type !== 'declined') expect(holder).toBeNull();
          }
          state = step.state;
        }
      }),
    );
  });

  test('with timers alone it always ends', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anybody, { maxLength: 4 }), { maxLength: 6 }), (rungs) => {
        const timers = rungs.map((_people, rung) => late(rung));
        expect(run([START, ...timers], rungs).state.phase).toBe('exhausted');
      }),
    );
  });
});

test('a rung may answer for two, three or five minutes, or as the business says', () => {
  expect(toAckMinutes('life_safety')).toBe(2);
  expect(toAckMinutes('property_damage')).toBe(3);
  expect(toAckMinutes('urgent_comfort')).toBe(5);
  expect(toAckMinutes('urgent_comfort', { urgent_comfort: 1 })).toBe(1);
});
