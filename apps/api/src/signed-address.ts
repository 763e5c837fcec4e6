import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '@afterhourfix/foundation';

/** `of` names the purpose as well, so that an address of one kind opens no other. Hexadecimal. */
export const signAddress = (of: string, secret: Secret): string =>
  createHmac('sha256', secret.reveal()).update(of).digest('hex');

/** In a time that tells nothing of where the two differ. */
export function isSameSignature(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
