import type { Trade } from '@afterhourfix/vocabulary';
import type { UnservedDanger } from './unserved-danger.ts';

/** A text stays short however much the caller has told. */
const MOST_NAMES = 5;

export interface PagedDanger extends UnservedDanger {
  businessName: string;
  callerPhone: string | null;
  jobTypes: readonly string[];
  isVulnerable: boolean;
  /** Approved lines that the caller has heard. */
  spokenLines: readonly string[];
  /** One of them sends the caller to the emergency services. */
  isTold911: boolean;
  isPriceTold: boolean;
  /** A person was rung for the caller, in vain. */
  wasRung: boolean;
}

const toEnglishWords = (name: string): string => name.replaceAll('_', ' ');

const HEADS = {
  life_safety: 'DANGER TO LIFE told by phone. The caller is gone, and nobody was sent.',
  property_damage: 'EMERGENCY told by phone. The caller is gone, and nobody was sent.',
} as const;

/** What the on-call person reads of a caller in danger who is gone; our words only, for theirs may not be kept. */
export function toDangerText(danger: PagedDanger): string {
  const { businessName, severity, callerPhone, isVulnerable, ruleIds, isTold911, isPriceTold } = danger;
  return [
    `${businessName}: ${HEADS[severity]}`,
    `What: ${toWhat(danger)}${isVulnerable ? ' (vulnerable person there)' : ''}.`,
    ruleIds.length > 0 && `Told by: ${ruleIds.slice(0, MOST_NAMES).join(', ')}.`,
    `From: ${callerPhone ?? 'no number'}. No address.`,
    severity === 'life_safety' &&
      (isTold911 ? 'They heard: call 911.' : 'They may not have heard: call 911.'),
    // The approved line promises it.
    danger.spokenLines.includes('SAFE_CHILD_LOCKED') && 'They were told that our locksmith is sent.',
    danger.jobTypes.some((jobType) => AFTER_CLEARANCE.has(jobType)) &&
      'No visit before the fire department or the gas company has cleared it.',
    danger.wasRung && 'They wanted to speak to a person, and nobody took the call.',
    isPriceTold && 'They heard a price, and have not said yes.',
  ]
    .filter(Boolean)
    .join('\n');
}

const AFTER_CLEARANCE: ReadonlySet<string> = new Set(['plumbing.gas_leak', 'hvac.co_suspected']);

/** "plumbing: gas leak" */
function toWhat({ trade, jobTypes }: { trade: Trade; jobTypes: readonly string[] }): string {
  const jobs = jobTypes.map((jobType) => toEnglishWords(jobType.slice(jobType.indexOf('.') + 1)));
  const names = jobs.slice(0, MOST_NAMES).join(', ');
  return names ? `${toEnglishWords(trade)}: ${names}` : toEnglishWords(trade);
}
