import { AgentEngineSettings } from '@afterhourfix/domain';
import { type Clock, systemClock, withTimeLimit } from '@afterhourfix/foundation';
import type { AgentAudio, Recollection, SpeechEngineEvent } from '@afterhourfix/voice/speech-engine';
import { RealtimeEngine } from '@afterhourfix/voice/speech-engine/realtime';
import {
  type OpenAiRealtimeSimulator,
  type OpenAiRealtimeSimulatorOptions,
  type RealtimeSession,
  startOpenAiRealtimeSimulator,
} from '../simulators/openai-realtime/index.ts';
import { mulawFromPcm16, pcm16FromMulaw, speakSync, WordsDecoder } from '../speech/index.ts';

const FRAME_BYTES = 160;
const SILENT_MULAW = 0xff;
/** Longer than any turn detection of these tests waits. */
const SILENCE_AFTER_WORDS_MS = 800;
const LIMIT_MS = 10_000;

const TOOL = {
  name: 'get_slots',
  description: 'Free times',
  parameters: { type: 'object', properties: { zip: { type: 'string' } } },
};

type EngineSettings = Parameters<typeof AgentEngineSettings.parse>[0] & object;
type Of<Type extends SpeechEngineEvent['type']> = Extract<SpeechEngineEvent, { type: Type }>;

export interface EngineLineOptions {
  simulator?: OpenAiRealtimeSimulatorOptions;
  engine?: Partial<EngineSettings>;
  isHeld?: boolean;
  clock?: Clock;
  rolloverAfterMs?: number;
  recollection?: Recollection;
  apiKey?: string;
  keyHeader?: 'bearer' | 'api-key';
  /** Changes the simulator's address before it is used. */
  toUrl?: (url: string) => string;
  /** Told of each event as the engine tells it, to act in the midst of a race. */
  onEvent?: (event: SpeechEngineEvent, line: EngineLine) => void;
}

/** The real adapter on a line to the simulated API, with a caller at the near end. */
export class EngineLine implements AsyncDisposable {
  readonly simulator: OpenAiRealtimeSimulator;
  readonly engine: RealtimeEngine;
  readonly events: SpeechEngineEvent[] = [];
  /** µ-law of each utterance, as the telephone would get it. */
  readonly audio = new Map<string, Buffer[]>();
  /** What the engine is told when it asks what was said so far. */
  recollection: Recollection;
  sentBytes = 0;
  readonly #waiting = new Set<() => void>();
  readonly #onEvent: NonNullable<EngineLineOptions['onEvent']>;

  constructor(simulator: OpenAiRealtimeSimulator, options: EngineLineOptions) {
    this.simulator = simulator;
    this.recollection = options.recollection ?? { turns: [], facts: [] };
    this.#onEvent = options.onEvent ?? (() => undefined);
    const toUrl = options.toUrl ?? ((url: string) => url);
    this.engine = new RealtimeEngine({
      endpoint: {
        url: toUrl(simulator.url),
        model: 'gpt-realtime-2.1',
        apiKey: options.apiKey ?? 'line-key',
        keyHeader: options.keyHeader ?? 'bearer',
      },
      engine: AgentEngineSettings.parse(options.engine ?? {}),
      brief: { instructions: 'Answer the phone.', tools: [TOOL], recall: () => this.recollection },
      isHeld: options.isHeld ?? false,
      clock: options.clock ?? systemClock,
      rolloverAfterMs: options.rolloverAfterMs ?? 3_600_000,
    });
    this.engine.start({
      agentAudio: (audio) => this.#heard(audio),
      engineEvent: (event) => this.#happened(event),
    });
  }

  /** A whole turn of the caller, as fast as the socket takes it: the words, and the silence that ends them. */
  say(words: string): void {
    this.append(mulawFromPcm16(speakSync(words, { voice: 'caller' }).samples));
    this.stayQuiet();
  }

  stayQuiet(durationMs = SILENCE_AFTER_WORDS_MS): void {
    this.append(Buffer.alloc(durationMs * 8, SILENT_MULAW));
  }

  /** Words with loud noise behind them: no silence ends the turn. */
  sayWithoutEnd(words: string): void {
    this.append(mulawFromPcm16(speakSync(words, { voice: 'caller' }).samples));
    this.makeNoise(600, 0);
  }

  /** Loud, and no words in it. */
  makeNoise(durationMs: number, silenceAfterMs = SILENCE_AFTER_WORDS_MS): void {
    const samples = Int16Array.from(
      { length: durationMs * 8 },
      (_, index) => ((index * 7_919) % 20_000) - 10_000,
    );
    this.append(mulawFromPcm16(samples));
    this.stayQuiet(silenceAfterMs);
  }

  append(mulaw: Uint8Array): void {
    for (let from = 0; from < mulaw.length; from += FRAME_BYTES) {
      const frame = mulaw.subarray(from, from + FRAME_BYTES);
      this.engine.appendCallerAudio(Buffer.from(frame).toString('base64'));
      this.sentBytes += frame.length;
    }
  }

  all<Type extends SpeechEngineEvent['type']>(type: Type): Of<Type>[] {
    return this.events.filter((event): event is Of<Type> => event.type === type);
  }

  /** The n-th (from 1) event of this type, now or when it comes. */
  until<Type extends SpeechEngineEvent['type']>(type: Type, nth = 1): Promise<Of<Type>> {
    const find = () => this.all(type)[nth - 1];
    return this.#untilFound(find, () => `${type} did not come ${nth} times`);
  }

  untilHeard(pattern: RegExp): Promise<string> {
    const find = () => this.heardWords.find((words) => pattern.test(words));
    return this.#untilFound(find, () => `${pattern} was not heard but ${JSON.stringify(this.heardWords)}`);
  }

  /** Words in the audio that reached the telephone's end; each sentence carries its own. */
  get heardWords(): string[] {
    const decoder = new WordsDecoder();
    const bytes = Buffer.concat([...this.audio.values()].flat());
    return decoder.push(pcm16FromMulaw(bytes)).flatMap(({ words, isIntact }) => (isIntact ? [words] : []));
  }

  audioBytes(utteranceId: string): number {
    return (this.audio.get(utteranceId) ?? []).reduce((sum, piece) => sum + piece.length, 0);
  }

  session(nth: number): Promise<RealtimeSession> {
    return withTimeLimit(this.simulator.session(nth), LIMIT_MS, `session ${nth} was not opened`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.engine.close();
    await this.simulator[Symbol.asyncDispose]();
  }

  #heard({ utteranceId, audio }: AgentAudio): void {
    const pieces = this.audio.get(utteranceId) ?? [];
    pieces.push(Buffer.from(audio, 'base64'));
    this.audio.set(utteranceId, pieces);
    this.#wake();
  }

  #happened(event: SpeechEngineEvent): void {
    this.events.push(event);
    this.#onEvent(event, this);
    this.#wake();
  }

  async #untilFound<Found>(find: () => Found | undefined, complaint: () => string): Promise<Found> {
    const search = async (): Promise<Found> => {
      for (;;) {
        const found = find();
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
    };
    try {
      return await withTimeLimit(search(), LIMIT_MS, 'too late');
    } catch {
      throw new Error(`${complaint()}; there came ${this.events.map(({ type }) => type).join(', ')}`);
    }
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

export async function openLine(options: EngineLineOptions = {}): Promise<EngineLine> {
  const simulator = await startOpenAiRealtimeSimulator({
    audioSpeed: Number.POSITIVE_INFINITY,
    msPerCharacter: 10,
    ...options.simulator,
  });
  return new EngineLine(simulator, options);
}

/** The texts of a session's conversation, each with who said it. */
export function textsOf(session: RealtimeSession): string[] {
  return session.conversation.flatMap(({ item, words }) =>
    item.type === 'message' ? [`${item.role}: ${words}`] : [],
  );
}
