import { clientMistake, refusal, type VendorRefusal } from './vendor-error.ts';
import { newVendorId } from './vendor-ids.ts';
import type { Item, ItemDraft } from './wire-types.ts';

/** What the server knows beside an item's wire shape. */
export interface Entry {
  item: Item;
  /** Generated or received audio, in milliseconds. */
  audioMs: number;
  /** Words of a spoken item that are still in the model's memory, after truncation. */
  words: string;
  isTruncated: boolean;
  /** Received audio, for `conversation.item.retrieve`. */
  audioBytes: Buffer | null;
}

export type Insertion = { previousItemId: string | null; entry: Entry };

/** The item of a draft, with what the vendor adds to it. */
export function toItem(draft: ItemDraft): Item {
  const { id, status } = {
    id: draft.id ?? newVendorId('item'),
    status: draft.status ?? ('completed' as const),
  };
  if (draft.type === 'function_call')
    return { ...draft, id, status, object: 'realtime.item', call_id: draft.call_id ?? newVendorId('call') };
  return { ...draft, id, status, object: 'realtime.item' };
}

export function wordsOf(item: Item): string {
  if (item.type !== 'message') return '';
  return item.content.map((part) => part.text ?? part.transcript ?? '').join(' ');
}

/** The items of the default conversation, in order. */
export class Conversation {
  readonly id = newVendorId('conv');
  readonly entries: Entry[] = [];

  find(itemId: string): Entry | null {
    return this.entries.find((entry) => entry.item.id === itemId) ?? null;
  }

  previousOf(itemId: string): string | null {
    const index = this.entries.findIndex((entry) => entry.item.id === itemId);
    return this.entries[index - 1]?.item.id ?? null;
  }

  get lastItemId(): string | null {
    return this.entries.at(-1)?.item.id ?? null;
  }

  /** Appends an item that the server itself made. */
  append(item: Item, known: Partial<Entry> = {}): Insertion {
    const previousItemId = this.lastItemId;
    const entry: Entry = {
      item,
      audioMs: 0,
      words: wordsOf(item),
      isTruncated: false,
      audioBytes: null,
      ...known,
    };
    this.entries.push(entry);
    return { previousItemId, entry };
  }

  /** Inserts what a client wrote, behind `previousItemId` (`root`: first; null: last). */
  insert(draft: ItemDraft, previousItemId: string | null): Insertion | VendorRefusal {
    if (draft.id !== undefined && this.find(draft.id))
      return clientMistake('invalid_value', `Item with ID '${draft.id}' already exists.`, 'item.id');
    if (draft.type === 'function_call_output' && !this.#hasCall(draft.call_id))
      return refusal('invalid_tool_call_id', `Tool call ID '${draft.call_id}' not found in conversation.`);
    const insertion = this.append(toItem(draft));
    if (previousItemId === null) return insertion;
    this.entries.pop();
    const index = this.entries.findIndex((entry) => entry.item.id === previousItemId);
    if (index === -1 && previousItemId !== 'root') return itemNotFound(previousItemId, 'previous_item_id');
    this.entries.splice(index + 1, 0, insertion.entry);
    return { previousItemId: index === -1 ? null : previousItemId, entry: insertion.entry };
  }

  delete(itemId: string): VendorRefusal | null {
    const index = this.entries.findIndex((entry) => entry.item.id === itemId);
    if (index === -1) return itemNotFound(itemId, 'item_id');
    this.entries.splice(index, 1);
    return null;
  }

  #hasCall(callId: string): boolean {
    return this.entries.some(({ item }) => item.type === 'function_call' && item.call_id === callId);
  }
}

export function itemNotFound(itemId: string, param: string): VendorRefusal {
  return refusal('item_not_found', `Item with item_id '${itemId}' not found.`, param);
}
