import type { PhoneNumber } from '@afterhourfix/vocabulary';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** Rings for less than a mobile's voicemail takes to answer. */
const RING_SECONDS = 22;
const WHISPER_SECONDS = 10;

/** Where our webhooks are; paths are ours, the base is configuration. */
export interface WebhookUrls {
  http(path: string, query?: Record<string, string>): string;
  media: string;
}

export function createWebhookUrls(publicUrl: string): WebhookUrls {
  return {
    http(path, query) {
      const search = query ? `?${new URLSearchParams(query)}` : '';
      return `${publicUrl}/twilio/${path}${search}`;
    },
    media: `${publicUrl.replace(/^http/, 'ws')}/twilio/media`,
  };
}

export function toHangup(sentence?: string): string {
  const response = new VoiceResponse();
  if (sentence) response.say(sentence);
  response.hangup();
  return response.toString();
}

/** The agent takes the call: a two-way stream, and a question to us when it ends. */
export function toConnect(urls: WebhookUrls, stream: { token: string; sentence?: string }): string {
  const response = new VoiceResponse();
  if (stream.sentence) response.say(stream.sentence);
  response
    .connect({ action: urls.http('stream-ended'), method: 'POST' })
    .stream({ url: urls.media, statusCallback: urls.http('stream-status') })
    .parameter({ name: 'token', value: stream.token });
  return response.toString();
}

/** Rings a person, who must press 1: a voicemail that answers can't. */
export function toTransfer(
  urls: WebhookUrls,
  transfer: { callSid: string; to: PhoneNumber; callerId: string },
): string {
  const response = new VoiceResponse();
  response
    .dial({
      action: urls.http('dial-ended'),
      method: 'POST',
      timeout: RING_SECONDS,
      answerOnBridge: true,
      callerId: transfer.callerId,
    })
    .number({ url: urls.http('whisper', { call: transfer.callSid }), method: 'POST' }, transfer.to);
  return response.toString();
}

export function toWhisper(urls: WebhookUrls, callSid: string): string {
  const response = new VoiceResponse();
  response
    .gather({
      action: urls.http('whisper-answered', { call: callSid }),
      method: 'POST',
      input: ['dtmf'],
      numDigits: 1,
      timeout: WHISPER_SECONDS,
    })
    .say('A caller of the after hours line needs a person. Press 1 to take the call.');
  response.hangup();
  return response.toString();
}

export function toBridge(): string {
  const response = new VoiceResponse();
  response.say('Connecting you now.');
  return response.toString();
}

export function toEmpty(): string {
  return new VoiceResponse().toString();
}
