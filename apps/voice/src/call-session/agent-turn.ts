import type { Farewell } from './call-state.ts';

/** How far the agent's latest turn has come: begun, sounding, ended; and how long the caller waited for it. */
export class AgentTurn {
  #turnId: string | null = null;
  #hasSounded = false;
  #isOver = true;
  #callerStoppedAtMs: number | null = null;

  get hasSounded(): boolean {
    return this.#hasSounded;
  }

  started(turnId: string): void {
    this.#turnId = turnId;
    this.#hasSounded = false;
    this.#isOver = false;
  }

  callerStopped(nowMs: number): void {
    this.#callerStoppedAtMs = nowMs;
  }

  /** The time in ms since the caller stopped speaking, or null when that is not what the agent answers. */
  sounded(nowMs: number): number | null {
    this.#hasSounded = true;
    const waitedMs = this.#callerStoppedAtMs === null ? null : Math.round(nowMs - this.#callerStoppedAtMs);
    this.#callerStoppedAtMs = null;
    return waitedMs;
  }

  ended(): void {
    this.#isOver = true;
  }

  /** An agent that hangs up in a turn with speech has said goodbye in it; one that is mute gets words from us. */
  toFarewell(turn: { turnId: string; isHeardOut: boolean; text: string }): Farewell {
    if (this.#turnId !== turn.turnId || !this.#hasSounded) return { progress: 'unsaid', text: turn.text };
    if (!this.#isOver) return { progress: 'being-said' };
    return { progress: turn.isHeardOut ? 'heard' : 'said' };
  }
}
