import { createSpokenFactsLedger, type LedgerWindow, type SpokenFactsLedger } from '../rules/ledger.ts';

/** Monday evening in Columbus, Ohio. */
export const NOW = new Date('2026-11-24T01:40:00Z');
export const TIME_ZONE = 'America/New_York';

export const QUOTE = {
  toolResultId: 'quote-1',
  totalCents: 25_800,
  lines: [
    { label: 'trip fee', amountCents: 4900 },
    { label: 'diagnostic fee', amountCents: 8900 },
    { label: 'after-hours fee', amountCents: 12_000 },
  ],
};

export function windowAt(
  startsAt: string,
  status: LedgerWindow['status'],
  toolResultId: string = status,
): LedgerWindow {
  const start = new Date(startsAt);
  return { toolResultId, startsAt: start, endsAt: new Date(start.getTime() + 2 * 3_600_000), status };
}

/** Tuesday, November 24th, 8 to 10, and 12 to 2. */
export const OFFERED = [
  windowAt('2026-11-24T13:00:00Z', 'offered', 'slots-1'),
  windowAt('2026-11-24T17:00:00Z', 'offered', 'slots-1'),
];

export function ledgerWith(fields: Partial<SpokenFactsLedger> = {}): SpokenFactsLedger {
  const knownTechnicianNames = ['Rafael Ortiz', 'Ana Bell'];
  const call = { timeZone: TIME_ZONE, now: NOW, knownTechnicianNames, phoneNumbers: ['+16145550115'] };
  return { ...createSpokenFactsLedger(call), ...fields };
}

/** A call in which everything has happened. */
export const FULL = ledgerWith({
  quotes: [QUOTE],
  windows: [...OFFERED, windowAt('2026-11-24T13:00:00Z', 'booked', 'booking-1')],
  dispatches: [
    {
      toolResultId: 'dispatch-1',
      isAcknowledged: true,
      technicianName: 'Rafael Ortiz',
      etaMinutes: [30, 40],
      arrivesBy: new Date('2026-11-24T02:20:00Z'),
    },
  ],
  messages: [{ toolResultId: 'message-1', isPaged: true }],
  textMessages: [{ toolResultId: 'text-1' }],
  transfers: [{ toolResultId: 'transfer-1' }],
  callbacks: [{ toolResultId: 'callback-1' }],
  discounts: [{ toolResultId: 'discount-1' }],
});
