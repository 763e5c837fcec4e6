import type { Farewell } from './call-state.ts';

/** How far the agent's latest turn has come: begun, sounding, ended. */
export class AgentTurn {
  #turnId: string | null = null;
  #hasSounded = false;
  #isOver = true;

  get hasSounded(): boolean {
    return this.#hasSounded;
  }

  started(turnId: string): void {
    this.#turnId = turnId;
    this.#hasSounded = false;
    this.#isOver = false;
  }

  sounded(): void {
    this.#hasSounded = true;
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
