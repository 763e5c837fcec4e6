import type { SimulatorClock } from './clock.ts';
import type { Conversation } from './conversation.ts';
import type { Faults } from './faults.ts';
import type { InputAudio } from './input-audio.ts';
import type { Link } from './link.ts';
import type { Mind } from './mind.ts';
import type { ResponsePace } from './response-run.ts';
import type { SessionConfig } from './wire-types.ts';

/** What the parts of one session share. */
export interface SessionParts {
  readonly id: string;
  readonly link: Link;
  readonly conversation: Conversation;
  readonly input: InputAudio;
  readonly mind: Mind;
  readonly clock: SimulatorClock;
  readonly pace: ResponsePace;
  readonly transcriptionDelayMs: number;
  readonly signal: AbortSignal;
  config: SessionConfig;
  faults: Faults;
  /** The session as session.created and session.updated show it. */
  describeSession(): object;
  reportUnexpected(problem: string, received: unknown): void;
  /** Owns a promise that nobody awaits. */
  runInBackground(work: Promise<void>): void;
}
