import { compareNames } from './compare-names.ts';

export type VerificationMethod = 'name' | 'zip' | 'appointment-day';

/** What the business knows of the customer whose number it is. */
export interface CustomerFacts {
  name: string | null;
  zips: readonly string[];
  /** Local days, `YYYY-MM-DD`, of visits that were booked under the customer's own name. */
  appointmentDays: readonly string[];
}

/** What the caller says of themselves; null when not asked yet. */
export interface CallerClaims {
  name: string | null;
  zip: string | null;
  appointmentDay: string | null;
}

export type CallerProof =
  | { verdict: 'verified'; method: VerificationMethod }
  /** Too little was said to tell. */
  | { verdict: 'unproven' }
  /** Something that was said does not fit. */
  | { verdict: 'mismatch' };

/**
 * A caller is the customer when they call from the customer's number and know the name, or one more fact: the ZIP or
 * the day of a visit. From any other number nothing proves it, and another name outweighs every fact: people of one
 * house share those.
 */
export function verifyCaller(input: {
  isCallerIdMatch: boolean;
  facts: CustomerFacts;
  claims: CallerClaims;
}): CallerProof {
  const { isCallerIdMatch, facts, claims } = input;
  if (!isCallerIdMatch) return { verdict: 'mismatch' };
  const name = claims.name === null || facts.name === null ? null : compareNames(claims.name, facts.name);
  if (name === 'different') return { verdict: 'mismatch' };
  if (name === 'same') return { verdict: 'verified', method: 'name' };
  const zip = readZipDigits(claims.zip);
  if (zip !== null && facts.zips.some((known) => readZipDigits(known) === zip))
    return { verdict: 'verified', method: 'zip' };
  const { appointmentDay } = claims;
  if (appointmentDay !== null && facts.appointmentDays.includes(appointmentDay))
    return { verdict: 'verified', method: 'appointment-day' };
  return { verdict: zip === null && appointmentDay === null ? 'unproven' : 'mismatch' };
}

function readZipDigits(text: string | null): string | null {
  return /^\D*(\d{5})(?:\D*\d{4})?\D*$/.exec(text ?? '')?.[1] ?? null;
}
