import type { Severity } from '@afterhourfix/vocabulary';
import { toTradeWords } from './order-text.ts';

/** Texts above it are cut by carriers into parts that may come in another order. */
const MAX_PROBLEM_LENGTH = 300;

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  life_safety: 'DANGER TO LIFE',
  property_damage: 'EMERGENCY',
  urgent_comfort: 'URGENT',
  routine: 'JOB',
};

export interface OfferedJob {
  businessName: string;
  severity: Severity;
  isVulnerable: boolean;
  trade: string;
  /** What the same technician does after it. */
  otherTrades: readonly string[];
  problem: string;
  addressLine: string;
  zip: string;
  /** Who comes first, and when; empty when nobody does. */
  order: string;
  contactName: string | null;
  contactPhone: string | null;
  /** How far it is from their home. */
  travelMinutes: number | null;
}

const toWords = (name: string) => name.replaceAll('_', ' ');

/** What a technician reads who is asked to go. */
export function toOfferText(job: OfferedJob): string {
  const vulnerable = job.isVulnerable ? ' (vulnerable person there)' : '';
  const drive = job.travelMinutes === null ? '' : ` About ${Math.round(job.travelMinutes)} min drive.`;
  return [
    `${job.businessName}: ${SEVERITY_WORDS[job.severity]}, ${toTradeWords([job.trade, ...job.otherTrades])}${vulnerable}.`,
    `${job.problem.slice(0, MAX_PROBLEM_LENGTH)}`,
    `${job.addressLine}, ${job.zip}.${drive}`,
    ...(job.order ? [job.order] : []),
    `Caller: ${job.contactName ?? 'name not given'}, ${job.contactPhone ?? 'no number'}.`,
    'Reply 1 and your minutes to take it (1 25), or 2 to pass.',
  ].join('\n');
}

/** What is read aloud to them on the phone, where anybody may listen: no name, no number, no house. */
export function toOfferSummary(
  job: Pick<OfferedJob, 'businessName' | 'severity' | 'isVulnerable' | 'trade' | 'otherTrades' | 'zip'>,
): string {
  const vulnerable = job.isVulnerable ? ' A vulnerable person is there.' : '';
  return `${job.businessName}. ${SEVERITY_WORDS[job.severity].toLowerCase()}, ${toTradeWords([job.trade, ...job.otherTrades])}, in ${[...job.zip].join(' ')}.${vulnerable}`;
}

export const toConfirmedText = (job: { businessName: string; addressLine: string; by: string }): string =>
  `${job.businessName}: it is yours. The caller expects you at ${job.addressLine} by ${job.by}. Reply 3 when you leave, 4 when you are there, and 5 real or 5 false when done. Cannot go after all? Reply 2.`;

export const toTakenText = (job: { businessName: string; addressLine: string }): string =>
  `${job.businessName}: the job at ${job.addressLine} is taken. You need not go.`;

export const toCalledOffText = (job: { businessName: string; addressLine: string }): string =>
  `${job.businessName}: the job at ${job.addressLine} is called off. You need not go.`;

/** One more who called about the same trouble. */
export function toMoreCallersText(job: {
  businessName: string;
  addressLine: string;
  contactName: string | null;
  contactPhone: string | null;
}): string {
  const { businessName, addressLine, contactName, contactPhone } = job;
  return `${businessName}: another caller about ${addressLine}: ${contactName ?? 'name not given'}, ${contactPhone ?? 'no number'}.`;
}

export function toApprovalText(job: {
  businessName: string;
  problem: string;
  addressLine: string;
  zip: string;
  reasons: readonly string[];
}): string {
  const why = job.reasons.map(toWords).join(', ').replaceAll('-', ' ');
  return `${job.businessName}: may a technician go? ${job.problem.slice(0, MAX_PROBLEM_LENGTH)} at ${job.addressLine}, ${job.zip}. Asked because of: ${why}. Reply A1 to send, A2 to refuse.`;
}
