import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { WebhookUrls } from './twiml.ts';

/** Why no agent takes the call; the caller hears it, and it becomes the call's reason. */
export type MessageCause = 'unknown_number' | 'business_paused' | 'over_capacity' | 'tech_failure';

export const MESSAGE_CAUSES: readonly MessageCause[] = [
  'unknown_number',
  'business_paused',
  'over_capacity',
  'tech_failure',
];

const OPENINGS: Record<MessageCause, string> = {
  unknown_number: 'This number is not in service for calls right now.',
  business_paused: 'Our assistant is not taking calls at the moment.',
  over_capacity: 'All our lines are busy right now.',
  tech_failure: 'We are having technical trouble right now.',
};
const DANGER = 'If anyone is in danger, hang up and call 9 1 1.';

const NAME_SECONDS = 8;
const PROBLEM_SECONDS = 120;
const NUMBER_DIGITS = 15;

/** Name, number and problem, by voice and keypad, without our agent: step by step, each kept as it comes. */
export function toNameStep(urls: WebhookUrls, cause: MessageCause): string {
  const response = new VoiceResponse();
  response.say(`${OPENINGS[cause]} ${DANGER} You can leave a message. After the tone, please say your name.`);
  record(response, urls.http('message/name', { cause }), NAME_SECONDS);
  response.redirect({ method: 'POST' }, urls.http('message/name', { cause }));
  return response.toString();
}

export function toNumberStep(urls: WebhookUrls, cause: MessageCause): string {
  const response = new VoiceResponse();
  response
    .gather({
      action: urls.http('message/number', { cause }),
      method: 'POST',
      input: ['dtmf'],
      finishOnKey: '#',
      numDigits: NUMBER_DIGITS,
      timeout: 6,
      actionOnEmptyResult: true,
    })
    .say(
      'Please key in the number where we can reach you, then press pound. To use the number you are calling from, just press pound.',
    );
  return response.toString();
}

export function toProblemStep(urls: WebhookUrls, cause: MessageCause): string {
  const response = new VoiceResponse();
  response.say('After the tone, please say your address and what happened. Press pound when you are done.');
  record(response, urls.http('message/problem', { cause }), PROBLEM_SECONDS);
  response.redirect({ method: 'POST' }, urls.http('message/problem', { cause }));
  return response.toString();
}

/** Says no more than is true: without a database nobody is alerted yet. */
export function toMessageTaken({ isPaged }: { isPaged: boolean }): string {
  const response = new VoiceResponse();
  const next = isPaged ? 'and I am alerting the person on call now' : 'and will be passed on';
  response.say(`Thank you. Your message is recorded ${next}. Goodbye.`);
  response.hangup();
  return response.toString();
}

function record(response: VoiceResponse, action: string, maxLength: number): void {
  response.record({ action, method: 'POST', maxLength, timeout: 4, finishOnKey: '#', playBeep: true });
}
