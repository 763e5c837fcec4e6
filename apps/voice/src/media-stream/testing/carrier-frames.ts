/** Frames as Twilio lays them out (twilio.com/docs/voice/media-streams/websocket-messages, 2026-08-13). */
export const STREAM_SID = 'MZ00000000000000000000000000000001';
export const CALL_SID = 'CA00000000000000000000000000000001';

export function startFrame(parameters: Record<string, string> = { token: 'token-1' }): string {
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
  const start = {
    streamSid: STREAM_SID,
    accountSid: 'AC1',
    callSid: CALL_SID,
    tracks: ['inbound'],
    customParameters: parameters,
    mediaFormat,
  };
  return JSON.stringify({ event: 'start', sequenceNumber: '1', start, streamSid: STREAM_SID });
}

export const CONNECTED_FRAME = JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' });

export function mediaFrame(timestampMs: number, payload: string): string {
  const chunk = String(timestampMs / 20 + 1);
  const media = { track: 'inbound', chunk, timestamp: String(timestampMs), payload };
  return JSON.stringify({ event: 'media', sequenceNumber: chunk, media, streamSid: STREAM_SID });
}

export function markFrame(name: string): string {
  return JSON.stringify({ event: 'mark', sequenceNumber: '4', streamSid: STREAM_SID, mark: { name } });
}

export function digitFrame(digit: string): string {
  const dtmf = { track: 'inbound_track', digit };
  return JSON.stringify({ event: 'dtmf', streamSid: STREAM_SID, sequenceNumber: '5', dtmf });
}

export const STOP_FRAME = JSON.stringify({
  event: 'stop',
  sequenceNumber: '9',
  streamSid: STREAM_SID,
  stop: { accountSid: 'AC1', callSid: CALL_SID },
});
