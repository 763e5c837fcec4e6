/** What belongs to the present engine session; its ids mean nothing to the next one. */
export class SessionItems {
  readonly #spoken = new Set<string>();
  readonly #askedToolCalls = new Set<string>();
  readonly #cancelledResponses = new Set<string>();

  reset(): void {
    this.#spoken.clear();
    this.#askedToolCalls.clear();
    this.#cancelledResponses.clear();
  }

  spoke(itemId: string): void {
    this.#spoken.add(itemId);
  }

  hasSpoken(itemId: string): boolean {
    return this.#spoken.has(itemId);
  }

  toolCallAsked(toolCallId: string): void {
    this.#askedToolCalls.add(toolCallId);
  }

  /** True once per call asked in this session. */
  answerToolCall(toolCallId: string): boolean {
    return this.#askedToolCalls.delete(toolCallId);
  }

  get hasOpenToolCalls(): boolean {
    return this.#askedToolCalls.size > 0;
  }

  cancelled(responseId: string): void {
    this.#cancelledResponses.add(responseId);
  }

  isCancelled(responseId: string): boolean {
    return this.#cancelledResponses.has(responseId);
  }
}
