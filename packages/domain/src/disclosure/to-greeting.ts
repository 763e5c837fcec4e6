import { Invalid } from '@afterhourfix/foundation';
import type { Business } from '../businesses/index.ts';
import {
  CONSENT_QUESTIONS,
  findMissingNotices,
  type Notice,
  tellGreetingLanguage,
  toOpeningLine,
} from './rules/notices.ts';

const NOTICE_WORDS: Readonly<Record<Notice, string>> = {
  ai: 'that the caller talks to an AI',
  recording: 'that the call is recorded',
};

/** Throws `Invalid` for a greeting that does not tell the caller what must be told. */
export function assertNotices(greeting: string): void {
  const missing = findMissingNotices(greeting);
  if (missing.length === 0) return;
  const words = missing.map((notice) => NOTICE_WORDS[notice]).join(' and ');
  throw new Invalid(`The greeting must say ${words}: "${greeting}"`);
}

/**
 * What a caller hears first: the agent's greeting, or the opening line in its stead when it lacks a notice (`missing`);
 * behind it the question, when the business asks.
 */
export function toGreeting(
  business: Pick<Business, 'name' | 'recordingConsent'>,
  greeting: string,
): { text: string; missing: readonly Notice[] } {
  const missing = findMissingNotices(greeting);
  const language = tellGreetingLanguage(greeting);
  const text = missing.length === 0 ? greeting : toOpeningLine({ businessName: business.name, language });
  const question = business.recordingConsent === 'ask' ? ` ${CONSENT_QUESTIONS[language]}` : '';
  return { text: text + question, missing };
}
