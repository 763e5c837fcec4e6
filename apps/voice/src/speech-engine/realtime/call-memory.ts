import type { Recollection } from '../speech-engine.ts';

/** So many facts are more than a call has; the oldest go. */
const MAX_FACTS = 40;

export interface AskedTool {
  toolCallId: string;
  /** Several calls of one response are answered together. */
  responseId: string;
  name: string;
  argumentsJson: string;
}

export interface ToolAnswered {
  fact: string;
  isAwaited: boolean;
  mustSpeak: boolean;
}

/** What a call has told its engine beside speech: a fresh session is told it again. */
export class CallMemory {
  readonly #openCalls = new Map<string, AskedTool & { isOfPresentSession: boolean }>();
  readonly #responsesToFollow = new Set<string>();
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

  toolAsked({ toolCallId, responseId, name, argumentsJson }: AskedTool): void {
    this.#openCalls.set(toolCallId, {
      toolCallId,
      responseId,
      name,
      argumentsJson,
      isOfPresentSession: true,
    });
  }

  /**
   * The result as a fact; whether the present session waits for it under this id; and whether the engine is to
   * speak now: all calls of the response are answered, and not all of them in silence.
   */
  toolAnswered(answer: { toolCallId: string; result: string; isSilent: boolean }): ToolAnswered {
    const { toolCallId, result, isSilent } = answer;
    const asked = this.#openCalls.get(toolCallId);
    this.#openCalls.delete(toolCallId);
    // What was refused was done with nothing, and may hold what nobody may keep.
    const given = result.startsWith('{"refusal"') ? '' : ` with ${asked?.argumentsJson}`;
    const fact = asked
      ? `You called the tool ${asked.name}${given}. Its result: ${result}`
      : `Result of a tool you called: ${result}`;
    this.noted(fact);
    if (!asked) return { fact, isAwaited: false, mustSpeak: !isSilent };
    return { fact, isAwaited: asked.isOfPresentSession, mustSpeak: this.#mustSpeak(asked, isSilent) };
  }

  /** Ids of an earlier session mean nothing to the next one. */
  sessionReplaced(): void {
    for (const call of this.#openCalls.values()) call.isOfPresentSession = false;
  }

  #mustSpeak({ responseId }: AskedTool, isSilent: boolean): boolean {
    if (!isSilent) this.#responsesToFollow.add(responseId);
    const isLast = ![...this.#openCalls.values()].some((open) => open.responseId === responseId);
    return isLast && this.#responsesToFollow.delete(responseId);
  }
}
