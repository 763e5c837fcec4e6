import type { MarkRecord } from './playback-queue.ts';

export interface ClearRecord {
  atMs: number;
  /** µ-law bytes that were queued and will never be heard. */
  droppedBytes: number;
}

/** Who ended a stream: the carrier (hang-up, redirect), our server, or the network. */
export type StreamEnding = 'carrier' | 'server' | 'network' | 'refused';

/** The life of one media connection; all times are milliseconds since the call was answered. */
export interface StreamRecord {
  readonly streamSid: string;
  readonly url: string;
  readonly customParameters: Readonly<Record<string, string>>;
  readonly requestedAtMs: number;
  openedAtMs: number | null;
  firstMediaAtMs: number | null;
  firstHeardAtMs: number | null;
  closedAtMs: number | null;
  closeCode: number | null;
  endedBy: StreamEnding | null;
  framesSent: number;
  /** Frames that faults kept from our server. */
  framesDropped: number;
  mediaReceived: number;
  bytesReceived: number;
  bytesHeard: number;
  bytesCleared: number;
  readonly marks: MarkRecord[];
  readonly clears: ClearRecord[];
}

export function newStreamRecord(
  identity: Pick<StreamRecord, 'streamSid' | 'url' | 'customParameters' | 'requestedAtMs'>,
): StreamRecord {
  return {
    ...identity,
    openedAtMs: null,
    firstMediaAtMs: null,
    firstHeardAtMs: null,
    closedAtMs: null,
    closeCode: null,
    endedBy: null,
    framesSent: 0,
    framesDropped: 0,
    mediaReceived: 0,
    bytesReceived: 0,
    bytesHeard: 0,
    bytesCleared: 0,
    marks: [],
    clears: [],
  };
}
