import type { Severity, Trade } from '@afterhourfix/vocabulary';
import { type SiteTerms, toDoorSummary, toSiteLines } from './site-lines.ts';

/** Texts above it are cut by carriers into parts that may come in another order. */
const MAX_PROBLEM_LENGTH = 300;

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  life_safety: 'DANGER TO LIFE',
  property_damage: 'EMERGENCY',
  urgent_comfort: 'URGENT',
  routine: 'JOB',
};

export interface OfferedJob extends SiteTerms {
  businessName: string;
  severity: Severity;
  isVulnerable: boolean;
  trade: Trade;
  problem: string;
  addressLine: string;
  zip: string;
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
    `${job.businessName}: ${SEVERITY_WORDS[job.severity]}, ${toWords(job.trade)}${vulnerable}.`,
    `${job.problem.slice(0, MAX_PROBLEM_LENGTH)}`,
    `${job.addressLine}, ${job.zip}.${drive}`,
    `Caller: ${job.contactName ?? 'name not given'}, ${job.contactPhone ?? 'no number'}.`,
    ...toSiteLines(job, 'en'),
    'Reply 1 and your minutes to take it (1 25), or 2 to pass.',
  ].join('\n');
}

/** What is read aloud to them on the phone, where anybody may listen: no name, no number, no house. */
export function toOfferSummary(job: OfferedJob): string {
  const vulnerable = job.isVulnerable ? ' A vulnerable person is there.' : '';
  return `${job.businessName}. ${SEVERITY_WORDS[job.severity].toLowerCase()}, ${toWords(job.trade)}, in ${[...job.zip].join(' ')}.${vulnerable}${toDoorSummary(job, 'en')}`;
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
