import { pcm16FromMulaw } from '../../speech/index.ts';
import type { Recording } from '../carrier/index.ts';
import { notFound } from './api-error.ts';
import type { Account, ApiAnswer, ApiRequest } from './api-request.ts';

const SAMPLE_RATE_HZ = 8000;
const BYTES_PER_SAMPLE = 2;
const HEADER_BYTES = 44;

/** 8 kHz PCM16; two channels hold the caller first, then what the caller heard. */
function toWav(recording: Recording): Uint8Array {
  const caller = pcm16FromMulaw(recording.caller);
  const agent = pcm16FromMulaw(recording.agent);
  const file = Buffer.alloc(HEADER_BYTES + caller.length * recording.channels * BYTES_PER_SAMPLE);
  const frameBytes = recording.channels * BYTES_PER_SAMPLE;
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(recording.channels, 22);
  file.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  file.writeUInt32LE(SAMPLE_RATE_HZ * frameBytes, 28);
  file.writeUInt16LE(frameBytes, 32);
  file.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  file.write('data', 36);
  file.writeUInt32LE(file.length - HEADER_BYTES, 40);
  for (let index = 0; index < caller.length; index += 1) {
    const at = HEADER_BYTES + index * frameBytes;
    file.writeInt16LE(caller[index] ?? 0, at);
    if (recording.channels === 2) file.writeInt16LE(agent[index] ?? 0, at + BYTES_PER_SAMPLE);
  }
  return file;
}

export function toRecordingJson(recording: Recording, account: Account): object {
  const isRunning = recording.status === 'in-progress';
  return {
    sid: recording.sid,
    account_sid: account.accountSid,
    call_sid: recording.callSid,
    conference_sid: null,
    api_version: '2010-04-01',
    status: recording.status,
    channels: recording.channels,
    source: recording.source,
    track: 'both',
    duration: isRunning ? '-1' : String(recording.durationSeconds),
    start_time: recording.startedAt.toUTCString(),
    date_created: recording.startedAt.toUTCString(),
    date_updated: recording.startedAt.toUTCString(),
    price: null,
    price_unit: 'USD',
    error_code: null,
    encryption_details: null,
    uri: `${account.rootPath}/Calls/${recording.callSid}/Recordings/${recording.sid}.json`,
  };
}

/** Recordings by their own sid: metadata, the sound, and its deletion. */
export class Recordings {
  readonly #account: Account;
  readonly #deleted = new Set<string>();

  constructor(account: Account) {
    this.#account = account;
  }

  fetch(request: ApiRequest): ApiAnswer {
    return { status: 200, body: toRecordingJson(this.#find(request), this.#account) };
  }

  download(request: ApiRequest): ApiAnswer {
    const recording = this.#find(request);
    if (recording.status !== 'completed') throw notFound(request.path);
    return { status: 200, body: toWav(recording), contentType: 'audio/x-wav' };
  }

  remove(request: ApiRequest): ApiAnswer {
    this.#deleted.add(this.#find(request).sid);
    return { status: 204, body: null };
  }

  #find(request: ApiRequest): Recording {
    const sid = request.sids[0] ?? '';
    const recording = this.#account.carrier?.recordings.get(sid);
    if (recording === undefined || this.#deleted.has(sid)) throw notFound(request.path);
    return recording;
  }
}
