/**
 * How the next request fails: `limited` 403 with a limit's reason and `unavailable` 503 do nothing, `token-refused`
 * 401 as if the token had ended, `lost-answer` does the work and breaks the connection.
 */
export type GoogleFault = 'limited' | 'unavailable' | 'token-refused' | 'lost-answer';

export interface FaultChoice {
  times?: number;
  /** Which requests, as `METHOD /path`; by default any. */
  request?: RegExp;
}

export class FaultPlan {
  readonly #planned: { fault: GoogleFault; times: number; request: RegExp }[] = [];

  add(fault: GoogleFault, { times = 1, request = /.*/ }: FaultChoice = {}): void {
    this.#planned.push({ fault, times, request });
  }

  take(request: string): GoogleFault | null {
    const at = this.#planned.findIndex((planned) => planned.request.test(request));
    const planned = this.#planned[at];
    if (planned === undefined) return null;
    planned.times -= 1;
    if (planned.times === 0) this.#planned.splice(at, 1);
    return planned.fault;
  }
}
