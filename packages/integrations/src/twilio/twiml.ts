import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** Everything after the sentence is asked of us by HTTP POST. */
type Url = string;

export function toHangup(sentence?: string): string {
  const response = new VoiceResponse();
  if (sentence) response.say(sentence);
  response.hangup();
  return response.toString();
}

/** To a text message: what we answer goes out by itself. */
export const toNoReply = (): string => new MessagingResponse().toString();

/** A sentence and nothing after it: on a callee's leg, the two are bridged then. */
export function toSentence(sentence: string): string {
  const response = new VoiceResponse();
  response.say(sentence);
  return response.toString();
}

/** A two-way stream, and a question to us when it ends: `<Connect>`, for `<Start>` is one-way. */
export function toStream(stream: {
  sentence?: string | undefined;
  url: Url;
  /** Come back in the `start` message of the stream. */
  parameters: Readonly<Record<string, string>>;
  statusUrl: Url;
  endedUrl: Url;
}): string {
  const response = new VoiceResponse();
  if (stream.sentence) response.say(stream.sentence);
  const opened = response
    .connect({ action: stream.endedUrl, method: 'POST' })
    .stream({ url: stream.url, statusCallback: stream.statusUrl });
  for (const [name, value] of Object.entries(stream.parameters)) opened.parameter({ name, value });
  return response.toString();
}

/** Rings one number; `screenUrl` is played to who answers, before the two are bridged. */
export function toDial(dial: {
  to: string;
  callerId: string;
  ringSeconds: number;
  screenUrl: Url;
  endedUrl: Url;
}): string {
  const response = new VoiceResponse();
  response
    .dial({
      action: dial.endedUrl,
      method: 'POST',
      timeout: dial.ringSeconds,
      answerOnBridge: true,
      callerId: dial.callerId,
    })
    .number({ url: dial.screenUrl, method: 'POST' }, dial.to);
  return response.toString();
}

/** Asks for one key; no key hangs up. */
export function toKeyQuestion(question: { sentence: string; waitSeconds: number; answerUrl: Url }): string {
  const response = new VoiceResponse();
  response
    .gather({
      action: question.answerUrl,
      method: 'POST',
      input: ['dtmf'],
      numDigits: 1,
      timeout: question.waitSeconds,
    })
    .say(question.sentence);
  response.hangup();
  return response.toString();
}

/** Asks for digits up to the pound key; no digits are an answer too. */
export function toDigitsQuestion(question: {
  sentence: string;
  maxDigits: number;
  waitSeconds: number;
  answerUrl: Url;
}): string {
  const response = new VoiceResponse();
  response
    .gather({
      action: question.answerUrl,
      method: 'POST',
      input: ['dtmf'],
      finishOnKey: '#',
      numDigits: question.maxDigits,
      timeout: question.waitSeconds,
      actionOnEmptyResult: true,
    })
    .say(question.sentence);
  return response.toString();
}

/** Records what is said after the tone; Twilio skips the action when nothing was said, so the redirect asks it. */
export function toVoiceQuestion(question: {
  sentence: string;
  maxSeconds: number;
  silenceSeconds: number;
  answerUrl: Url;
}): string {
  const response = new VoiceResponse();
  response.say(question.sentence);
  response.record({
    action: question.answerUrl,
    method: 'POST',
    maxLength: question.maxSeconds,
    timeout: question.silenceSeconds,
    finishOnKey: '#',
    playBeep: true,
  });
  response.redirect({ method: 'POST' }, question.answerUrl);
  return response.toString();
}
