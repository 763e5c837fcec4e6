import { type Severity, toDisplayMoney } from '@afterhourfix/vocabulary';
import type { ApprovalReason } from './approval.ts';

/** As long as a text can be without being cut by carriers into parts that may come in another order. */
const MAX_PROBLEM_LENGTH = 200;

const REASONS: Readonly<Record<string, string>> = {
  price: 'the price is above your limit',
  'night-wake': 'somebody would be woken',
  'out-of-area': 'it is at the edge of your area',
} satisfies Record<ApprovalReason, string>;

export interface ApprovalRequest {
  businessName: string;
  severity: Severity;
  trade: string;
  problem: string;
  addressLine: string;
  zip: string;
  reasons: readonly string[];
  quotedCents: number | null;
  minutesToAnswer: number;
  onNoApproval: 'send' | 'hold';
}

const toReason = (reason: string): string => REASONS[reason] ?? reason;
const toWords = (name: string) => name.replaceAll('_', ' ');

const toPrice = ({ quotedCents }: ApprovalRequest) =>
  quotedCents === null ? 'no price was told' : `told ${toDisplayMoney(quotedCents)}`;

/** What the owner reads while the caller waits: one character answers it. */
export function toApprovalText(job: ApprovalRequest): string {
  const otherwise = job.onNoApproval === 'send' ? 'we send' : 'we do not send';
  return [
    `${job.businessName}: may a ${toWords(job.trade)} technician go now? ${job.reasons.map(toReason).join(', ')}.`,
    `${job.problem.slice(0, MAX_PROBLEM_LENGTH)}`,
    `${job.addressLine}, ${job.zip}; ${toPrice(job)}.`,
    `The caller is waiting. Reply 1 to send, 2 to refuse. Without an answer in ${job.minutesToAnswer} min ${otherwise}.`,
  ].join('\n');
}

/** What is read to the owner on the phone, where anybody may listen: no name, no number, no house. */
export function toApprovalSummary(job: ApprovalRequest): string {
  const price = job.quotedCents === null ? '' : ` The caller was ${toPrice(job)}.`;
  return `May a ${toWords(job.trade)} technician go now, in ${[...job.zip].join(' ')}? ${job.reasons.map(toReason).join(', ')}.${price}`;
}

/** What came of the owner's answer, also of one that came too late to count. */
export type ApprovalNews = 'going' | 'refused' | 'late-and-going' | 'late-and-not-going';

export function toApprovalNews(
  news: ApprovalNews,
  job: { businessName: string; addressLine: string; contactPhone: string | null },
): string {
  const { businessName, addressLine, contactPhone } = job;
  const caller = contactPhone === null ? '' : ` The caller: ${contactPhone}.`;
  switch (news) {
    case 'going':
      return `${businessName}: thank you. The technicians are being asked to go to ${addressLine}.`;
    case 'refused':
      return `${businessName}: nobody is sent to ${addressLine}. The caller is told so.${caller}`;
    case 'late-and-going':
      return `${businessName}: without your answer in time, technicians are being asked to go to ${addressLine}.`;
    case 'late-and-not-going':
      return `${businessName}: without your answer in time, nobody was sent to ${addressLine}, and the caller was told so.${caller}`;
  }
}
