import { randomBytes } from 'node:crypto';

export type SidPrefix = 'CA' | 'CF' | 'GT' | 'MZ' | 'RE' | 'SM' | 'PN' | 'AC';

/** Two letters and 32 hexadecimal digits, as every Twilio resource is named. */
export function newSid(prefix: SidPrefix): string {
  return prefix + randomBytes(16).toString('hex');
}
