import type { Entry } from './conversation.ts';
import { newVendorId } from './vendor-ids.ts';
import type { Item, MessageItem, ServerEvent } from './wire-types.ts';

export interface OutputScope {
  responseId: string;
  outputIndex: number;
  deltaMs: number;
  /** Null: the voice at its natural pace. */
  msPerCharacter: number | null;
  send(event: ServerEvent): void;
  /** Announces a new item and, for a response in the conversation, adds it there. */
  add(item: Item): Entry;
}

/** One item of a response while it is streamed. */
export interface OutputItem {
  readonly item: Item;
  readonly outputTokens: { text: number; audio: number };
  readonly audioMs: number;
  /** Sends the next delta; false when there was none left. */
  step(): boolean;
  /** Sends the item's last events, with all that was streamed so far. */
  close(status: 'completed' | 'incomplete'): void;
}

const CHARACTERS_PER_TOKEN = 4;

export function countTextTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** The words of a sentence, each with the space behind it. */
export function splitWords(sentence: string): string[] {
  return sentence.split(/(?<=\s)/);
}

export function newMessage(): MessageItem {
  return {
    id: newVendorId('item'),
    object: 'realtime.item',
    type: 'message',
    status: 'in_progress',
    role: 'assistant',
    content: [],
  };
}

/** The ids that every event about an item's only content part carries. */
export function partKeys(item: Item, scope: OutputScope) {
  return {
    response_id: scope.responseId,
    item_id: item.id,
    output_index: scope.outputIndex,
    content_index: 0,
  };
}
