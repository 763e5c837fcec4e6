const WHO_WIDTH = 8;

/** Prints a call as it happens, a line for each thing said: when, who, words, and what was measured. */
export class CallStory {
  readonly #print: (line: string) => void;
  #callerStoppedAtMs: number | null = null;
  #latencyMs: number | null = null;
  readonly latenciesMs: number[] = [];

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  tell(atMs: number, who: string, words: string, remark = ''): void {
    const seconds = (atMs / 1000).toFixed(2).padStart(7);
    this.#print(`${seconds} s  ${who.padEnd(WHO_WIDTH)} ${words}${remark === '' ? '' : `   (${remark})`}`);
  }

  callerStopped(atMs: number): void {
    this.#callerStoppedAtMs = atMs;
    this.#latencyMs = null;
  }

  /** Something of the agent was heard; the first after the caller is what the caller has waited for. */
  agentSounded(atMs: number): void {
    if (this.#callerStoppedAtMs === null) return;
    this.#latencyMs = Math.max(0, Math.round(atMs - this.#callerStoppedAtMs));
    this.#callerStoppedAtMs = null;
    this.latenciesMs.push(this.#latencyMs);
  }

  agentSaid(atMs: number, words: string): void {
    const remark = this.#latencyMs === null ? '' : `${this.#latencyMs} ms after the caller`;
    this.#latencyMs = null;
    this.tell(atMs, 'agent', words, remark);
  }
}

/** Middle and worst of the waits, for the last line. */
export function summarizeLatencies(latenciesMs: readonly number[]): string {
  if (latenciesMs.length === 0) return 'no latency to tell: the agent answered nothing that the caller said';
  const sorted = latenciesMs.toSorted((one, other) => one - other);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  return `end of caller's speech to first agent audio: median ${median} ms, longest ${sorted.at(-1)} ms, ${sorted.length} ${sorted.length === 1 ? 'answer' : 'answers'}`;
}
