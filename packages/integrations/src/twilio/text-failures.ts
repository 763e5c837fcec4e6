import type { TextFailure } from '@afterhourfix/vocabulary';

/** twilio.com/docs/api/errors (2026-11-20), of sending and of delivery. */
const FAILURES: Readonly<Record<number, TextFailure>> = {
  // Campaigns of US A2P 10DLC, and toll-free verification.
  30032: 'sender-not-registered',
  30034: 'sender-not-registered',
  30035: 'sender-not-registered',
  21606: 'sender-cannot-text',
  21612: 'recipient-unreachable',
  21659: 'sender-cannot-text',
  21660: 'sender-cannot-text',
  21661: 'sender-cannot-text',
  30002: 'account-suspended',
  20005: 'account-suspended',
  30001: 'limit-exceeded',
  21611: 'limit-exceeded',
  30022: 'limit-exceeded',
  30023: 'limit-exceeded',
  30007: 'filtered',
  21610: 'recipient-stopped',
  21211: 'recipient-unreachable',
  21408: 'recipient-unreachable',
  21614: 'recipient-unreachable',
  30003: 'recipient-unreachable',
  30004: 'recipient-unreachable',
  30005: 'recipient-unreachable',
  30006: 'recipient-unreachable',
};

/** Null for codes that tell nothing that anybody could act on. */
export const toTextFailure = (code: number): TextFailure | null => FAILURES[code] ?? null;
