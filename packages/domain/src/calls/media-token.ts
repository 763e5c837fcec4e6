import { createHash, randomBytes } from 'node:crypto';

export interface MediaToken {
  /** Goes to the carrier and comes back once, on the media stream. */
  token: string;
  /** All that is stored: a leaked row opens no stream. */
  hash: string;
}

export function createMediaToken(): MediaToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashMediaToken(token) };
}

export function hashMediaToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
