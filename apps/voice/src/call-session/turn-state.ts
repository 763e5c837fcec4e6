import { assertNever } from '@afterhourfix/foundation';

/**
 * Who has the floor, and what an interruption means.
 *
 * | phase | agent audio begins | caller starts | caller stops | words arrive | noise limit | heard out | line over |
 * |---|---|---|---|---|---|---|---|
 * | quiet | agent | caller, cut | – | – | – | – | – |
 * | agent | – | caller, cut | – | – | – | quiet | – |
 * | agent, protected | – | watch noise | forget noise | three or more: quiet, cut, lift | caller, cut, lift | quiet, lift | – |
 * | caller | agent | – | quiet | – | – | – | – |
 * | line | – | watch noise | forget noise | – | cut | – | quiet or caller, lift |
 *
 * A safety line that is due begins the phase `line` from any other: silence, hold, watch noise or forget it, line. It belongs to the approved
 * line until that is over; what the caller says into it is no interruption before it is longer than a noise.
 *
 * The greeting is protected: a click or a cough at pick-up must not kill it, a caller who talks may.
 * An engine that owns its turns decides about interruptions itself: then nothing is cut.
 */
export type TurnState =
  | { phase: 'quiet' }
  | { phase: 'agent'; isProtected: boolean }
  | { phase: 'caller' }
  | { phase: 'line'; isCallerSpeaking: boolean };

export type TurnEvent =
  | { type: 'agent-audio-began' }
  | { type: 'heard-out' }
  | { type: 'caller-started' }
  | { type: 'caller-stopped' }
  | { type: 'caller-worded'; wordCount: number }
  | { type: 'noise-limit-reached' }
  | { type: 'line-due' }
  | { type: 'line-over' };

export type TurnCommand =
  | { do: 'cut-playback' }
  | { do: 'watch-noise' }
  | { do: 'forget-noise' }
  | { do: 'lift-protection' }
  /** Whatever the agent says is cut, also what it only begins to make. */
  | { do: 'silence-agent' }
  | { do: 'hold-turns' };

type Step = { state: TurnState; commands: TurnCommand[] };

/**
 * Speech longer than this is no line noise. Counted from `speech_started` to `speech_stopped`, which comes after the
 * detector's silence (500 ms by default): what lasts a second is let pass. Words come later than both.
 */
export const NOISE_LIMIT_MS = 1_500;
/** One or two words at pick-up are a "hello?", answered after the greeting. */
const WORDS_THAT_INTERRUPT = 3;

const CUT_AND_LIFT: TurnCommand[] = [{ do: 'cut-playback' }, { do: 'lift-protection' }];

export function stepTurn(state: TurnState, event: TurnEvent): Step {
  if (event.type === 'line-due') return lineDue(state);
  switch (state.phase) {
    case 'quiet':
      return stepQuiet(state, event);
    case 'agent':
      return state.isProtected ? stepProtected(state, event) : stepAgent(state, event);
    case 'caller':
      return stepCaller(state, event);
    case 'line':
      return stepLine(state, event);
    default:
      return assertNever(state);
  }
}

function stepQuiet(state: TurnState, event: TurnEvent): Step {
  switch (event.type) {
    case 'agent-audio-began':
      return { state: { phase: 'agent', isProtected: false }, commands: [] };
    case 'caller-started':
      // The carrier's queue outlives ours: what we believe to be silence may still be sounding there.
      return { state: { phase: 'caller' }, commands: [{ do: 'cut-playback' }] };
    default:
      return { state, commands: [] };
  }
}

function stepAgent(state: TurnState, event: TurnEvent): Step {
  switch (event.type) {
    case 'caller-started':
      return { state: { phase: 'caller' }, commands: [{ do: 'cut-playback' }] };
    case 'heard-out':
      return { state: { phase: 'quiet' }, commands: [] };
    default:
      return { state, commands: [] };
  }
}

function stepProtected(state: TurnState, event: TurnEvent): Step {
  switch (event.type) {
    case 'caller-started':
      return { state, commands: [{ do: 'watch-noise' }] };
    case 'caller-stopped':
      return { state, commands: [{ do: 'forget-noise' }] };
    case 'caller-worded':
      return event.wordCount >= WORDS_THAT_INTERRUPT
        ? { state: { phase: 'quiet' }, commands: CUT_AND_LIFT }
        : { state, commands: [] };
    case 'noise-limit-reached':
      return { state: { phase: 'caller' }, commands: CUT_AND_LIFT };
    case 'heard-out':
      return { state: { phase: 'quiet' }, commands: [{ do: 'lift-protection' }] };
    default:
      return { state, commands: [] };
  }
}

function lineDue(state: TurnState): Step {
  const isCallerSpeaking = state.phase === 'line' ? state.isCallerSpeaking : state.phase === 'caller';
  return {
    state: { phase: 'line', isCallerSpeaking },
    commands: [
      { do: 'silence-agent' },
      { do: 'hold-turns' },
      { do: isCallerSpeaking ? 'watch-noise' : 'forget-noise' },
    ],
  };
}

function stepLine(state: Extract<TurnState, { phase: 'line' }>, event: TurnEvent): Step {
  switch (event.type) {
    case 'caller-started':
      return { state: { ...state, isCallerSpeaking: true }, commands: [{ do: 'watch-noise' }] };
    case 'caller-stopped':
      return { state: { ...state, isCallerSpeaking: false }, commands: [{ do: 'forget-noise' }] };
    case 'noise-limit-reached':
      return { state, commands: [{ do: 'cut-playback' }] };
    case 'line-over':
      return {
        state: { phase: state.isCallerSpeaking ? 'caller' : 'quiet' },
        commands: [{ do: 'lift-protection' }],
      };
    default:
      return { state, commands: [] };
  }
}

function stepCaller(state: TurnState, event: TurnEvent): Step {
  switch (event.type) {
    case 'caller-stopped':
      return { state: { phase: 'quiet' }, commands: [] };
    case 'agent-audio-began':
      return { state: { phase: 'agent', isProtected: false }, commands: [] };
    default:
      return { state, commands: [] };
  }
}
