/**
 * How the next request fails. `too-many` 429, `unavailable` 503, `conflict` 409 and `broken-connection` do nothing;
 * `failed-after-success` does the work and answers 500; `lost-answer` does it and breaks the connection; `no-answer`
 * does nothing and keeps silent.
 */
export type CalcomFault =
  | 'too-many'
  | 'unavailable'
  | 'conflict'
  | 'broken-connection'
  | 'no-answer'
  | 'failed-after-success'
  | 'lost-answer';

export interface FaultChoice {
  times?: number;
  /** Which requests, as `METHOD /path`; by default any. */
  request?: RegExp;
}

/** Faults waiting for the requests they befall. */
export class FaultPlan {
  readonly #planned: { fault: CalcomFault; times: number; request: RegExp }[] = [];

  add(fault: CalcomFault, { times = 1, request = /.*/ }: FaultChoice = {}): void {
    this.#planned.push({ fault, times, request });
  }

  take(request: string): CalcomFault | null {
    const at = this.#planned.findIndex((planned) => planned.request.test(request));
    const planned = this.#planned[at];
    if (planned === undefined) return null;
    planned.times -= 1;
    if (planned.times === 0) this.#planned.splice(at, 1);
    return planned.fault;
  }
}
