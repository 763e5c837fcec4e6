import { describe, expect, test } from 'vitest';
import type { DueLine } from './owed-line.ts';
import {
  CALM,
  type InterlockEvent,
  type InterlockState,
  SOUND_LIMIT_MS,
  stepInterlock,
} from './safety-interlock.ts';

const GAS: DueLine = {
  id: 'SAFE_GAS',
  purpose: 'safety',
  language: 'en',
  text: 'Please leave.',
  ruleIds: ['gas.smell.en'],
  mustBeOut: true,
  isSayable: true,
  isRecorded: true,
};
const WATER: DueLine = { ...GAS, id: 'SAFE_WATER_ELEC', text: 'Stay out of the water.', mustBeOut: false };
const UNRECORDED: DueLine = { ...WATER, isRecorded: false };
const UNSAYABLE: DueLine = { ...GAS, isSayable: false };

const seen = (line: DueLine): InterlockEvent => ({ type: 'line-owed', line, isCallerSpeaking: false });
const begun = (line: DueLine): InterlockEvent => ({ type: 'agent-turn-started', saying: line.text });
const other: InterlockEvent = { type: 'agent-turn-started', saying: null };
const sounded: InterlockEvent = { type: 'agent-sounded' };
const soFar: InterlockEvent = { type: 'agent-worded', match: 'so-far' };
const whole: InterlockEvent = { type: 'agent-worded', match: 'whole' };
const different: InterlockEvent = { type: 'agent-worded', match: 'different' };
const ended: InterlockEvent = { type: 'agent-turn-ended' };
const heard: InterlockEvent = { type: 'heard-out' };
const late: InterlockEvent = { type: 'deadline-reached' };
const out: InterlockEvent = { type: 'caller-out' };
const done: InterlockEvent = { type: 'caller-done' };
const recalled: InterlockEvent = { type: 'line-recalled', lineId: GAS.id, isOutAwaited: true };
const cutAt = (heardShare: number): InterlockEvent => ({ type: 'line-cut', heardShare });

/** Runs the events and tells the last step. */
function run(...events: readonly InterlockEvent[]) {
  let step: ReturnType<typeof stepInterlock> = { state: CALM, commands: [] };
  for (const event of events) step = stepInterlock(step.state, event);
  const { phase, isOutAwaited } = step.state;
  return { phase, isOutAwaited, does: step.commands.map((command) => command.do), commands: step.commands };
}

const SAY = ['start-deadline', 'say-line'];
const OTHER_MEANS = ['tell-failed', 'silence-agent', 'stop-deadline', 'play-recording'];
const GO_ON = ['stop-deadline', 'let-go'];

describe('a hazard', () => {
  test('silences the agent before all else, and has the line said', () => {
    expect(run(seen(GAS))).toMatchObject({ phase: 'due', does: ['silence-agent', 'note', ...SAY] });
    expect(run(seen(GAS)).commands).toContainEqual({ do: 'start-deadline', delayMs: SOUND_LIMIT_MS });
  });

  test('that is told again while its line is due changes nothing', () => {
    expect(run(seen(GAS), seen(GAS))).toMatchObject({ phase: 'due', does: [] });
  });

  test('whose line was said is not answered with it a second time', () => {
    expect(run(seen(GAS), begun(GAS), sounded, whole, ended, heard, seen(GAS))).toMatchObject({
      phase: 'calm',
      does: [],
    });
  });

  test.each([
    ['due', []],
    ['saying', [begun(WATER), sounded]],
    ['playing', [late]],
    ['cut', [cutAt(0.1)]],
  ] as const)('that is worse than the one whose line is %s takes its place', (_phase, events) => {
    const step = run(seen(WATER), ...events, seen(GAS));
    expect(step).toMatchObject({ phase: 'due', does: ['silence-agent', 'note', ...SAY] });
    expect(step.commands.at(-1)).toEqual({ do: 'say-line', line: GAS });
  });

  test('on an engine that owns its turns is answered by the recording', () => {
    expect(run(seen(UNSAYABLE))).toMatchObject({
      phase: 'playing',
      does: ['silence-agent', 'note', 'stop-deadline', 'play-recording'],
    });
  });
});

describe('the line as the engine says it', () => {
  test('word for word and heard out was spoken, and the call goes on', () => {
    const step = run(seen(WATER), begun(WATER), sounded, soFar, whole, ended, heard);
    expect(step).toMatchObject({ phase: 'calm', does: ['tell-spoken', ...GO_ON] });
    expect(step.commands[0]).toMatchObject({ by: 'engine', heardShare: 1 });
    expect(step.commands.at(-1)).toMatchObject({ isOutAwaited: false, isFollowed: false });
  });

  test('is not spoken before it was heard: what ends is its turn, or what the caller heard before it', () => {
    expect(run(seen(GAS), begun(GAS), sounded, whole, ended)).toMatchObject({ phase: 'saying', does: [] });
    expect(run(seen(GAS), begun(GAS), heard)).toMatchObject({ phase: 'saying', does: [] });
    expect(run(seen(GAS), heard, ended)).toMatchObject({ phase: 'due', does: [] });
  });

  test.each([
    ['in other words', [begun(GAS), sounded, different], 'different'],
    ['not to its end', [begun(GAS), sounded, soFar, ended], 'unsaid'],
    ['without words', [begun(GAS), ended], 'unsaid'],
    ['not at all', [late], 'late'],
    ['without a sound in time', [begun(GAS), late], 'late'],
    ['after a turn of its own', [other, late], 'late'],
  ] as const)('%s is played from the recording instead', (_how, events, reason) => {
    const step = run(seen(GAS), ...events);
    expect(step).toMatchObject({ phase: 'playing', does: OTHER_MEANS });
    expect(step.commands[0]).toMatchObject({ reason, line: { ruleIds: ['gas.smell.en'] } });
    const spoken = run(seen(GAS), ...events, heard);
    expect(spoken).toMatchObject({ phase: 'calm', does: ['tell-spoken', ...GO_ON] });
    expect(spoken.commands[0]).toMatchObject({ by: 'recording' });
  });

  test('has no deadline once it sounds', () => {
    expect(run(seen(GAS), begun(GAS), sounded).does).toEqual(['stop-deadline']);
    expect(run(seen(GAS), begun(GAS), sounded, late)).toMatchObject({ phase: 'saying', does: [] });
  });

  test('and not recorded is asked for once more, then given up with a word in the journal', () => {
    const again = run(seen(UNRECORDED), begun(UNRECORDED), different);
    expect(again).toMatchObject({ phase: 'due', does: ['tell-failed', 'silence-agent', ...SAY] });
    const givenUp = run(seen(UNRECORDED), begun(UNRECORDED), different, begun(UNRECORDED), different);
    expect(givenUp).toMatchObject({ phase: 'calm', does: ['tell-failed', 'silence-agent', ...GO_ON] });
  });

  test('and what the agent says behind it need not be asked for again', () => {
    const step = run(seen(WATER), begun(WATER), sounded, whole, ended, other, heard);
    expect(step.commands.at(-1)).toMatchObject({ do: 'let-go', isFollowed: true });
  });
});

describe('a caller who talks over the line', () => {
  const saying = [seen(GAS), begun(GAS), sounded, whole, ended];

  test.each([
    ['said', saying],
    ['played', [seen(GAS), late]],
    ['due', [seen(GAS)]],
  ])(
    'while it is %s and has not heard enough of it hears it once more when they are done',
    (_how, events) => {
      expect(run(...events, cutAt(0.59))).toMatchObject({
        phase: 'cut',
        does: ['tell-failed', 'start-deadline'],
      });
      expect(run(...events, cutAt(0.59), done)).toMatchObject({
        phase: 'due',
        does: ['silence-agent', ...SAY],
      });
      expect(run(...events, cutAt(0.59), late)).toMatchObject({
        phase: 'due',
        does: ['silence-agent', ...SAY],
      });
    },
  );

  test('is not told a third time', () => {
    const twice = run(...saying, cutAt(0.2), done, cutAt(0.2));
    expect(twice).toMatchObject({ phase: 'calm', does: ['tell-failed', ...GO_ON] });
  });

  test('and has heard enough of it has heard it', () => {
    const step = run(...saying, cutAt(0.6));
    expect(step).toMatchObject({ phase: 'calm', does: ['tell-spoken', ...GO_ON] });
    expect(step.commands[0]).toMatchObject({ heardShare: 0.6 });
  });

  test('to say that they are out is not told again', () => {
    expect(run(...saying, cutAt(0.2), out)).toMatchObject({
      phase: 'calm',
      isOutAwaited: false,
      does: GO_ON,
    });
  });
});

describe('that they are out', () => {
  test.each([
    ['is awaited from the hazard on', [seen(GAS)], true],
    ['is awaited when the line was heard', [seen(GAS), late, heard], true],
    ['is not awaited when the line sends nobody out', [seen(WATER)], false],
    ['is still awaited when another hazard comes that sends nobody out', [seen(GAS), seen(WATER)], true],
    ['is not awaited any more once they have said it', [seen(GAS), late, heard, out], false],
    ['may be said while the line is due', [seen(GAS), out], false],
    ['is awaited when the line was heard in an earlier part of the call', [recalled], true],
    ['is awaited anew when another danger comes', [seen(GAS), out, seen({ ...GAS, id: 'SAFE_CO' })], true],
  ] as const)('%s', (_what, events, isOutAwaited) => {
    expect(run(...events).isOutAwaited).toBe(isOutAwaited);
  });
});

test('a line that was heard in an earlier part of the call is not due again', () => {
  expect(run(recalled, seen(GAS))).toMatchObject({ phase: 'calm', does: [] });
});

test('a call without hazards is left alone, whatever happens in it', () => {
  for (const event of [
    begun(GAS),
    other,
    sounded,
    whole,
    different,
    ended,
    heard,
    late,
    done,
    out,
    cutAt(0),
  ]) {
    const step = stepInterlock(CALM, event);
    expect(step).toEqual({ state: CALM satisfies InterlockState, commands: [] });
  }
});

describe('lines that are owed for other reasons', () => {
  const CORRECTION: DueLine = { ...WATER, id: 'CORRECTION', purpose: 'correction', text: 'Not so.' };
  const CARD: DueLine = { ...WATER, id: 'CARD_STOP', purpose: 'card', text: 'Stop.' };
  const NOTICE: DueLine = { ...WATER, id: 'NOTICE', purpose: 'notice', text: 'I am an AI.' };
  const CONSENT: DueLine = { ...WATER, id: 'RECORDING_OFF', purpose: 'consent', text: 'It is off.' };
  const speaking = (line: DueLine): InterlockEvent => ({ type: 'line-owed', line, isCallerSpeaking: true });
  const said = (line: DueLine) => [begun(line), sounded, whole, ended, heard];

  test('are said at once when nothing else is', () => {
    expect(run(seen(CORRECTION))).toMatchObject({ phase: 'due', does: ['silence-agent', 'note', ...SAY] });
    expect(run(speaking(CARD))).toMatchObject({ phase: 'due' });
  });

  test('are due as often as there is a reason', () => {
    expect(run(seen(CORRECTION), ...said(CORRECTION), seen(CORRECTION)).phase).toBe('due');
  });

  test('make way for a danger, and are said after it', () => {
    const interrupted = run(seen(CORRECTION), begun(CORRECTION), seen(WATER));
    expect(interrupted.commands).toContainEqual({ do: 'say-line', line: WATER });
    const after = run(seen(CORRECTION), begun(CORRECTION), seen(WATER), ...said(WATER));
    expect(after.commands).toContainEqual({ do: 'say-line', line: CORRECTION });
    expect(after.phase).toBe('due');
  });

  test('wait for a line that is more urgent, the most urgent of them first', () => {
    const events = [seen(WATER), seen(CORRECTION), seen(NOTICE), seen(CARD)];
    expect(run(...events)).toMatchObject({ phase: 'due', does: [] });
    expect(run(...events, ...said(WATER)).commands).toContainEqual({ do: 'say-line', line: CARD });
    expect(run(...events, ...said(WATER), ...said(CARD)).commands).toContainEqual({
      do: 'say-line',
      line: NOTICE,
    });
    const all = run(...events, ...said(WATER), ...said(CARD), ...said(NOTICE), ...said(CORRECTION));
    expect(all).toMatchObject({ phase: 'calm', does: ['tell-spoken', ...GO_ON] });
  });

  test('wait while people must get out, and are said once they are', () => {
    expect(run(seen(GAS), seen(NOTICE), ...said(GAS))).toMatchObject({
      phase: 'calm',
      does: ['tell-spoken', ...GO_ON],
    });
    expect(run(seen(GAS), seen(NOTICE), ...said(GAS), out)).toMatchObject({ phase: 'cut' });
    expect(run(seen(GAS), seen(NOTICE), ...said(GAS), out, done).commands).toContainEqual({
      do: 'say-line',
      line: NOTICE,
    });
  });

  test('of two corrections only the later one is owed', () => {
    const later = { ...CORRECTION, text: 'Not so either.' };
    const events = [seen(WATER), seen(CORRECTION), seen(later), ...said(WATER)];
    expect(run(...events).commands).toContainEqual({ do: 'say-line', line: later });
    expect(run(...events, ...said(later)).phase).toBe('calm');
  });

  test('of all of them a word about the recording comes right after a card', () => {
    const events = [seen(CARD), seen(CORRECTION), seen(NOTICE), seen(CONSENT)];
    expect(run(...events, ...said(CARD)).commands).toContainEqual({ do: 'say-line', line: CONSENT });
    const after = run(...events, ...said(CARD), ...said(CONSENT));
    expect(after.commands).toContainEqual({ do: 'say-line', line: NOTICE });
  });

  test.each([
    ['a notice', NOTICE],
    ['a word about the recording', CONSENT],
  ])('%s waits until the caller has spoken, and not without end', (_what, line) => {
    expect(run(speaking(line))).toMatchObject({
      phase: 'cut',
      does: ['silence-agent', 'note', 'start-deadline'],
    });
    expect(run(speaking(line), done).commands).toContainEqual({ do: 'say-line', line });
    expect(run(speaking(line), late).commands).toContainEqual({ do: 'say-line', line });
  });
});
