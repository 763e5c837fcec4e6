import { toDial, toKeyQuestion, toStream } from '@afterhourfix/integrations/twilio/twiml';
import type { CallReturn } from '../call-returns.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/** Rings for less than a mobile's voicemail takes to answer. */
const RING_SECONDS = 22;
const WHISPER_SECONDS = 10;

/** The agent takes the call. */
export function toAgent(urls: WebhookUrls, stream: { token: string; back?: CallReturn | undefined }): string {
  const { token, back } = stream;
  return toStream({
    sentence: back?.bridge ?? undefined,
    parameters: { token, ...(back && { back: back.kind }) },
    url: urls.media,
    statusUrl: urls.http('stream-status'),
    endedUrl: urls.http('stream-ended'),
  });
}

/** Rings a person, who must press 1: a voicemail that answers can't. */
export function toPerson(
  urls: WebhookUrls,
  transfer: { callSid: string; to: string; callerId: string },
): string {
  const { callSid, to, callerId } = transfer;
  return toDial({
    to,
    callerId,
    ringSeconds: RING_SECONDS,
    screenUrl: urls.http('whisper', { call: callSid }),
    endedUrl: urls.http('dial-ended'),
  });
}

export function toWhisper(urls: WebhookUrls, callSid: string): string {
  return toKeyQuestion({
    sentence: 'A caller of the after hours line needs a person. Press 1 to take the call.',
    waitSeconds: WHISPER_SECONDS,
    answerUrl: urls.http('whisper-answered', { call: callSid }),
  });
}
