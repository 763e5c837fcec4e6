import type { Callees } from './callees.ts';
import type { CarrierClock } from './clock.ts';
import type { ConferenceRooms } from './conference-rooms.ts';
import type { CallFaults } from './faults.ts';
import type { Problem } from './problems.ts';
import type { Recording } from './recordings.ts';
import type { FrameTicker } from './ticker.ts';

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

export interface NumberSettings {
  voiceUrl: string;
  voiceFallbackUrl?: string;
  /** Asked once, at the end of each call. */
  statusCallback?: string;
}

export interface CallRequest {
  from: string;
  to: string;
  callSid?: string;
  faults?: CallFaults;
  /** Who answers when the script dials, before the carrier's own list. */
  callees?: Callees;
  /** Added to the webhook's parameters, or in place of them: `ForwardedFrom`, `StirVerstat`. */
  parameters?: Readonly<Record<string, string>>;
}

/** What all calls of one carrier have in common. */
export interface CarrierSettings {
  accountSid: string;
  authToken: string;
  scriptSpeed: number;
  keepsAudio: boolean;
  ticker: FrameTicker;
  clock: CarrierClock;
  problems: Problem[];
  recordings: Map<string, Recording>;
  callees: () => Callees;
  rooms: ConferenceRooms;
  apiUrl: () => string;
}

export interface MediaListeners {
  /** µ-law as it came from our server, before it is played. */
  onMediaReceived?: (bytes: Uint8Array, atMs: number) => void;
  onClear?: (atMs: number) => void;
}
