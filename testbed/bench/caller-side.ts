import { setTimeout as wait } from 'node:timers/promises';
import { type CarrierSimulator, startCarrierSimulator } from '../simulators/carrier/index.ts';
import { nowMs } from '../simulators/openai-realtime/index.ts';
import { checkContinuity } from './call-counters.ts';
import { CallerLine } from './caller-line.ts';
import { serveDesk } from './child-desk.ts';
import { readCpuMs } from './measured-desk.ts';
import { readClockOffsetMs } from './shared-clock.ts';

/** What one call looked like from the telephone; all instants on the machine's monotonic clock. */
export interface CallerCallRecord {
  callIndex: number;
  webhookAtMs: number;
  firstAudioAtMs: number | null;
  /** In step: when the engine sent the audio of each frame, and when it came. */
  sentAtMs: Float64Array;
  arrivedAtMs: Float64Array;
  missing: number;
  disordered: number;
  /** Of the caller's voice; silence frames a late timer sent in between stand apart. */
  spokenFrames: number;
  silentFrames: number;
  /** `heardMs` is where the playback stood in all the engine's audio of the call. */
  clears: { atMs: number; heardMs: number }[];
  problems: string[];
}

export interface PlaceCalls {
  count: number;
  spacingMs: number;
  /** Numbers called in turn. */
  to: string[];
}

export interface PlaceShortCalls {
  count: number;
  /** How many calls there are at once. */
  lineCount: number;
  to: string[];
}

const SHORT_CALL_MS = 300;
const FROM = '+16145550115';
const clockOffsetMs = readClockOffsetMs();
let carrier: CarrierSimulator | null = null;
let engineOffsetMs = 0;
let lines: CallerLine[] = [];
let isStatusReported = false;
let voiceUrl = '';
let nextCallIndex = 0;

async function placeCall(to: string): Promise<CallerLine> {
  if (!carrier) throw new Error('The carrier was not started');
  const callIndex = nextCallIndex++;
  carrier.setNumber(to, {
    voiceUrl,
    ...(isStatusReported ? { statusCallback: voiceUrl.replace(/voice$/, 'status') } : {}),
  });
  const webhookAtMs = nowMs();
  const line = new CallerLine(await carrier.placeCall({ from: FROM, to }), { callIndex, webhookAtMs });
  lines.push(line);
  return line;
}

async function placeCalls({ count, spacingMs, to }: PlaceCalls): Promise<void> {
  const placed: Promise<void>[] = [];
  const beganAtMs = performance.now();
  for (let index = 0; index < count; index++) {
    await wait(Math.max(0, beganAtMs + index * spacingMs - performance.now()));
    const placing = placeCall(to[index % to.length] ?? '');
    placed.push(placing.then(({ firstAudio }) => firstAudio.promise));
  }
  await Promise.all(placed);
}

/** Calls one after the other on each of so many lines: greeted, a few words, hung up. */
async function placeShortCalls({ count, lineCount, to }: PlaceShortCalls): Promise<void> {
  let left = count;
  const keepCalling = async () => {
    while (left-- > 0) {
      const line = await placeCall(to[left % to.length] ?? '');
      await line.firstAudio.promise;
      await wait(SHORT_CALL_MS);
      line.hangUp();
      await line.call.untilEnded();
    }
  };
  await Promise.all(Array.from({ length: lineCount }, keepCalling));
}

function toClears(line: CallerLine): CallerCallRecord['clears'] {
  const dropped = line.call.streams.flatMap(({ clears }) => clears.map(({ droppedBytes }) => droppedBytes));
  return line.clears.map(({ atMs, receivedBytes }, index) => ({
    atMs: atMs - clockOffsetMs,
    heardMs: line.toEnginePositionMs(receivedBytes - (dropped[index] ?? 0)),
  }));
}

function toRecord(line: CallerLine): CallerCallRecord {
  const framesSent = line.call.streams.reduce((sum, stream) => sum + stream.framesSent, 0);
  return {
    callIndex: line.callIndex,
    webhookAtMs: line.webhookAtMs - clockOffsetMs,
    firstAudioAtMs: line.firstAudioAtMs === null ? null : line.firstAudioAtMs - clockOffsetMs,
    sentAtMs: Float64Array.from(line.sentAtMs, (atMs) => atMs - engineOffsetMs),
    arrivedAtMs: Float64Array.from(line.arrivedAtMs, (atMs) => atMs - clockOffsetMs),
    ...checkContinuity(line.counters, 0),
    spokenFrames: line.spokenFrames,
    silentFrames: framesSent - line.spokenFrames,
    clears: toClears(line),
    problems: line.call.problems.map(({ code, message }) => `${code} ${message}`),
  };
}

/** One after the other, as they came in. */
async function hangUpAll({ spacingMs }: { spacingMs: number }): Promise<void> {
  for (const line of lines) {
    line.hangUp();
    await wait(spacingMs);
  }
  await Promise.all(lines.map(({ call }) => call.untilEnded()));
}

const callerDesk = {
  cpu: readCpuMs,
  start(account: { accountSid: string; authToken: string }): { clockOffsetMs: number } {
    carrier = startCarrierSimulator({ ...account, voiceUrl: '', keepsAudio: false });
    return { clockOffsetMs };
  },
  begin(run: { voiceUrl: string; isStatusReported: boolean; engineOffsetMs: number }): void {
    lines = [];
    nextCallIndex = 0;
    ({ voiceUrl, isStatusReported, engineOffsetMs } = run);
  },
  /** Resolves when every call has its first audio. */
  placeCalls,
  placeShortCalls,
  hangUpAll,
  collect: (): CallerCallRecord[] => lines.map(toRecord),
};
export type CallerDesk = typeof callerDesk;
serveDesk(callerDesk);
