import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** Everything after the sentence is asked of us by HTTP POST. */
type Url = string;

export type SpokenLanguage = 'en' | 'es';

const VOICES = { en: { language: 'en-US' }, es: { language: 'es-MX' } } as const;

/** Without what XML has no place for: Twilio's writer throws at it, and the call would be over. */
const toSayable = (sentence: string): string =>
  sentence.toWellFormed().replaceAll(/[\p{Cc}\ufffe\uffff]/gu, ' ');

export function toHangup(sentence?: string, language?: SpokenLanguage): string {
  const response = new VoiceResponse();
  if (sentence) response.say(language ? VOICES[language] : {}, toSayable(sentence));
  response.hangup();
  return response.toString();
}

/** To a text message: what we answer goes out by itself. */
export const toNoReply = (): string => new MessagingResponse().toString();

/** A sentence and nothing after it: on a callee's leg, the two are bridged then. */
export function toSentence(sentence: string): string {
  const response = new VoiceResponse();
  response.say(toSayable(sentence));
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
  if (stream.sentence) response.say(toSayable(stream.sentence));
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

/** In a room with everybody of the same name; the room ends with the first who leaves it. */
export function toConference(conference: { room: string; sentence?: string; endedUrl?: Url }): string {
  const response = new VoiceResponse();
  if (conference.sentence) response.say(toSayable(conference.sentence));
  response
    .dial(conference.endedUrl ? { action: conference.endedUrl, method: 'POST' } : {})
    .conference({ endConferenceOnExit: true, beep: 'false', waitUrl: '' }, conference.room);
  return response.toString();
}

/** Plays a file once, then asks what comes next. */
export function toMusic(music: { fileUrl: Url; nextUrl: Url }): string {
  const response = new VoiceResponse();
  response.play(music.fileUrl);
  response.redirect({ method: 'POST' }, music.nextUrl);
  return response.toString();
}

/** Asks for one key; no key hangs up. */
export function toKeyQuestion(question: {
  sentence: string;
  waitSeconds: number;
  answerUrl: Url;
  language?: SpokenLanguage;
}): string {
  const response = new VoiceResponse();
  response
    .gather({
      action: question.answerUrl,
      method: 'POST',
      input: ['dtmf'],
      numDigits: 1,
      timeout: question.waitSeconds,
    })
    .say(question.language ? VOICES[question.language] : {}, toSayable(question.sentence));
  response.hangup();
  return response.toString();
}

/** Asks for digits up to the pound key; no digits are an answer too. */
export function toDigitsQuestion(question: {
  sentence: string;
  maxDigits: number;
  waitSeconds: number;
  answerUrl: Url;
  language?: SpokenLanguage;
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
    .say(question.language ? VOICES[question.language] : {}, toSayable(question.sentence));
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
  response.say(toSayable(question.sentence));
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
