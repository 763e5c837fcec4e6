import type { CarrierCall, TwimlStep } from '../simulators/carrier/index.ts';
import { AgentEar } from './agent-ear.ts';
import type { CallStory } from './call-story.ts';
import type { FollowedTurn } from './transcript-follower.ts';

const BYTES_PER_MS = 8;
/** Verbs in which nothing happens that a person would notice. */
const SILENT_VERBS = ['Connect', 'Stream', 'Redirect', 'Number'];

export interface FollowedCall extends Disposable {
  ear: AgentEar;
}

/** Tells what is heard, what the carrier does and what is cut off, while the call goes on. */
export function followCall(call: CarrierCall, story: CallStory, rangAtMs: number): FollowedCall {
  let hasSounded = false;
  let stepCount = 0;
  const ear = new AgentEar({
    sound(atMs) {
      if (!hasSounded) tellFirstSound(call, story, { atMs, rangAtMs });
      hasSounded = true;
      story.agentSounded(atMs);
    },
    sentence: ({ words, startsAtMs }) => story.agentSaid(startsAtMs, words),
  });
  const stack = new DisposableStack();
  stack.use(
    call.onHeard((frame, atMs) => {
      for (const step of call.twimlHistory.slice(stepCount)) tellStep(story, step);
      stepCount = call.twimlHistory.length;
      ear.hear(frame, atMs);
    }),
  );
  stack.use(call.onMedia({ onClear: (atMs) => tellInterruption(call, story, atMs) }));
  void call.untilEnded().then((status) => {
    story.tell(call.nowMs(), 'line', `is down: ${status}`);
    ear.end();
  });
  return { ear, [Symbol.dispose]: () => stack.dispose() };
}

/** A turn read from the transcript, of an agent whose words cannot be taken from its sound. */
export function tellTurn(story: CallStory, turn: FollowedTurn): void {
  const { speaker, text, isInterrupted, atMs } = turn;
  if (speaker === 'agent') story.agentSaid(atMs, isInterrupted ? `${text} (interrupted)` : text);
  else story.tell(atMs, 'heard as', text);
}

function tellFirstSound(
  call: CarrierCall,
  story: CallStory,
  first: { atMs: number; rangAtMs: number },
): void {
  const answeredAfterMs = (call.answeredAtMs ?? first.rangAtMs) - first.rangAtMs;
  const words = `first sound ${Math.round(answeredAfterMs + first.atMs)} ms after the ring`;
  story.tell(first.atMs, 'line', words, `answered after ${Math.round(answeredAfterMs)} ms`);
}

function tellStep(story: CallStory, step: TwimlStep): void {
  if (SILENT_VERBS.includes(step.verb)) return;
  // What a <Gather> says comes again as the <Say> inside it.
  const text = step.verb === 'Gather' ? '' : step.text;
  story.tell(step.atMs, 'carrier', `<${step.verb}> ${text}`.trim());
}

function tellInterruption(call: CarrierCall, story: CallStory, atMs: number): void {
  const droppedBytes = call.streams.at(-1)?.clears.at(-1)?.droppedBytes ?? 0;
  if (droppedBytes === 0) return;
  const unheardMs = Math.round(droppedBytes / BYTES_PER_MS);
  story.tell(atMs, 'line', `${unheardMs} ms of the agent are cut off and never heard`);
}
