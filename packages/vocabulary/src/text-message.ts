import { z } from 'zod';

/** What a text to a customer says; each has its words in code, in both languages. */
export const TEXT_KINDS = [
  'booking-confirmation',
  'booking-moved',
  'booking-cancelled',
  'dispatch-requested',
  'dispatch-eta',
  'slip-notice',
  'dispatch-late',
  'dispatch-returned',
  'dispatch-exhausted',
  'dispatch-called-off',
  'pay-link',
  'dropped-call',
  'cancel-question',
  'cancel-refused',
  'opt-out-confirmation',
  'opt-in-confirmation',
  'help',
  'unread-reply',
] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

export const TEXT_LANGUAGES = ['en', 'es'] as const;
export type TextLanguage = (typeof TEXT_LANGUAGES)[number];

/** `queued` is ours alone; `sent`: the vendor took it; `withheld`: it was not to be sent any more when its time came. */
export const TEXT_STATUSES = ['queued', 'sent', 'delivered', 'undelivered', 'failed', 'withheld'] as const;
export type TextStatus = (typeof TEXT_STATUSES)[number];

/** What hinders all texts of a business until somebody mends it. */
export const TEXT_FAULTS = [
  'sender-not-registered',
  'sender-cannot-text',
  'account-suspended',
  'limit-exceeded',
  'filtered',
] as const;
export type TextFault = (typeof TEXT_FAULTS)[number];

/** Why one text did not arrive: a fault of the business, or the recipient. */
export const TextFailure = z.enum([...TEXT_FAULTS, 'recipient-stopped', 'recipient-unreachable']);
export type TextFailure = z.infer<typeof TextFailure>;
