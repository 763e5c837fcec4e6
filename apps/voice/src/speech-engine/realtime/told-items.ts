import {
  toConversationText,
  toFunctionCallOutput,
  toItemId,
} from '@afterhourfix/integrations/openai-realtime';
import type { Recollection } from '../speech-engine.ts';
import { type AskedTool, CallMemory } from './call-memory.ts';

/** Sends an event under a fresh id and gives the id back; null when no session can take it. */
export type SendEvent = (toEvent: (eventId: string) => string) => string | null;

/** What we tell the engine in writing: notes and results of tools. Knows what of it the engine has not read yet. */
export class ToldItems {
  readonly #memory = new CallMemory();
  readonly #send: SendEvent;
  #unreadItemId: string | null = null;

  constructor(send: SendEvent) {
    this.#send = send;
  }

  /** The last item on its way: an answer that begins before it is read does not know it. */
  get unreadItemId(): string | null {
    return this.#unreadItemId;
  }

  get hasOpenToolCalls(): boolean {
    return this.#memory.hasOpenToolCalls;
  }

  addTo(recollection: Recollection): Recollection {
    return this.#memory.addTo(recollection);
  }

  note(text: string): void {
    this.#memory.noted(text);
    this.#tell(text);
  }

  toolAsked(asked: AskedTool): void {
    this.#memory.toolAsked(asked);
  }

  /**
   * Whether the engine is to speak now. A call that an earlier session asked for is told as a fact: the present one
   * does not know its id.
   */
  toolAnswered(answer: { toolCallId: string; result: string; isSilent: boolean }): boolean {
    const { fact, isAwaited, mustSpeak } = this.#memory.toolAnswered(answer);
    if (isAwaited) this.#put((id) => toFunctionCallOutput(id, answer.toolCallId, answer.result));
    else this.#tell(fact);
    return mustSpeak;
  }

  /** Also of an item that was refused: it will never be read. */
  taken(itemId: string): void {
    if (this.#unreadItemId === itemId) this.#unreadItemId = null;
  }

  sessionReplaced(): void {
    this.#memory.sessionReplaced();
    this.#unreadItemId = null;
  }

  #tell(text: string): void {
    this.#put((id) => toConversationText(id, { speaker: 'system', text }));
  }

  #put(toEvent: (eventId: string) => string): void {
    const eventId = this.#send(toEvent);
    if (eventId !== null) this.#unreadItemId = toItemId(eventId);
  }
}
