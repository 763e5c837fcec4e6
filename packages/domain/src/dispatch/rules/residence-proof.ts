import type { Severity, Trade } from '@afterhourfix/vocabulary';

/** How whoever is locked out can show, before the door is opened, that they live there or own it. */
export const RESIDENCE_PROOFS = [
  'id-with-address',
  'id-and-paper',
  'owner-or-manager-confirms',
  'none',
] as const;
export type ResidenceProof = (typeof RESIDENCE_PROOFS)[number];

/** Why no locksmith is sent yet; `no-residence-proof`: nobody can show it, so nobody goes. */
export type MissingProof = 'ask-residence-proof' | 'ask-name-on-id' | 'no-residence-proof';

export interface LockJob {
  trade: Trade;
  severity: Severity;
  /** Of the person at the door, whom the papers must name. */
  contactName: string | null;
  residenceProof: ResidenceProof | null;
}

/**
 * Nobody opens a door, or makes keys to it, for somebody who cannot show that it is theirs to open. For danger to life
 * behind it the door is opened first.
 */
export function findMissingProof({
  trade,
  severity,
  contactName,
  residenceProof,
}: LockJob): MissingProof | null {
  if (trade !== 'locksmith' || severity === 'life_safety') return null;
  if (residenceProof === 'none') return 'no-residence-proof';
  if (residenceProof === null) return 'ask-residence-proof';
  return contactName === null || contactName.trim() === '' ? 'ask-name-on-id' : null;
}
