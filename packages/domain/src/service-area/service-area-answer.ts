import type { Severity, Trade } from '@afterhourfix/vocabulary';
import type { Referral } from './rules/zone-rule.ts';

export interface ServiceAreaQuestion {
  /** ZIP or ZIP+4 in any spacing, or a Canadian postal code. */
  zip: string;
  /** Zones may be for some trades only. */
  trade?: Trade | undefined;
  /** As the model sees it; what the call was judged to be counts when that is worse. */
  severity?: Severity | undefined;
  /** House number and street; needed when the answer was `needs-street`. */
  street?: string | undefined;
  /** Needed when the answer was `unknown-zip`, and good to have for a post box. */
  city?: string | undefined;
}

/** We come. */
export interface ServedArea {
  zone: 'core' | 'edge';
  zip: string;
  /** Beside all else, for the way. */
  feeCents: number;
  /** Nothing milder is driven to, and how bad it is was not known. */
  minSeverity?: Severity;
  /** Only for these; the trade was not known. */
  trades?: readonly Trade[];
  /** Nobody could find the street: this holds for the middle of its ZIP. */
  isApproximate?: true;
}

/** We do not come. `minSeverity`: we would for something as bad as that. */
export type UnservedArea =
  | { zone: 'referral'; zip: string; referral: Referral; minSeverity?: Severity }
  | { zone: 'outside'; zip: string; minSeverity?: Severity };

/** Not known yet: the caller must be asked. */
export type UnclearArea =
  /** `border`: a part of the ZIP is served otherwise than the rest. `post-box`: nobody lives in it. */
  | { zone: 'needs-street'; zip: string; reason: 'border' | 'post-box' }
  /** Misheard, or newer than our table: the city tells. */
  | { zone: 'unknown-zip'; zip: string }
  /** A Canadian postal code, and the business goes to none. */
  | { zone: 'not-a-us-zip' }
  | { zone: 'invalid-zip' };

export type ServiceAreaResult = ServedArea | UnservedArea | UnclearArea;
