import type { Severity } from '@afterhourfix/vocabulary';

export type CallerRole = 'owner' | 'tenant' | 'landlord' | 'property_manager' | 'unknown';
export type ApprovalReason = 'price' | 'night-wake' | 'out-of-area';

export interface ApprovalQuestion {
  severity: Severity;
  isVulnerable: boolean;
  totalCents: number | null;
  callerRole: CallerRole;
  /** Who the caller says has said yes, when it is not theirs to say. */
  approvedBy: string | null;
  isNight: boolean;
  isEdge: boolean;
}

export interface ApprovalPolicy {
  ownerApprovalAboveCents: number | null;
  ownerApprovesNightWakes: boolean;
  ownerApprovesEdge: boolean;
  tenantLimitCents: number | null;
}

/** Whoever rents may spend so much without asking; danger to life waits for nobody's yes. */
export function needsLandlord(question: ApprovalQuestion, { tenantLimitCents }: ApprovalPolicy): boolean {
  if (question.severity === 'life_safety' || question.callerRole !== 'tenant') return false;
  if (tenantLimitCents === null || question.approvedBy !== null) return false;
  return question.totalCents === null || question.totalCents > tenantLimitCents;
}

/** Why the owner of the business is asked before anybody is woken; empty when they are not. */
export function listApprovalReasons(question: ApprovalQuestion, policy: ApprovalPolicy): ApprovalReason[] {
  if (question.severity === 'life_safety' || question.isVulnerable) return [];
  const { ownerApprovalAboveCents: limit } = policy;
  const isDear = limit !== null && question.totalCents !== null && question.totalCents > limit;
  return [
    ...(isDear ? ['price' as const] : []),
    ...(policy.ownerApprovesNightWakes && question.isNight ? ['night-wake' as const] : []),
    ...(policy.ownerApprovesEdge && question.isEdge ? ['out-of-area' as const] : []),
  ];
}
