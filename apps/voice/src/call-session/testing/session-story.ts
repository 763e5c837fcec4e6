import { type DangerBefore, toOpeningLine, type WeatherReport } from '@afterhourfix/domain';
import { type Logger, ManualClock, silentLogger } from '@afterhourfix/foundation';
import type { AgentTool } from '../../agent-tools/agent-tool.ts';
import { endCallTool } from '../../agent-tools/end-call.ts';
import { JournalWriter } from '../../call-journal/journal-writer.ts';
import { RecordingLeg } from '../../media-stream/testing/recording-leg.ts';
import type { FindRecording } from '../../safety-recordings/safety-recordings.ts';
import {
  InterruptibleEngine,
  OwnTurnsEngine,
  type ScriptedEngine,
} from '../../speech-engine/testing/scripted-engine.ts';
import type { AnsweredCalls, TestCall } from '../../testing/answered-call.ts';
import { CallJournal } from '../call-journal.ts';
import { CallSession } from '../call-session.ts';
import type { Departure } from '../call-state.ts';
import { NO_FACTS } from '../conclusion.ts';
import { ConversationLog } from '../conversation-log.ts';
import type { OwedLine } from '../owed-line.ts';
import { createSafetyJudge, type SafetyJudge } from '../safety-judge.ts';
import type { KnownBefore } from '../spoken-facts.ts';

export const GREETING = 'Good evening, this is Oak and Iron.';
/** Seven words, as long as the scripted engines speak them. */
export const GREETING_MS = 2_100;
const SPEECH_CODE = 0x80;
const STEP_MS = 10;

export const ENGINE_KINDS = {
  'an engine that can be interrupted': (clock: ManualClock) => new InterruptibleEngine(clock),
  'an engine that owns its turns': (clock: ManualClock) => new OwnTurnsEngine(clock),
} as const;
export type EngineKind = keyof typeof ENGINE_KINDS;

export interface StoryOptions {
  engine: EngineKind;
  tools?: readonly AgentTool[];
  opening?: 'greeting' | 'resumption';
  earlierTurns?: readonly { speaker: 'caller' | 'agent'; text: string }[];
  /** Of a call that comes back: it broke before they were heard. */
  isWithoutNotices?: boolean;
  dangerBefore?: Partial<DangerBefore>;
  /** In place of triage's rules; without it they judge nothing. */
  judgeSafety?: (utterances: readonly string[]) => OwedLine | null;
  safetyJudge?: SafetyJudge;
  findRecording?: FindRecording;
  known?: KnownBefore;
  loadWeather?: () => Promise<WeatherReport | null>;
  greeting?: string;
  isRecordingRefused?: boolean;
  log?: Logger;
  onReleased?: () => void;
}

/** A judge that knows of lines alone. */
function toSafetyJudge(findLine: (utterances: readonly string[]) => OwedLine | null): SafetyJudge {
  const nothing = createSafetyJudge().heard([]);
  let line: OwedLine | null = null;
  return {
    heard: (utterances) => {
      line = utterances.length === 0 ? null : findLine(utterances);
      return { ...nothing, line };
    },
    modelJudged: () => ({ ...nothing, line }),
    recall: () => undefined,
    weatherKnown: () => undefined,
  };
}

function toNotices({ opening, isWithoutNotices }: StoryOptions): { speaker: 'agent'; text: string }[] {
  if (opening !== 'resumption' || isWithoutNotices) return [];
  return [{ speaker: 'agent', text: toOpeningLine({ businessName: 'Oak and Iron', language: 'en' }) }];
}

/** One call's session between a scripted engine and a recording carrier, its time in the test's hands. */
export class SessionStory {
  readonly clock = new ManualClock();
  readonly engine: ScriptedEngine;
  readonly leg: RecordingLeg;
  readonly writer: JournalWriter;
  readonly session: CallSession;
  readonly departures: Departure[] = [];
  releases = 0;
  /** Word is left when this resolves. */
  wordIsLeft: Promise<void> = Promise.resolve();
  readonly #calls: AnsweredCalls;
  readonly #call: TestCall;

  constructor(calls: AnsweredCalls, call: TestCall, options: StoryOptions) {
    const { clock } = this;
    const log = options.log ?? silentLogger;
    this.#calls = calls;
    this.#call = call;
    this.engine = ENGINE_KINDS[options.engine](clock);
    this.leg = new RecordingLeg({ clock });
    this.writer = new JournalWriter({ clock, log });
    const domain = { ...call.domain, clock };
    const parts = { writer: this.writer, ctx: domain, callId: call.call.id, clock, part: 'p1' };
    const journal = new CallJournal(parts);
    this.session = new CallSession({
      ...call,
      domain,
      engine: this.engine,
      tools: options.tools ?? [endCallTool],
      earlierTurns: [...toNotices(options), ...(options.earlierTurns ?? [])],
      dangerBefore: { verdict: null, steps: [], areWordsWithheld: false, ...options.dangerBefore },
      safetyJudge: options.safetyJudge ?? toSafetyJudge(options.judgeSafety ?? (() => null)),
      findRecording: options.findRecording ?? (() => null),
      loadWeather: options.loadWeather ?? (async () => null),
      loadKnown: async () => options.known ?? { technicianNames: [], toolResults: [] },
      journal,
      conversation: new ConversationLog({
        callId: call.call.id,
        clock,
        write: (entry) => journal.write(entry),
        isWithheld: options.isRecordingRefused ?? false,
      }),
      opening: { kind: options.opening ?? 'greeting', text: options.greeting ?? GREETING },
      facts: NO_FACTS,
      maxLeadMs: 600,
      firstAudioLimitMs: 5_000,
      clock,
      log,
      onDeparture: (departure) => {
        if (departure) this.departures.push(departure);
        return this.wordIsLeft;
      },
      onReleased: () => {
        this.releases++;
        options.onReleased?.();
      },
    });
  }

  /** Milliseconds of speech, silence not counted, that the caller's carrier got. */
  get speechMs(): number {
    return this.leg.bytes.filter((code) => code === SPEECH_CODE).length / 8;
  }

  /** The phone rings for a second, the caller picks up, and the greeting is heard. */
  async greet(): Promise<void> {
    this.session.start();
    this.pass(1_000);
    this.session.attachCarrier(this.leg);
    this.pass(GREETING_MS + 1_500);
    await this.settle();
  }

  pass(forMs: number): void {
    for (let left = forMs; left > 0; left -= STEP_MS) this.clock.advance(Math.min(STEP_MS, left));
  }

  callerSays(words: string, lengthMs = 1_000): void {
    this.engine.hear(words, lengthMs, (byMs) => this.pass(byMs));
  }

  agentSays(text: string, lengthMs: number): void {
    this.engine.say({ text, lengthMs });
    this.pass(lengthMs + 1_500);
  }

  /** Promises that are ready run to their end. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  async rows(select: string, from: string): Promise<Record<string, unknown>[]> {
    await this.writer.flush();
    const where = from === 'calls' ? 'id' : 'call_id';
    const sql = `select ${select} from ${from} where ${where} = '${this.#call.call.id}' order by 1`;
    return this.#calls.rows(this.#call.domain, sql);
  }

  async outcome(): Promise<unknown> {
    const [call] = await this.rows('outcome, outcome_reason', 'calls');
    return call ? [call.outcome, call.outcome_reason] : null;
  }

  async events(type: string): Promise<unknown[]> {
    const events = await this.rows('id, type, payload', 'call_events');
    return events.filter((event) => event.type === type).map(({ payload }) => payload);
  }
}
