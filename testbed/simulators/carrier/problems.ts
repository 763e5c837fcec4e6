/** Something our server did that Twilio would not accept; a test fails on any it did not expect. */
export interface Problem {
  /** Twilio's error code, or 0 where only this simulator knows no better. */
  code: number;
  message: string;
  callSid: string;
  atMs: number;
}

export class ProblemLog {
  readonly entries: Problem[] = [];
  readonly #callSid: string;
  readonly #nowMs: () => number;
  readonly #parent: Problem[];

  constructor(callSid: string, nowMs: () => number, parent: Problem[]) {
    this.#callSid = callSid;
    this.#nowMs = nowMs;
    this.#parent = parent;
  }

  add(code: number, message: string): void {
    const problem: Problem = { code, message, callSid: this.#callSid, atMs: this.#nowMs() };
    this.entries.push(problem);
    this.#parent.push(problem);
  }
}
