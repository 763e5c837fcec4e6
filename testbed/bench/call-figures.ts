import type { CallerCallRecord } from './caller-side.ts';
import type { EngineCallRecord } from './engine-side.ts';

export interface CallRecords {
  caller: CallerCallRecord;
  engine: EngineCallRecord;
}

export interface Window {
  fromMs: number;
  toMs: number;
}

/** A clear that comes later than this answers something else. */
const CLEAR_LIMIT_MS = 400;

export function pairRecords(
  callers: readonly CallerCallRecord[],
  engines: readonly EngineCallRecord[],
): CallRecords[] {
  const byIndex = new Map(engines.map((engine) => [engine.callIndex, engine]));
  return callers.flatMap((caller) => {
    const engine = byIndex.get(caller.callIndex);
    return engine ? [{ caller, engine }] : [];
  });
}

/** Caller to engine: of every frame spoken in the window. */
export function listUpLatencies({ engine }: CallRecords, window: Window): number[] {
  return listLatencies(engine, window);
}

/** Engine to caller: of every piece of agent audio in the window. */
export function listDownLatencies({ caller }: CallRecords, window: Window): number[] {
  return listLatencies(caller, window);
}

interface Passages {
  sentAtMs: Float64Array;
  arrivedAtMs: Float64Array;
}

function listLatencies({ sentAtMs, arrivedAtMs }: Passages, { fromMs, toMs }: Window): number[] {
  const latencies: number[] = [];
  for (let index = 0; index < sentAtMs.length; index++) {
    const sentAt = sentAtMs[index] ?? 0;
    if (sentAt >= fromMs && sentAt < toMs) latencies.push((arrivedAtMs[index] ?? 0) - sentAt);
  }
  return latencies;
}

/**
 * The way of the caller's latest frame to the engine and of the agent's next audio back: what an echo would take,
 * the engine's own time left out.
 */
export function listRoundTrips({ caller, engine }: CallRecords, { fromMs, toMs }: Window): number[] {
  const roundTrips: number[] = [];
  let latest = 0;
  for (let index = 0; index < caller.sentAtMs.length; index++) {
    const sentAt = caller.sentAtMs[index] ?? 0;
    while ((engine.arrivedAtMs[latest + 1] ?? Number.POSITIVE_INFINITY) <= sentAt) latest++;
    if (sentAt < fromMs || sentAt >= toMs || (engine.arrivedAtMs[latest] ?? toMs) > sentAt) continue;
    const up = (engine.arrivedAtMs[latest] ?? 0) - (engine.sentAtMs[latest] ?? 0);
    roundTrips.push(up + (caller.arrivedAtMs[index] ?? 0) - sentAt);
  }
  return roundTrips;
}

export interface BargeIn {
  /** Speech-started sent by the engine until `clear` at the carrier; null when none came. */
  clearAfterMs: number | null;
  /** What the model was told minus what was played; null when it was told nothing. */
  heardErrorMs: number | null;
  isLongerThanAudio: boolean;
}

export function listBargeIns({ caller, engine }: CallRecords, { fromMs, toMs }: Window): BargeIn[] {
  return engine.interruptions
    .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
    .map(({ atMs, utteranceStartMs, utteranceMs, toldHeardMs }) => {
      const clear = caller.clears.find(
        (candidate) => candidate.atMs >= atMs && candidate.atMs < atMs + CLEAR_LIMIT_MS,
      );
      const isTold = toldHeardMs !== null && clear !== undefined;
      return {
        clearAfterMs: clear ? clear.atMs - atMs : null,
        heardErrorMs: isTold ? utteranceStartMs + toldHeardMs - clear.heardMs : null,
        isLongerThanAudio: toldHeardMs !== null && toldHeardMs > utteranceMs,
      };
    });
}

/** From the webhook to the agent's first audio at the carrier, without the engine's own time to its first audio. */
export function toRingMs({ caller, engine }: CallRecords): number | null {
  const firstSentAtMs = caller.sentAtMs[0];
  if (caller.firstAudioAtMs === null || engine.firstAskedAtMs === null || firstSentAtMs === undefined)
    return null;
  return caller.firstAudioAtMs - caller.webhookAtMs - (firstSentAtMs - engine.firstAskedAtMs);
}
