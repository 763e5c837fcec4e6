import type { Severity, Trade } from '@afterhourfix/vocabulary';

export interface RecordedTurn {
  speaker: 'caller' | 'agent';
  text: string;
  startedAt: Date;
}

/** A tool in the words of the scenarios' vocabulary. */
export interface ToolUse {
  name: string;
  arguments: Readonly<Record<string, unknown>>;
  /** Null while none came back. */
  result: unknown;
  /** It did what it was asked: no refusal, no fault. */
  hasWorked: boolean;
  at: Date;
}

export interface RecordedBooking {
  trade: Trade;
  status: 'booked' | 'cancelled';
  startsAt: Date;
  endsAt: Date;
  name: string;
  phone: string;
  addressLine: string;
  zip: string;
  technicianId: string;
  /** False for one that stood before the call. */
  isOfThisCall: boolean;
}

export interface Verdict {
  severity: Severity;
  trades: readonly Trade[];
  jobTypes: readonly string[];
  isVulnerable: boolean;
}

/** A turn of the script, when it left the caller's mouth. */
export interface SpokenTurn {
  turnId: string;
  beganAt: Date;
}

/** All that a call left behind: what was stored of it, and when the caller said what. Nothing in it is judged yet. */
export interface CallRecord {
  turns: readonly RecordedTurn[];
  spoken: readonly SpokenTurn[];
  tools: readonly ToolUse[];
  bookings: readonly RecordedBooking[];
  /** Null when the product keeps none. */
  verdict: Verdict | null;
  outcome: { disposition: string; reason: string } | null;
  /** Everything the call wrote anywhere, as text. */
  stored: string;
  /** From the end of the caller's words to the agent's first sound. */
  answerDelaysMs: readonly number[];
}
