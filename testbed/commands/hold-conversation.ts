import { setTimeout as wait } from 'node:timers/promises';
import type { CarrierCall } from '../simulators/carrier/index.ts';
import type { AgentEar } from './agent-ear.ts';
import type { CallStory } from './call-story.ts';
import type { CallerLine } from './caller-lines.ts';

/** Longer than the gaps between an agent's sentences, and than it takes to look something up. */
const QUIET_MS = 1_500;
const KEY_GAP_MS = 250;

export interface Conversation {
  call: CarrierCall;
  ear: AgentEar;
  story: CallStory;
  lines: readonly CallerLine[];
  /** How long the caller waits for the agent to speak, before the next line and at the end. */
  patienceMs: number;
  hangsUpAtOnce: boolean;
}

/** Until the agent, who speaks first, is quiet; false when the call is over already. */
export function hearGreeting(conversation: Conversation): Promise<boolean> {
  return hearAnswer(conversation, 0);
}

/** The caller's part of a call: each line when the agent is quiet, then the receiver goes down. */
export async function holdConversation(conversation: Conversation): Promise<void> {
  const { call, story, lines, hangsUpAtOnce } = conversation;
  for (const [index, line] of lines.entries()) {
    await deliver(conversation, line);
    const isLast = index === lines.length - 1;
    if (isLast && hangsUpAtOnce) break;
    if (!(await hearAnswer(conversation, call.nowMs()))) return;
  }
  if (!hangsUpAtOnce && !(await outwait(conversation))) return;
  story.tell(call.nowMs(), 'caller', 'hangs up');
  call.hangUp();
}

/** False when the call is over. */
async function hearAnswer({ ear, patienceMs }: Conversation, sinceMs: number): Promise<boolean> {
  return (await ear.answer({ sinceMs, quietMs: QUIET_MS, patienceMs })) !== 'ended';
}

/** Until the agent has kept quiet for as long as the caller is patient; false when the call is over before. */
async function outwait({ call, ear, patienceMs }: Conversation): Promise<boolean> {
  for (;;) {
    const sinceMs = Math.max(call.nowMs() - QUIET_MS, ear.lastLoudAtMs ?? 0);
    const answer = await ear.answer({ sinceMs, quietMs: patienceMs, patienceMs });
    if (answer !== 'answered') return answer !== 'ended';
  }
}

async function deliver({ call, ear, story }: Conversation, line: CallerLine): Promise<void> {
  if (line.kind === 'press') {
    story.tell(call.nowMs(), 'caller', `presses ${line.keys}`);
    for (const key of line.keys) {
      call.pressKey(key);
      await wait(KEY_GAP_MS);
    }
  } else {
    story.tell(call.nowMs(), 'caller', line.words, line.voice);
    // Modem tones are noise to an engine that understands speech.
    await call.sendSpeech(ear.isSimulatedAgent ? line.withWords : line.voiceOnly);
  }
  story.callerStopped(call.nowMs());
}
