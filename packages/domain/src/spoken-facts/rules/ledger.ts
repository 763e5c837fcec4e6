import type { TimeWindow } from '@afterhourfix/vocabulary';

/** The tool call of this call of which the result said it. */
type ToolResultId = string;

export interface LedgerQuote {
  toolResultId: ToolResultId;
  totalCents: number;
  /** The parts that may be spoken beside the total. */
  lines: readonly { label: string; amountCents: number }[];
}

export interface LedgerWindow extends TimeWindow {
  toolResultId: ToolResultId;
  status: 'offered' | 'booked' | 'moved-from' | 'cancelled';
  /** IANA zone of its address, by whose clock it is told; left out: the ledger's. */
  timeZone?: string | undefined;
}

export interface LedgerDispatch {
  toolResultId: ToolResultId;
  /** Left out: of no dispatch that could stand otherwise later. */
  dispatchId?: string | undefined;
  isAcknowledged: boolean;
  technicianName: string | null;
  /** Minutes that the tool gave to be said: the usual and the very likely time. */
  etaMinutes: readonly number[];
  arrivesBy: Date | null;
}

export interface LedgerMessage {
  toolResultId: ToolResultId;
  isPaged: boolean;
}

/** What else the business publishes: opening hours, price ranges, as `readPublishedFacts` finds them. */
export interface LedgerPublication {
  toolResultId: ToolResultId;
  amountsCents: readonly number[];
  minutesOfDay: readonly number[];
  isoDates: readonly string[];
  durationMinutes: readonly number[];
}

/** What tools returned in one call, and what its caller said. Nothing else may be spoken as a fact. */
export interface SpokenFactsLedger {
  /** IANA zone of the business or of the service address: times are spoken by its clock. */
  timeZone: string;
  now: Date;
  quotes: readonly LedgerQuote[];
  windows: readonly LedgerWindow[];
  dispatches: readonly LedgerDispatch[];
  messages: readonly LedgerMessage[];
  /** Text messages that were sent to the caller. */
  textMessages: readonly { toolResultId: ToolResultId }[];
  transfers: readonly { toolResultId: ToolResultId }[];
  /** Calls back that a tool promised. */
  callbacks: readonly { toolResultId: ToolResultId }[];
  /** Quotes or answers that themselves speak of a lower price, or none. */
  discounts: readonly { toolResultId: ToolResultId }[];
  /** Technicians whom a tool named in this call. */
  technicians: readonly { toolResultId: ToolResultId; name: string }[];
  /** All technicians of the business, so that one whom no tool named is noticed. */
  knownTechnicianNames: readonly string[];
  publications: readonly LedgerPublication[];
  /**
   * Digits that may be spoken: of caller and business, of tool results, and whatever the caller said. Null when nobody
   * knows them: then no telephone number is doubted.
   */
  phoneNumbers: readonly string[] | null;
  /** The caller refused, and nothing of the call is kept. */
  isRecordingRefused: boolean;
  caller: CallerFacts;
}

/** Numbers that the caller said: to repeat them as the caller's words promises nothing. */
export interface CallerFacts {
  amountsCents: readonly number[];
  minutesOfDay: readonly number[];
  isoDates: readonly string[];
  durationMinutes: readonly number[];
  /** Words with a capital, and who somebody said to be, in plain letters: a caller may be called as a technician is. */
  names: readonly string[];
  /** Every number, whatever it was for: a house's among them. */
  figures: readonly number[];
}

const NOTHING_SAID: CallerFacts = {
  amountsCents: [],
  minutesOfDay: [],
  isoDates: [],
  durationMinutes: [],
  names: [],
  figures: [],
};

/** The ledger of a call in which no tool has answered yet. */
export function createSpokenFactsLedger(call: {
  timeZone: string;
  now: Date;
  knownTechnicianNames?: readonly string[];
  phoneNumbers?: readonly string[];
}): SpokenFactsLedger {
  const { timeZone, now, knownTechnicianNames = [], phoneNumbers = null } = call;
  return {
    timeZone,
    now,
    knownTechnicianNames,
    quotes: [],
    windows: [],
    dispatches: [],
    messages: [],
    textMessages: [],
    transfers: [],
    callbacks: [],
    discounts: [],
    technicians: [],
    publications: [],
    phoneNumbers,
    isRecordingRefused: false,
    caller: NOTHING_SAID,
  };
}
