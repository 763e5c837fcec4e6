import { describe, expect, test } from 'vitest';
import { stepTurn, type TurnCommand, type TurnEvent, type TurnState } from './turn-state.ts';

const quiet: TurnState = { phase: 'quiet' };
const agent: TurnState = { phase: 'agent', isProtected: false };
const greeting: TurnState = { phase: 'agent', isProtected: true };
const caller: TurnState = { phase: 'caller' };
const line: TurnState = { phase: 'line', isCallerSpeaking: false };
const overLine: TurnState = { phase: 'line', isCallerSpeaking: true };

const began: TurnEvent = { type: 'agent-audio-began' };
const heardOut: TurnEvent = { type: 'heard-out' };
const started: TurnEvent = { type: 'caller-started' };
const stopped: TurnEvent = { type: 'caller-stopped' };
const oneWord: TurnEvent = { type: 'caller-worded', wordCount: 1 };
const twoWords: TurnEvent = { type: 'caller-worded', wordCount: 2 };
const threeWords: TurnEvent = { type: 'caller-worded', wordCount: 3 };
const noiseLimit: TurnEvent = { type: 'noise-limit-reached' };
const lineDue: TurnEvent = { type: 'line-due' };
const lineOver: TurnEvent = { type: 'line-over' };

type Row = [state: TurnState, event: TurnEvent, next: TurnState, commands: TurnCommand['do'][]];
const same = (state: TurnState, ...events: TurnEvent[]): Row[] =>
  events.map((event) => [state, event, state, []]);

const TABLE: Row[] = [
  [quiet, began, agent, []],
  [quiet, started, caller, ['cut-playback']],
  [quiet, lineDue, line, ['silence-agent', 'hold-turns', 'forget-noise']],
  ...same(quiet, stopped, oneWord, threeWords, noiseLimit, heardOut, lineOver),

  [agent, started, caller, ['cut-playback']],
  [agent, heardOut, quiet, []],
  [agent, lineDue, line, ['silence-agent', 'hold-turns', 'forget-noise']],
  ...same(agent, began, stopped, oneWord, threeWords, noiseLimit, lineOver),

  [greeting, started, greeting, ['watch-noise']],
  [greeting, stopped, greeting, ['forget-noise']],
  [greeting, threeWords, quiet, ['cut-playback', 'lift-protection']],
  [greeting, noiseLimit, caller, ['cut-playback', 'lift-protection']],
  [greeting, heardOut, quiet, ['lift-protection']],
  [greeting, lineDue, line, ['silence-agent', 'hold-turns', 'forget-noise']],
  ...same(greeting, began, oneWord, twoWords, lineOver),

  [caller, began, agent, []],
  [caller, stopped, quiet, []],
  [caller, lineDue, overLine, ['silence-agent', 'hold-turns', 'watch-noise']],
  ...same(caller, started, oneWord, threeWords, noiseLimit, heardOut, lineOver),

  [line, started, overLine, ['watch-noise']],
  [line, stopped, line, ['forget-noise']],
  [line, noiseLimit, line, ['cut-playback']],
  [line, lineDue, line, ['silence-agent', 'hold-turns', 'forget-noise']],
  [line, lineOver, quiet, ['lift-protection']],
  ...same(line, began, oneWord, threeWords, heardOut),

  [overLine, started, overLine, ['watch-noise']],
  [overLine, stopped, line, ['forget-noise']],
  [overLine, noiseLimit, overLine, ['cut-playback']],
  [overLine, lineDue, overLine, ['silence-agent', 'hold-turns', 'watch-noise']],
  [overLine, lineOver, caller, ['lift-protection']],
  ...same(overLine, began, oneWord, threeWords, heardOut),
];

describe('who has the floor', () => {
  test.each(TABLE)('%j on %j becomes %j with %j', (state, event, next, commands) => {
    const step = stepTurn(state, event);
    expect(step.state).toEqual(next);
    expect(step.commands.map((command) => command.do)).toEqual(commands);
  });

  test('every event is tried in every state', () => {
    const tried = new Set(TABLE.map(([state, event]) => `${JSON.stringify(state)} ${event.type}`));
    expect(tried.size).toBe(6 * 8);
  });
});
