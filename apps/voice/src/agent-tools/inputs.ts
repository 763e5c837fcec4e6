import { type PhoneNumber, readPhoneNumber, TEXT_LANGUAGES } from '@afterhourfix/vocabulary';
import { z } from 'zod';

export const ZipCode = z.string().min(3).max(12).describe('Five-digit ZIP code of the service address');

export const EarliestAt = z.iso
  .datetime({ offset: true })
  .optional()
  .describe('Not before this instant, ISO 8601 with offset; leave out for as soon as possible');

export const TextedPhone = z
  .string()
  .max(40)
  .optional()
  .describe('Where to text; leave out for the number the caller is calling from');

export const TextLanguage = z
  .enum(TEXT_LANGUAGES)
  .default('en')
  .describe('The language that the caller speaks: en or es');

/** The number that was said, or the caller's; null when what was said is none, or there is none. */
export const readRecipient = (
  said: string | undefined,
  callerNumber: PhoneNumber | null,
): PhoneNumber | null => (said === undefined ? callerNumber : readPhoneNumber(said));
