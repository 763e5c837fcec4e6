import { newSid } from './sids.ts';
import type { FormFields } from './signature.ts';

export interface RecordingRequest {
  source: 'RecordVerb' | 'DialVerb' | 'StartCallRecordingAPI';
  channels: 1 | 2;
  statusCallback?: string;
  statusCallbackMethod?: 'GET' | 'POST';
  /** Of `in-progress`, `completed`, `absent`; default `completed`. */
  statusCallbackEvents?: readonly string[];
}

export type RecordingStatus = 'in-progress' | 'completed' | 'absent';

/** One recording of a call, cut from the call's own timelines. */
export interface Recording {
  readonly sid: string;
  readonly callSid: string;
  readonly source: RecordingRequest['source'];
  readonly channels: 1 | 2;
  readonly startedAt: Date;
  readonly url: string;
  status: RecordingStatus;
  /** Whole seconds, 0 while it runs. */
  durationSeconds: number;
  /** µ-law, the caller; empty while it runs. */
  caller: Uint8Array;
  /** µ-law, what the caller heard; empty while it runs. */
  agent: Uint8Array;
  /** Ends it; later calls do nothing. */
  finish(): void;
}

export interface RecordingPlace {
  callSid: string;
  apiUrl: string;
  accountSid: string;
  /** µ-law bytes that have passed on the call so far. */
  position: () => number;
  cut: (fromByte: number, toByte: number) => { caller: Uint8Array; agent: Uint8Array };
  notify: (url: string, method: 'GET' | 'POST', fields: FormFields) => void;
}

const BYTES_PER_SECOND = 8000;

function toCallbackFields(recording: Recording): FormFields {
  return {
    RecordingSid: recording.sid,
    RecordingUrl: recording.url,
    RecordingStatus: recording.status,
    RecordingDuration: String(recording.durationSeconds),
    RecordingChannels: String(recording.channels),
    RecordingStartTime: recording.startedAt.toUTCString(),
    RecordingSource: recording.source,
    RecordingTrack: 'both',
    ErrorCode: '0',
  };
}

/** Starts to record; with no time passed at the end it is `absent`. */
export function startRecording(request: RecordingRequest, place: RecordingPlace): Recording {
  const sid = newSid('RE');
  const fromByte = place.position();
  const report = () => {
    const events = request.statusCallbackEvents ?? ['completed'];
    if (request.statusCallback === undefined || !events.includes(recording.status)) return;
    place.notify(request.statusCallback, request.statusCallbackMethod ?? 'POST', toCallbackFields(recording));
  };
  const recording: Recording = {
    sid,
    callSid: place.callSid,
    source: request.source,
    channels: request.channels,
    startedAt: new Date(),
    url: `${place.apiUrl}/2010-04-01/Accounts/${place.accountSid}/Recordings/${sid}`,
    status: 'in-progress',
    durationSeconds: 0,
    caller: new Uint8Array(0),
    agent: new Uint8Array(0),
    finish() {
      if (recording.status !== 'in-progress') return;
      const toByte = place.position();
      Object.assign(recording, place.cut(fromByte, toByte));
      recording.durationSeconds = Math.round((toByte - fromByte) / BYTES_PER_SECOND);
      recording.status = toByte > fromByte ? 'completed' : 'absent';
      report();
    },
  };
  report();
  return recording;
}
