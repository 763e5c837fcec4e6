import { Severity } from '@afterhourfix/vocabulary';

export interface Urgency {
  severity: Severity;
  isVulnerable: boolean;
}

/** The worse word of two, and whoever is vulnerable in either. */
export function toWorst(one: Urgency, other: Urgency): Urgency {
  const rank = ({ severity }: Urgency) => Severity.options.indexOf(severity);
  return {
    severity: rank(other) < rank(one) ? other.severity : one.severity,
    isVulnerable: one.isVulnerable || other.isVulnerable,
  };
}
