/** How the vendor may fail us. Set on the simulator for new sessions, or on one session at any time. */
export interface Faults {
  /** Answers the upgrade with this status instead of opening a socket; only read from the simulator's faults. */
  handshakeStatus: 401 | 403 | 404 | 429 | 500 | null;
  sessionUpdate: 'answer' | 'ignore' | 'reject' | { lateMs: number };
  /**
   * `silent`: a response never begins. `stalled`: it is created and nothing follows. Failed and incomplete end
   * it once that much audio was streamed.
   */
  response:
    | 'answer'
    | 'silent'
    | 'stalled'
    | { failedAfterMs: number; code: string }
    | { incompleteAfterMs: number; reason: 'max_output_tokens' | 'content_filter' };
  transcription: 'answer' | 'ignore' | 'fail';
  /** Audio deltas of a response still sent after its response.done. */
  trailingDeltas: number;
  /** Loses the socket right after the n-th (from 1) server event of this type. */
  drop: { afterEvent: string; nth: number; how: 'terminate' | { code: number; reason: string } } | null;
  /** The peer is gone without a word: nothing is read, no ping is answered, nothing is sent. */
  isHalfOpen: boolean;
}

export const noFaults: Faults = {
  handshakeStatus: null,
  sessionUpdate: 'answer',
  response: 'answer',
  transcription: 'answer',
  trailingDeltas: 0,
  drop: null,
  isHalfOpen: false,
};

/** Frames that no client should trip over: broken JSON, wrong types, missing fields, events of tomorrow. */
export const garbageFrames: readonly (string | Buffer)[] = [
  '{"type":"response.output_audio.delta","delta":',
  '',
  'null',
  '[]',
  '"response.done"',
  '{"event_id":"event_without_type"}',
  '{"type":42}',
  '{"type":"response.telepathy.delta","event_id":"event_g1","delta":"…"}',
  '{"type":"response.output_audio.delta","event_id":"event_g2"}',
  '{"type":"response.output_audio.delta","event_id":"event_g3","response_id":"resp_none","item_id":"item_none","output_index":0,"content_index":0,"delta":"%%% not base64 %%%"}',
  '{"type":"response.done","event_id":"event_g4"}',
  '{"type":"response.output_item.done","event_id":"event_g5","response_id":"resp_none","output_index":0,"item":{"type":"function_call","status":"completed"}}',
  '{"type":"conversation.item.input_audio_transcription.completed","event_id":"event_g6","item_id":7}',
  '{"type":"error","event_id":"event_g7"}',
  Buffer.from([0, 1, 2, 3, 255, 254]),
];
