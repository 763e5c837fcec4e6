import type { Entry } from './conversation.ts';
import {
  countTextTokens,
  newMessage,
  type OutputItem,
  type OutputScope,
  partKeys,
  splitWords,
} from './output-item.ts';
import type { MessageItem } from './wire-types.ts';

/** Text of a response with `output_modalities: ["text"]`, a word at a time. */
export class TextOutput implements OutputItem {
  readonly item: MessageItem = newMessage();
  readonly audioMs = 0;
  readonly #scope: OutputScope;
  readonly #entry: Entry;
  readonly #waiting: string[];
  #text = '';

  constructor(say: string, scope: OutputScope) {
    this.#scope = scope;
    this.#waiting = splitWords(say);
    this.#entry = scope.add(this.item);
    this.#send('response.content_part.added', { part: { type: 'text', text: '' } });
  }

  get outputTokens() {
    return { text: countTextTokens(this.#text), audio: 0 };
  }

  step(): boolean {
    const delta = this.#waiting.shift();
    if (delta === undefined) return false;
    this.#text += delta;
    this.#entry.words = this.#text;
    this.#send('response.output_text.delta', { delta });
    return true;
  }

  close(status: 'completed' | 'incomplete'): void {
    const text = this.#text;
    this.#send('response.output_text.done', { text });
    this.#send('response.content_part.done', { part: { type: 'text', text } });
    this.item.content = [{ type: 'output_text', text }];
    this.item.status = status;
  }

  #send(type: string, fields: object): void {
    this.#scope.send({ type, ...partKeys(this.item, this.#scope), ...fields });
  }
}
