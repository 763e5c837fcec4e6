import type { CallId, PhoneNumber, Severity, Trade } from '@afterhourfix/vocabulary';
import type { CallerRole } from './rules/approval.ts';
import type { ResidenceProof } from './rules/residence-proof.ts';

export interface DispatchTechnicianInput {
  callId: CallId;
  trade: Trade;
  /** What the same trouble needs besides; in any order. */
  otherTrades?: readonly Trade[] | undefined;
  severity: Severity;
  isVulnerable: boolean;
  jobTypes: readonly string[];
  problem: string;
  addressLine: string;
  zip: string;
  contactName: string | null;
  contactPhone: PhoneNumber | null;
  quoteId?: string | undefined;
  callerRole?: CallerRole | undefined;
  /** Who the caller says has said yes, or no, when it is not theirs to say. */
  approvedBy?: string | undefined;
  refusedBy?: string | undefined;
  /** Of a locksmith's job: how the caller can show that the door is theirs to open. */
  residenceProof?: ResidenceProof | undefined;
}
