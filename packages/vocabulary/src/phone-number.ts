import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { toFiguredDigits } from './spelled-digits.ts';

/** E.164, for example `+16145550142`. */
export const PhoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/)
  .brand('PhoneNumber');
export type PhoneNumber = z.infer<typeof PhoneNumber>;

/**
 * Reads a number in any spelling a caller or carrier uses, also in English or Spanish words; null when it cannot be a number.
 * Fictional 555-01xx numbers count as valid: only length and country decide.
 */
export function readPhoneNumber(text: string, defaultCountry: 'US' | 'CA' = 'US'): PhoneNumber | null {
  const parsed = parsePhoneNumberFromString(toFiguredDigits(text), defaultCountry);
  if (!parsed?.isPossible()) return null;
  // The library takes some numbers that are shorter or longer than E.164 allows.
  return PhoneNumber.safeParse(parsed.number).data ?? null;
}

/** Whether a number with its country lies in a range that is in use there, and so can hardly be anything else. */
export function isAssignedPhoneNumber(text: string): boolean {
  return text.startsWith('+') && parsePhoneNumberFromString(text)?.isValid() === true;
}

/** Digits in the groups in which a person reads them aloud: `6 1 4, 5 5 5, 0 1 1 5`. */
export function toSpeakablePhoneNumber(number: PhoneNumber): string {
  const national = number.startsWith('+1') ? number.slice(2) : number.slice(1);
  const groups =
    national.length === 10
      ? [national.slice(0, 3), national.slice(3, 6), national.slice(6)]
      : (national.match(/.{1,3}/g) ?? []);
  return groups.map((group) => [...group].join(' ')).join(', ');
}
