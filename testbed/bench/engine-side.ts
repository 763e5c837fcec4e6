import { setTimeout as wait } from 'node:timers/promises';
import {
  nowMs,
  type OpenAiRealtimeSimulator,
  type RealtimeSession,
  startOpenAiRealtimeSimulator,
} from '../simulators/openai-realtime/index.ts';
import { checkContinuity, toCallIndex, toFirstCounter } from './call-counters.ts';
import { serveDesk } from './child-desk.ts';
import { EngineLine, type Interruption } from './engine-line.ts';
import { readCpuMs } from './measured-desk.ts';
import { readClockOffsetMs } from './shared-clock.ts';

/** What one call looked like from the engine; all instants on the machine's monotonic clock. */
export interface EngineCallRecord {
  /** Null when not one frame of the caller arrived. */
  callIndex: number | null;
  missing: number;
  disordered: number;
  /** Frames sent before the first one that arrived. */
  missingAtStart: number;
  /** In step: when each frame left the caller, and when it arrived here. */
  sentAtMs: Float64Array;
  arrivedAtMs: Float64Array;
  interruptions: Interruption[];
  firstAskedAtMs: number | null;
  isLeftOpen: boolean;
  /** What the engine complained about: truncations beyond the end of the audio, refused events. */
  errors: string[];
}

/** A server that keeps a session longer than its caller leaks it. */
const CLOSE_LIMIT_MS = 5_000;
const clockOffsetMs = readClockOffsetMs();
const lines = new Map<RealtimeSession, EngineLine>();
let simulator: OpenAiRealtimeSimulator | null = null;
let callerOffsetMs = 0;
/** When the latest of these events was handed to its socket. */
let speechStartedAtMs = 0;
let interruptEveryMs: number | null = null;

function opened(session: RealtimeSession): void {
  if (!session.bench) return;
  const line = new EngineLine(session, session.bench, () => speechStartedAtMs);
  lines.set(session, line);
  if (interruptEveryMs !== null) void line.interruptEvery(interruptEveryMs);
  void session.closed.then(() => line.stop());
}

/** The simulator names no session with its events, but its newest item belongs to the one that just began. */
function began(item: unknown, responseId: unknown): void {
  if (typeof item !== 'object' || item === null || !('id' in item)) return;
  for (const line of lines.values()) {
    if (line.lastItemId === item.id) line.began(String(item.id), String(responseId));
  }
}

/** So that the same complaint is listed once. */
function withoutIds(message: string): string {
  return message.replace(/\b(resp|item|sess|event)_\w+/g, '$1_…');
}

function toRecord(line: EngineLine): EngineCallRecord {
  const { counters, sentAtMs, arrivedAtMs } = line.bench.arrived;
  const callIndex = counters[0] === undefined ? null : toCallIndex(counters[0]);
  const first = toFirstCounter(callIndex ?? 0);
  const { missing, disordered } = checkContinuity(counters, first);
  return {
    callIndex,
    missing,
    disordered,
    missingAtStart: (counters[0] ?? first) - first,
    sentAtMs: Float64Array.from(sentAtMs, (atMs) => atMs - callerOffsetMs),
    arrivedAtMs: Float64Array.from(arrivedAtMs, (atMs) => atMs - clockOffsetMs),
    interruptions: line
      .listInterruptions()
      .map((interruption) => ({ ...interruption, atMs: interruption.atMs - clockOffsetMs })),
    firstAskedAtMs: line.firstAskedAtMs === null ? null : line.firstAskedAtMs - clockOffsetMs,
    isLeftOpen: line.session.isOpen,
    errors: line.session.errors.map(({ code, message }) => `${code}: ${withoutIds(message)}`),
  };
}

const engineDesk = {
  cpu: readCpuMs,
  async start(options: { deltaMs: number }): Promise<{ url: string; clockOffsetMs: number }> {
    simulator = await startOpenAiRealtimeSimulator({
      bench: { deltaMs: options.deltaMs },
      onSession: opened,
      onServerEvent: (event) => {
        if (event.type === 'response.output_item.added') began(event.item, event.response_id);
        if (event.type === 'input_audio_buffer.speech_started') speechStartedAtMs = nowMs();
      },
    });
    return { url: simulator.url, clockOffsetMs };
  },
  begin(run: { callerOffsetMs: number; interruptEveryMs: number | null }): void {
    lines.clear();
    ({ callerOffsetMs, interruptEveryMs } = run);
  },
  stopInterrupting(): void {
    for (const line of lines.values()) line.stop();
  },
  /** Once every session of the run is closed, or should have been. */
  async collect(): Promise<EngineCallRecord[]> {
    const closed = Promise.all([...lines.keys()].map((session) => session.closed));
    await Promise.race([closed, wait(CLOSE_LIMIT_MS, undefined, { ref: false })]);
    return [...lines.values()].map(toRecord);
  },
  /** What no correct client causes, of all runs. */
  listUnexpected(): string[] {
    return (simulator?.unexpected ?? []).map(({ problem }) => problem);
  },
};
export type EngineDesk = typeof engineDesk;
serveDesk(engineDesk);
