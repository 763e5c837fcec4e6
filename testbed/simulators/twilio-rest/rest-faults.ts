/**
 * How the next request fails. `too-many` 429 and `unavailable` 503 are not processed; `no-answer` is never answered;
 * `lost-answer` is processed, then the connection breaks, so that only the client does not know.
 */
export type RestFault = 'too-many' | 'unavailable' | 'broken-connection' | 'no-answer' | 'lost-answer';

interface PlannedFault {
  fault: RestFault;
  times: number;
  path: RegExp;
}

/** Faults waiting for the requests they befall. */
export class FaultPlan {
  readonly #planned: PlannedFault[] = [];

  add(fault: RestFault, { times = 1, path = /.*/ }: { times?: number; path?: RegExp } = {}): void {
    this.#planned.push({ fault, times, path });
  }

  take(path: string): RestFault | null {
    const at = this.#planned.findIndex((planned) => planned.path.test(path));
    const planned = this.#planned[at];
    if (planned === undefined) return null;
    planned.times -= 1;
    if (planned.times === 0) this.#planned.splice(at, 1);
    return planned.fault;
  }
}
