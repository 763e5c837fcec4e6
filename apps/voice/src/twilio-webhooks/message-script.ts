import { toDigitsQuestion, toHangup, toVoiceQuestion } from '@afterhourfix/integrations/twilio/twiml';
import type { WebhookUrls } from './webhook-urls.ts';

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
const SILENCE_SECONDS = 4;
const NUMBER_DIGITS = 15;
const NUMBER_WAIT_SECONDS = 6;

/** Name, number and problem, by voice and keypad, without our agent: step by step, each kept as it comes. */
export function toNameStep(urls: WebhookUrls, cause: MessageCause): string {
  return toVoiceQuestion({
    sentence: `${OPENINGS[cause]} ${DANGER} You can leave a message. After the tone, please say your name.`,
    maxSeconds: NAME_SECONDS,
    silenceSeconds: SILENCE_SECONDS,
    answerUrl: urls.http('message/name', { cause }),
  });
}

export function toNumberStep(urls: WebhookUrls, cause: MessageCause): string {
  return toDigitsQuestion({
    sentence:
      'Please key in the number where we can reach you, then press pound. To use the number you are calling from, just press pound.',
    maxDigits: NUMBER_DIGITS,
    waitSeconds: NUMBER_WAIT_SECONDS,
    answerUrl: urls.http('message/number', { cause }),
  });
}

export function toProblemStep(urls: WebhookUrls, cause: MessageCause): string {
  return toVoiceQuestion({
    sentence: 'After the tone, please say your address and what happened. Press pound when you are done.',
    maxSeconds: PROBLEM_SECONDS,
    silenceSeconds: SILENCE_SECONDS,
    answerUrl: urls.http('message/problem', { cause }),
  });
}

/** Says no more than is true: without a database, or with nobody on call, nobody is alerted. */
export function toMessageTaken({ isPaged }: { isPaged: boolean }): string {
  const next = isPaged ? 'and I am alerting the person on call now' : 'and will be passed on';
  return toHangup(`Thank you. Your message is recorded ${next}. Goodbye.`);
}
