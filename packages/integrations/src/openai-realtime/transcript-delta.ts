// HOT PATH: a few frames per second and call. Budget: no JSON.parse; three short strings.

import { isFlatEvent, readAsciiText } from './flat-event.ts';

const TYPE = Buffer.from('"type":"response.output_audio_transcript.delta"');
const RESPONSE_ID = Buffer.from('"response_id":"');
const ITEM_ID = Buffer.from('"item_id":"');
const DELTA = Buffer.from('"delta":"');

export interface TranscriptDelta {
  responseId: string;
  itemId: string;
  delta: string;
}

/** Words of the agent laid out as expected and in plain ASCII; null for all else, on which `readServerEvent` decides. */
export function readTranscriptDelta(frame: Buffer): TranscriptDelta | null {
  if (!isFlatEvent(frame, TYPE)) return null;
  const responseId = readAsciiText(frame, RESPONSE_ID);
  const itemId = readAsciiText(frame, ITEM_ID);
  const delta = readAsciiText(frame, DELTA);
  return responseId === null || itemId === null || delta === null ? null : { responseId, itemId, delta };
}
