import type { AnsweredCall, PublishedAgent } from '@afterhourfix/domain';
import type { Clock } from '@afterhourfix/foundation';
import { SPOKEN_LINES, type SpokenLines } from '../instructions/spoken-lines.ts';
import type { SpeechEngine } from '../speech-engine/speech-engine.ts';
import type { CallJournal } from './call-journal.ts';
import type { CallLanguage } from './call-language.ts';
import type { CallLife } from './call-life.ts';
import { FAREWELL_LIMIT_MS } from './call-state.ts';
import { readRelayCall } from './relay-call.ts';
import { SilenceWatch } from './silence-watch.ts';
import { Timers } from './timers.ts';

/** A caller who comes back when the time is up hears the agent, and why the call ends. */
const SHORTEST_PART_MS = 5_000;

/** Behind a relay operator somebody reads, and types the answer. */
const RELAY_PATIENCE_MS = 12_000;

export interface CallLimitsParts {
  call: AnsweredCall;
  agent: PublishedAgent;
  firstAudioLimitMs: number;
  engine: SpeechEngine;
  life: CallLife;
  language: CallLanguage;
  earlierTurns: readonly { speaker: 'caller' | 'agent'; text: string }[];
  journal: CallJournal;
  clock: Clock;
  /** The media is there and the agent says nothing. */
  onMute(): void;
}

/** How long a call may last, its agent be mute and its caller silent; and the words that go with it. */
export class CallLimits implements Disposable {
  readonly #parts: CallLimitsParts;
  readonly #timers: Timers<'max-duration' | 'first-audio'>;
  readonly #silence: SilenceWatch;

  constructor(parts: CallLimitsParts) {
    this.#parts = parts;
    this.#timers = new Timers(parts.clock);
    const { silencePromptAfterMs: promptAfterMs, silenceGoodbyeAfterMs: goodbyeAfterMs } = parts.agent.engine;
    this.#silence = new SilenceWatch({
      clock: parts.clock,
      limits: { promptAfterMs, goodbyeAfterMs },
      onSilence: (what) => this.#callerSilent(what),
    });
    for (const { speaker, text } of parts.earlierTurns) if (speaker === 'caller') this.callerHeard(text);
  }

  mediaStarted({ isAgentAwaited }: { isAgentAwaited: boolean }): void {
    const { firstAudioLimitMs, onMute } = this.#parts;
    if (isAgentAwaited) this.#timers.start('first-audio', firstAudioLimitMs, onMute);
    this.#timers.start('max-duration', this.#leftMs(), () => this.#tooLong());
  }

  agentSounded(): void {
    this.#timers.stop('first-audio');
    this.#silence.silenceBroken();
  }

  toolAsked(): void {
    this.#silence.silenceBroken();
  }

  /** Somebody or something, nobody knows yet: no silence, but no sign of the caller either. */
  callerSounded(): void {
    this.#silence.silenceBroken();
  }

  /** `text`: null for a key. */
  callerHeard(text: string | null): void {
    if (text !== null && readRelayCall(text)) this.#silence.waitLonger(RELAY_PATIENCE_MS);
    this.#silence.callerHeard();
  }

  /** Nobody speaks and nothing is being looked up. */
  silenceBegan(): void {
    this.#silence.silenceBegan();
  }

  [Symbol.dispose](): void {
    this.#timers[Symbol.dispose]();
    this.#silence[Symbol.dispose]();
  }

  get #lines(): SpokenLines {
    return SPOKEN_LINES[this.#parts.language.current];
  }

  /** The limit is the call's: its earlier streams, and the ringing of people, count. */
  #leftMs(): number {
    const { agent, call, clock } = this.#parts;
    const { maxCallMs } = agent.engine;
    const leftMs = maxCallMs - (clock.now().getTime() - call.startedAt.getTime());
    return Math.max(leftMs, Math.min(maxCallMs, SHORTEST_PART_MS));
  }

  #callerSilent(what: 'prompt' | 'goodbye'): void {
    this.#parts.journal.happened('caller-silent', { what });
    if (what === 'prompt') this.#parts.engine.sayExactly(this.#lines.silencePrompt);
    else this.#sayGoodbye('silence', this.#lines.silenceGoodbye);
  }

  /** Asked again in a while: a goodbye that the agent was saying just then may be taken back. */
  #tooLong(): void {
    this.#parts.journal.happened('max-duration-reached');
    this.#timers.start('max-duration', FAREWELL_LIMIT_MS, () => this.#tooLong());
    this.#sayGoodbye('max-duration', this.#lines.maxDurationGoodbye);
  }

  #sayGoodbye(cause: 'silence' | 'max-duration', text: string): void {
    this.#parts.life.leave({ kind: 'hang-up', cause }, { progress: 'unsaid', text });
  }
}
