/** After these the carrier has no caller any more. */
export const TERMINAL_STATUSES: readonly string[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

export interface CarrierStatus {
  status: string;
  sequenceNumber: number | null;
}

/** Whether a status replaces the one we know: callbacks arrive out of order, and a call that ended has ended. */
export function isStatusNewer(known: CarrierStatus | null, next: CarrierStatus): boolean {
  if (known === null) return true;
  if (isTerminal(known.status)) return false;
  if (isTerminal(next.status)) return true;
  if (known.sequenceNumber === null || next.sequenceNumber === null) return true;
  return next.sequenceNumber > known.sequenceNumber;
}

export function isTerminal(status: string): boolean {
  return TERMINAL_STATUSES.includes(status);
}
