import { AgentEar } from '../commands/agent-ear.ts';
import type { CarrierCall } from '../simulators/carrier/index.ts';
import { mulawFromPcm16, speak } from '../speech/index.ts';
import type { SpokenTurn } from './call-record.ts';
import type { CallerScript, CallerWords } from './caller-script.ts';
import type { FastClock } from './fast-clock.ts';
import { type LineNoise, throughNoisyLine } from './line-noise.ts';

/** Longer than the gaps between an agent's sentences, and than it takes to look something up. */
const QUIET_MS = 900;
const PATIENCE_MS = 7_000;
const INTO_THE_WORDS_MS = 700;
/** From hearing something to speaking over it. */
const REACTION_MS = 400;
const LONGEST_CALL_MS = 180_000;
/** The words travel behind the voice, so a simulated engine needs no more of it than this. */
const HURRIED_VOICE_MS = 1_200;
const SAMPLES_PER_MS = 8;

export interface PlayedCall {
  spoken: SpokenTurn[];
  answerDelaysMs: number[];
}

export interface Play {
  call: CarrierCall;
  script: CallerScript;
  clock: FastClock;
  /** False for an engine that understands speech: it gets the whole voice, and no data behind it. */
  isEngineSimulated: boolean;
  /** Null on a quiet line. */
  lineNoise: LineNoise | null;
  /** What an engine whose words are not in its audio has said since. */
  readAgentWords(): Promise<string[]>;
}

/** The caller's side of one call, from the greeting to the receiver going down. */
class Player {
  readonly #play: Play;
  readonly #played: PlayedCall = { spoken: [], answerDelaysMs: [] };
  readonly #ear: AgentEar;
  #heardCount = 0;
  #stoppedAtMs: number | null = null;
  #breakIn: CallerWords | null = null;
  #reactsAtMs = 0;
  #onBreakIn: () => void = () => undefined;
  #soundsSinceMs: number | null = null;

  constructor(play: Play) {
    this.#play = play;
    this.#ear = new AgentEar({
      sound: (atMs) => this.#sounded(atMs),
      sentence: ({ words }) => this.#caught(words),
    });
  }

  async run(): Promise<PlayedCall> {
    const { call } = this.#play;
    using _listening = call.onHeard((mulaw, atMs) => {
      this.#ear.hear(mulaw, atMs);
      if (this.#breakIn !== null && atMs >= this.#reactsAtMs) this.#onBreakIn();
    });
    void call.untilEnded().then(() => this.#ear.end());
    let sinceMs = 0;
    while (call.endedAt === null && call.nowMs() < LONGEST_CALL_MS) {
      const line = await this.#listen(sinceMs);
      if (line === null) break;
      if (line.silenceMs > 0) await this.#keepSilent(line.silenceMs);
      await this.#say(line);
      sinceMs = call.nowMs();
    }
    if (call.endedAt === null) await this.#answer(call.nowMs(), PATIENCE_MS);
    call.hangUp();
    await call.untilEnded();
    return this.#played;
  }

  /** What to say next: breaking in, or when the agent is quiet. Null at the end. */
  async #listen(sinceMs: number): Promise<CallerWords | null> {
    this.#soundsSinceMs = null;
    const broken = Promise.withResolvers<'broken'>();
    this.#onBreakIn = () => broken.resolve('broken');
    const answer = await Promise.race([this.#answer(sinceMs, PATIENCE_MS), broken.promise]);
    this.#onBreakIn = () => undefined;
    if (answer === 'ended') return null;
    const breakIn = this.#breakIn;
    this.#breakIn = null;
    return breakIn ?? this.#play.script.reply(await this.#takeWords());
  }

  #answer(sinceMs: number, patienceMs: number) {
    return this.#ear.answer({ sinceMs, quietMs: QUIET_MS, patienceMs });
  }

  async #keepSilent(patienceMs: number): Promise<void> {
    await this.#answer(this.#play.call.nowMs(), patienceMs);
  }

  async #takeWords(): Promise<string> {
    if (!this.#play.isEngineSimulated) return (await this.#play.readAgentWords()).join(' ');
    const words = this.#ear.sentences.slice(this.#heardCount).map((sentence) => sentence.words);
    this.#heardCount = this.#ear.sentences.length;
    return words.join(' ');
  }

  #caught(words: string): void {
    this.#breakInWith(this.#play.script.interrupt(words), REACTION_MS);
  }

  #sounded(atMs: number): void {
    if (this.#stoppedAtMs !== null && atMs > this.#stoppedAtMs) {
      this.#played.answerDelaysMs.push(Math.round(atMs - this.#stoppedAtMs));
      this.#stoppedAtMs = null;
    }
    this.#soundsSinceMs ??= atMs;
    if (this.#play.script.isAboutToInterrupt && atMs - this.#soundsSinceMs >= INTO_THE_WORDS_MS)
      this.#breakInWith(this.#play.script.reply(''), 0);
  }

  #breakInWith(words: CallerWords | null, reactionMs: number): void {
    if (words === null || this.#breakIn !== null) return;
    this.#breakIn = words;
    this.#reactsAtMs = this.#play.call.nowMs() + reactionMs;
  }

  /** A voice takes as long to make as it takes, and the agent is not to grow tired of waiting for it. */
  async #synthesize(words: string) {
    using _unhurried = this.#play.clock.atWallPace();
    const { samples, speechMs } = await speak(words, { voice: 'caller' });
    const voiceLength = Math.round(speechMs * SAMPLES_PER_MS);
    const { lineNoise } = this.#play;
    if (lineNoise === null) return { samples, voiceLength };
    const noisy = throughNoisyLine({ samples, voiceLength }, { ...lineNoise, seed: words.length });
    return { samples: noisy, voiceLength };
  }

  async #say({ turnId, words }: CallerWords): Promise<void> {
    const { call, clock, isEngineSimulated } = this.#play;
    const { samples, voiceLength } = await this.#synthesize(words);
    const start = Math.max(0, voiceLength - HURRIED_VOICE_MS * SAMPLES_PER_MS);
    const said = isEngineSimulated ? samples.subarray(start) : samples.subarray(0, voiceLength);
    if (turnId !== null) this.#played.spoken.push({ turnId, beganAt: clock.now() });
    await call.sendSpeech(mulawFromPcm16(said));
    this.#stoppedAtMs = call.nowMs();
  }
}

export function playCall(play: Play): Promise<PlayedCall> {
  return new Player(play).run();
}
