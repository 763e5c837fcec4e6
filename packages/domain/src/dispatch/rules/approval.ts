import type { Severity } from '@afterhourfix/vocabulary';

export type CallerRole = 'owner' | 'tenant' | 'landlord' | 'property_manager' | 'unknown';
export type ApprovalReason = 'price' | 'night-wake' | 'out-of-area';

export interface ApprovalQuestion {
  severity: Severity;
  isVulnerable: boolean;
  totalCents: number | null;
  callerRole: CallerRole;
  /** Who the caller says has said yes, and who has said no, when it is not the caller's to say. */
  approvedBy: string | null;
  refusedBy: string | null;
  isNight: boolean;
  isEdge: boolean;
}

export interface ApprovalPolicy {
  ownerApprovalAboveCents: number | null;
  ownerApprovesNightWakes: boolean;
  ownerApprovesEdge: boolean;
  tenantLimitCents: number | null;
  managerLimitCents: number | null;
}

/**
 * Why nobody is sent yet: `ask-caller-role` when it matters whose home it is and nobody has said it, `needs-approval`
 * when somebody else pays and has not been asked, `approver-refused` when they have said no.
 */
export type MissingYes = 'ask-caller-role' | 'needs-approval' | 'approver-refused';

/**
 * Whoever rents or manages may spend so much without asking; danger to life waits for nobody's yes. A price that nobody
 * knows is above every limit.
 */
export function findMissingYes(question: ApprovalQuestion, policy: ApprovalPolicy): MissingYes | null {
  if (question.severity === 'life_safety') return null;
  if (question.refusedBy !== null) return 'approver-refused';
  const isAbove = (limitCents: number | null) =>
    limitCents !== null && (question.totalCents === null || question.totalCents > limitCents);
  const isAboveTenants = isAbove(policy.tenantLimitCents);
  const isAboveManagers = isAbove(policy.managerLimitCents);
  const hasYes = question.approvedBy !== null;
  switch (question.callerRole) {
    case 'owner':
    case 'landlord':
      return null;
    case 'tenant':
      return isAboveTenants && !hasYes ? 'needs-approval' : null;
    case 'property_manager':
      return isAboveManagers && !hasYes ? 'needs-approval' : null;
    case 'unknown':
      return isAboveTenants || isAboveManagers ? 'ask-caller-role' : null;
  }
}

/** Why the owner of the business is asked before anybody is woken; empty when they are not. */
export function listApprovalReasons(question: ApprovalQuestion, policy: ApprovalPolicy): ApprovalReason[] {
  if (question.severity === 'life_safety' || question.isVulnerable) return [];
  const { ownerApprovalAboveCents: limit } = policy;
  const isDear = limit !== null && (question.totalCents === null || question.totalCents > limit);
  return [
    ...(isDear ? ['price' as const] : []),
    ...(policy.ownerApprovesNightWakes && question.isNight ? ['night-wake' as const] : []),
    ...(policy.ownerApprovesEdge && question.isEdge ? ['out-of-area' as const] : []),
  ];
}
