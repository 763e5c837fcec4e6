import type { TextStatus } from '@afterhourfix/vocabulary';

export type ReportedStatus = Exclude<TextStatus, 'queued' | 'withheld'>;

const RANKS: Readonly<Record<TextStatus, number>> = {
  queued: 0,
  sent: 1,
  delivered: 2,
  undelivered: 2,
  failed: 2,
  withheld: 2,
};

/** The status after a report: reports come in any order and more than once, and a last one is the last. */
export const stepDelivery = (held: TextStatus, reported: ReportedStatus): TextStatus =>
  RANKS[reported] > RANKS[held] ? reported : held;
