import { newSid } from './sids.ts';
import type { FormFields } from './signature.ts';

export interface TranscriptionRequest {
  track: 'inbound_track' | 'outbound_track' | 'both_tracks';
  statusCallback: string;
}

/** One real-time transcription of a call. Nobody listens here: what was understood is put in by the test. */
export interface Transcription {
  readonly sid: string;
  readonly track: TranscriptionRequest['track'];
  /** `inbound_track` is the caller, `outbound_track` what the caller hears. */
  understand(said: { track: 'inbound_track' | 'outbound_track'; text: string; isFinal?: boolean }): void;
  /** Ends it; later calls do nothing. */
  finish(): void;
}

export interface TranscriptionPlace {
  notify: (url: string, method: 'POST', fields: FormFields) => void;
}

export function startTranscription(
  request: TranscriptionRequest,
  { notify }: TranscriptionPlace,
): Transcription {
  const sid = newSid('GT');
  let sequence = 0;
  let isRunning = true;
  const report = (event: string, fields: FormFields = {}) => {
    sequence += 1;
    notify(request.statusCallback, 'POST', {
      TranscriptionSid: sid,
      TranscriptionEvent: event,
      Timestamp: new Date().toISOString(),
      SequenceId: String(sequence),
      ...fields,
    });
  };
  report('transcription-started', { TranscriptionEngine: 'google', Track: request.track });
  return {
    sid,
    track: request.track,
    understand({ track, text, isFinal = true }) {
      if (!isRunning || (request.track !== 'both_tracks' && request.track !== track)) return;
      const content = JSON.stringify({ transcript: text, confidence: 0.93 });
      report('transcription-content', {
        TranscriptionData: content,
        Track: track,
        LanguageCode: 'en-US',
        Final: String(isFinal),
      });
    },
    finish() {
      if (!isRunning) return;
      isRunning = false;
      report('transcription-stopped');
    },
  };
}
