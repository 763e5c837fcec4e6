import type { incomingTexts } from '@afterhourfix/database/schema';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';

/** What was understood of a text, and done. */
export type TextAnswer = NonNullable<(typeof incomingTexts.$inferSelect)['answer']>;

export interface ReceivedText {
  ctx: DomainContext;
  from: PhoneNumber;
  to: PhoneNumber;
  text: string;
  messageSid: string;
}
