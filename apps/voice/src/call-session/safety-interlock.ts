import { assertNever } from '@afterhourfix/foundation';
import type { LineMatch } from './line-match.ts';
import { addWaiting, type DueLine, isMoreUrgent, toKnownKey } from './owed-line.ts';

/**
 * The emergency interlock of a call: whoever tells of a danger hears the approved line before anything else.
 *
 * | phase | line owed | turn begins | sounds | its words so far | turn over | heard out | cut by the caller | deadline |
 * |---|---|---|---|---|---|---|---|---|
 * | calm | silence, note, say: due | – | – | – | – | – | – | – |
 * | due | the new one: due | of the line: saying | – | – | – | – | cut | other means |
 * | saying | the new one: due | other: is followed | no deadline | differ: other means; whole: remembered | not whole: other means | whole and over: calm, spoken | see below | other means, while it does not sound |
 * | playing | the new one: due | other: is followed | – | – | – | calm, spoken | see below | – |
 * | cut | the new one: due | – | – | – | – | – | – | say again: due |
 *
 * Other means: the recording; without one the engine once more, then the line has failed. An engine that can't be
 * trusted to say a line is not asked. A line cut before 60 % of it was heard is said again once, when the caller is
 * done, unless they say that they are out; one of which more was heard counts as spoken.
 *
 * Each safety line is due once in a call, and once more in another language (`isRepetition`). One that sends people out (`mustBeOut`) awaits their word that they are.
 *
 * Other lines are owed in the same way: a caller who reads out a card is stopped, whoever refuses a
 * recording is told that it is off, a notice that was not heard is given, a wrong figure is corrected. A more urgent one (`PURPOSES`) takes the floor at once, and the other is said after it;
 * one that is less urgent waits, until the caller is out where they must get out. A notice
 * and a word about the recording wait for a caller who speaks.
 */
export type InterlockState = Memory & (Calm | Due | Saying | Playing | Cut);

interface Memory {
  /** Ids of the safety lines that were due. */
  known: readonly string[];
  isOutAwaited: boolean;
  /** The most urgent first, one of each purpose at most. */
  waiting: readonly DueLine[];
}

interface Calm {
  phase: 'calm';
}

interface Attempt {
  line: DueLine;
  tries: number;
  /** Cut once already. */
  isRepeat: boolean;
}

interface Due extends Attempt {
  phase: 'due';
}

interface Saying extends Attempt {
  phase: 'saying';
  hasSounded: boolean;
  isWhole: boolean;
  isOver: boolean;
  /** The agent has gone on behind the line. */
  isFollowed: boolean;
}

interface Playing extends Attempt {
  phase: 'playing';
  isFollowed: boolean;
}

interface Cut extends Attempt {
  phase: 'cut';
}

export type InterlockEvent =
  /** From an earlier part of the call: this line is not due again. */
  | { type: 'line-recalled'; lineId: string; isOutAwaited: boolean }
  | { type: 'line-owed'; line: DueLine; isCallerSpeaking: boolean }
  /** The words of an utterance are all known, and nobody speaks. */
  | { type: 'caller-done' }
  | { type: 'caller-out' }
  | { type: 'agent-turn-started'; saying: string | null }
  | { type: 'agent-sounded' }
  | { type: 'agent-worded'; match: LineMatch }
  | { type: 'agent-turn-ended' }
  | { type: 'heard-out' }
  | { type: 'line-cut'; heardShare: number }
  | { type: 'deadline-reached' };

export type LineFailure = 'late' | 'different' | 'unsaid' | 'cut';

export type InterlockCommand =
  /** Nothing of the agent's is heard from now on, and no turn of its own begins. */
  | { do: 'silence-agent' }
  | { do: 'note'; line: DueLine }
  | { do: 'say-line'; line: DueLine }
  | { do: 'play-recording'; line: DueLine }
  | { do: 'start-deadline'; delayMs: number }
  | { do: 'stop-deadline' }
  | { do: 'tell-spoken'; line: DueLine; by: 'engine' | 'recording'; heardShare: number }
  | { do: 'tell-failed'; line: DueLine; reason: LineFailure }
  /** The call goes on; `isFollowed`: the agent has done so already. */
  | { do: 'let-go'; line: DueLine; isOutAwaited: boolean; isFollowed: boolean };

type Step = { state: InterlockState; commands: InterlockCommand[] };

/** From the hazard to the first sound of the line. */
export const SOUND_LIMIT_MS = 1_500;
/** A caller who talks over the line and does not stop. */
const CUT_LIMIT_MS = 10_000;
const ENOUGH_HEARD = 0.6;
const MAX_TRIES = 2;

export const CALM: InterlockState = { phase: 'calm', known: [], isOutAwaited: false, waiting: [] };

export function stepInterlock(state: InterlockState, event: InterlockEvent): Step {
  if (event.type === 'line-owed') return lineOwed(state, event);
  if (event.type === 'caller-out') return callerOut(state);
  if (event.type === 'line-recalled')
    return stay({
      ...state,
      known: [...state.known, event.lineId],
      isOutAwaited: state.isOutAwaited || event.isOutAwaited,
    });
  switch (state.phase) {
    case 'calm':
      return stay(state);
    case 'due':
      return stepDue(state, event);
    case 'saying':
      return stepSaying(state, event);
    case 'playing':
      return stepPlaying(state, event);
    case 'cut':
      return event.type === 'caller-done' || event.type === 'deadline-reached'
        ? sayAgain(state)
        : stay(state);
    default:
      return assertNever(state);
  }
}

type LineEvent = Exclude<InterlockEvent, { type: 'line-owed' | 'caller-out' | 'line-recalled' }>;

function lineOwed(
  state: InterlockState,
  { line, isCallerSpeaking }: { line: DueLine; isCallerSpeaking: boolean },
): Step {
  if (line.purpose === 'safety' && state.known.includes(toKnownKey(line)))
    return stay(inLanguageOf(state, line));
  if (state.phase !== 'calm' && isMoreUrgent(state.line, line))
    return stay({ ...state, waiting: addWaiting(state.waiting, line) });
  // A worse danger takes the place of another; what is not about danger is said after it.
  const isPutOff = state.phase !== 'calm' && state.line.purpose !== line.purpose;
  const memory = {
    known: line.purpose === 'safety' ? [...state.known, toKnownKey(line)] : state.known,
    isOutAwaited: state.isOutAwaited || line.mustBeOut,
    waiting: isPutOff ? addWaiting(state.waiting, state.line) : state.waiting,
  };
  const isPatient = line.purpose === 'notice' || line.purpose === 'consent';
  return begin(memory, { line, mustWait: isPatient && isCallerSpeaking });
}

/** What is said again is said in the language of what the caller has said meanwhile. */
function inLanguageOf(state: InterlockState, line: DueLine): InterlockState {
  return state.phase === 'cut' && state.line.id === line.id && !state.line.isRepetition
    ? { ...state, line }
    : state;
}

function begin(memory: Memory, { line, mustWait }: { line: DueLine; mustWait: boolean }): Step {
  const first: InterlockCommand[] = [{ do: 'silence-agent' }, { do: 'note', line }];
  if (!mustWait) return withFirst(first, attempt(memory, { line, tries: 0, isRepeat: false }));
  return {
    state: { ...memory, phase: 'cut', line, tries: 0, isRepeat: false },
    commands: [...first, { do: 'start-deadline', delayMs: CUT_LIMIT_MS }],
  };
}

function callerOut(state: InterlockState): Step {
  const out = { ...state, isOutAwaited: false };
  if (state.phase === 'cut') return letGo(out, state.line, { isFollowed: false });
  const [next, ...rest] = state.phase === 'calm' ? state.waiting : [];
  if (!next) return stay(out);
  return begin({ ...pickMemory(out), waiting: rest }, { line: next, mustWait: true });
}

function stepDue(state: Memory & Due, event: LineEvent): Step {
  switch (event.type) {
    case 'agent-turn-started':
      return event.saying === state.line.text ? stay(toSaying(state)) : stay(state);
    case 'line-cut':
      return lineCut(state, event.heardShare);
    case 'deadline-reached':
      return otherMeans(state, 'late');
    default:
      return stay(state);
  }
}

function stepSaying(state: Memory & Saying, event: LineEvent): Step {
  switch (event.type) {
    case 'agent-turn-started':
      return stay({ ...state, isFollowed: state.isOver });
    case 'agent-sounded':
      return { state: { ...state, hasSounded: true }, commands: [{ do: 'stop-deadline' }] };
    case 'agent-worded':
      if (event.match === 'different') return otherMeans(state, 'different');
      return stay({ ...state, isWhole: state.isWhole || event.match === 'whole' });
    case 'agent-turn-ended':
      return state.isWhole ? stay({ ...state, isOver: true }) : otherMeans(state, 'unsaid');
    case 'heard-out':
      return state.isWhole && state.isOver ? spoken(state, 1) : stay(state);
    case 'line-cut':
      return lineCut(state, event.heardShare);
    case 'deadline-reached':
      return state.hasSounded ? stay(state) : otherMeans(state, 'late');
    case 'caller-done':
      return stay(state);
    default:
      return assertNever(event);
  }
}

function stepPlaying(state: Memory & Playing, event: LineEvent): Step {
  switch (event.type) {
    case 'agent-turn-started':
      return stay({ ...state, isFollowed: true });
    case 'heard-out':
      return spoken(state, 1);
    case 'line-cut':
      return lineCut(state, event.heardShare);
    default:
      return stay(state);
  }
}

function attempt(memory: Memory, { line, tries, isRepeat }: Attempt): Step {
  const next = { ...pickMemory(memory), line, tries: tries + 1, isRepeat };
  if (line.isSayable || !line.isRecorded)
    return {
      state: { ...next, phase: 'due' },
      commands: [
        { do: 'start-deadline', delayMs: SOUND_LIMIT_MS },
        { do: 'say-line', line },
      ],
    };
  return play(next);
}

function play(state: Memory & Attempt): Step {
  const { line, tries, isRepeat } = state;
  return {
    state: { ...pickMemory(state), phase: 'playing', line, tries, isRepeat, isFollowed: false },
    commands: [{ do: 'stop-deadline' }, { do: 'play-recording', line }],
  };
}

/** The engine has not said it: what it still says of it is cut. */
function otherMeans(state: Memory & (Due | Saying), reason: LineFailure): Step {
  const failed: InterlockCommand[] = [
    { do: 'tell-failed', line: state.line, reason },
    { do: 'silence-agent' },
  ];
  if (state.line.isRecorded) return withFirst(failed, play(state));
  if (state.tries < MAX_TRIES) return withFirst(failed, attempt(state, state));
  return withFirst(failed, letGo(state, state.line, { isFollowed: false }));
}

function lineCut(state: Memory & (Due | Saying | Playing), heardShare: number): Step {
  if (heardShare >= ENOUGH_HEARD) return spoken(state, heardShare);
  const failed: InterlockCommand = { do: 'tell-failed', line: state.line, reason: 'cut' };
  if (state.isRepeat) return withFirst([failed], letGo(state, state.line, { isFollowed: false }));
  const { line, tries } = state;
  return {
    state: { ...pickMemory(state), phase: 'cut', line, tries, isRepeat: false },
    commands: [failed, { do: 'start-deadline', delayMs: CUT_LIMIT_MS }],
  };
}

function sayAgain(state: Memory & Cut): Step {
  return withFirst([{ do: 'silence-agent' }], attempt(state, { line: state.line, tries: 0, isRepeat: true }));
}

function spoken(state: Memory & (Due | Saying | Playing), heardShare: number): Step {
  const by = state.phase === 'playing' ? 'recording' : 'engine';
  const told: InterlockCommand = { do: 'tell-spoken', line: state.line, by, heardShare };
  const isFollowed = state.phase !== 'due' && state.isFollowed;
  return withFirst([told], letGo(state, state.line, { isFollowed }));
}

function letGo(memory: Memory, line: DueLine, { isFollowed }: { isFollowed: boolean }): Step {
  const { known, isOutAwaited, waiting } = memory;
  const [next, ...rest] = isOutAwaited ? [] : waiting;
  if (next) {
    const begun = begin({ known, isOutAwaited, waiting: rest }, { line: next, mustWait: false });
    return withFirst([{ do: 'stop-deadline' }], begun);
  }
  return {
    state: { known, isOutAwaited, waiting, phase: 'calm' },
    commands: [{ do: 'stop-deadline' }, { do: 'let-go', line, isOutAwaited, isFollowed }],
  };
}

function toSaying(state: Memory & Due): InterlockState {
  return { ...state, phase: 'saying', hasSounded: false, isWhole: false, isOver: false, isFollowed: false };
}

function pickMemory({ known, isOutAwaited, waiting }: Memory): Memory {
  return { known, isOutAwaited, waiting };
}

function withFirst(commands: readonly InterlockCommand[], step: Step): Step {
  return { state: step.state, commands: [...commands, ...step.commands] };
}

function stay(state: InterlockState): Step {
  return { state, commands: [] };
}
