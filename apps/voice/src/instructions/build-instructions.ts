import type { Business, PublishedAgent } from '@afterhourfix/domain';
import { type PhoneNumber, toSpeakablePhoneNumber } from '@afterhourfix/vocabulary';
import { HOUSE_RULES } from './house-rules.ts';

/**
 * The agent's instructions for one call. Built once and never changed while it lasts: a changed prompt loses the
 * engine's cache for the whole conversation. So the time stands in it once, at the call's start.
 */
export function buildInstructions(call: {
  business: Business;
  agent: PublishedAgent;
  callerNumber: PhoneNumber | null;
  startedAt: Date;
}): string {
  const { business, agent, callerNumber, startedAt } = call;
  return [
    agent.instructions,
    HOUSE_RULES,
    `Business: ${business.name}. Trades: ${business.trades.join(', ')}.`,
    `The call began on ${toLocalTime(startedAt, business.timeZone)} (${business.timeZone}). Tell each visit by the clock at its address, as tools word it.`,
    callerNumber
      ? `The caller's number is ${toSpeakablePhoneNumber(callerNumber)}; use it for callbacks unless they give another.`
      : 'The caller withholds their number: ask for one before you book.',
  ].join('\n\n');
}

/** Making a format takes 0.3 ms, and calls come in storms. */
const timeFormats = new Map<string, Intl.DateTimeFormat>();

function toLocalTime(instant: Date, timeZone: string): string {
  let format = timeFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeStyle: 'short', timeZone });
    timeFormats.set(timeZone, format);
  }
  return format.format(instant);
}
