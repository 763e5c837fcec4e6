import type { Recollection } from '../speech-engine.ts';

/** So many facts are more than a call has; the oldest go. */
const MAX_FACTS = 40;

interface AskedTool {
  toolCallId: string;
  name: string;
  argumentsJson: string;
}

/** What a call has told its engine beside speech: a fresh session is told it again. */
export class CallMemory {
  readonly #openCalls = new Map<string, AskedTool & { isOfPresentSession: boolean }>();
  #facts: string[] = [];

  addTo({ turns, facts }: Recollection): Recollection {
    return { turns, facts: [...facts, ...this.#facts] };
  }

  get hasOpenToolCalls(): boolean {
    return this.#openCalls.size > 0;
  }

  noted(text: string): void {
    this.#facts = [...this.#facts, text].slice(-MAX_FACTS);
  }

  toolAsked({ toolCallId, name, argumentsJson }: AskedTool): void {
    this.#openCalls.set(toolCallId, { toolCallId, name, argumentsJson, isOfPresentSession: true });
  }

  /** The result as a fact, and whether the present session waits for it under this id. */
  toolAnswered(toolCallId: string, result: string): { fact: string; isAwaited: boolean } {
    const asked = this.#openCalls.get(toolCallId);
    this.#openCalls.delete(toolCallId);
    const fact = asked
      ? `You called the tool ${asked.name} with ${asked.argumentsJson}. Its result: ${result}`
      : `Result of a tool you called: ${result}`;
    this.noted(fact);
    return { fact, isAwaited: asked?.isOfPresentSession ?? false };
  }

  /** Ids of an earlier session mean nothing to the next one. */
  sessionReplaced(): void {
    for (const call of this.#openCalls.values()) call.isOfPresentSession = false;
  }
}
