import { type PhoneNumber, readPhoneNumber } from '@afterhourfix/vocabulary';

// What carriers send for withheld numbers: the letters of ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and
// UNAVAILABLE on a keypad, behind a plus sign.
const WITHHELD = new Set(['+266696687', '+7378742883', '+2562533', '+8656696', '+86282452253']);

/** The caller's number, or null when it was withheld or is no number that could be called back. */
export function readCallerNumber(from: string): PhoneNumber | null {
  const user = /^sips?:([^@;]+)/i.exec(from.trim())?.[1] ?? from.trim();
  return WITHHELD.has(user) || !/\d/.test(user) ? null : readPhoneNumber(user);
}
