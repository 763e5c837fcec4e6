import { type Entry, toItem, wordsOf } from './conversation.ts';
import type { MindItem } from './mind.ts';
import type { Item, ResponseParams } from './wire-types.ts';

function remember(item: Item, words: string, isTruncated: boolean): MindItem {
  switch (item.type) {
    case 'function_call':
      return { kind: 'call', callId: item.call_id, name: item.name, arguments: item.arguments };
    case 'function_call_output':
      return { kind: 'result', callId: item.call_id, output: item.output };
    case 'message':
      break;
  }
  if (item.role === 'system') return { kind: 'system', text: words };
  if (item.role === 'assistant') return { kind: 'agent', text: words, isTruncated };
  return { kind: 'caller', text: words, wasSpoken: item.content.some((part) => part.type === 'input_audio') };
}

/** The conversation as the model remembers it. */
export function recall(entries: readonly Entry[]): MindItem[] {
  return entries.map((entry) => remember(entry.item, entry.words, entry.isTruncated));
}

/** The context of a response that brings its own `input`; references are looked up in the conversation. */
export function recallInput(
  input: NonNullable<ResponseParams['input']>,
  entries: readonly Entry[],
): MindItem[] {
  return input.flatMap((part) => {
    if (part.type === 'item_reference') return recall(entries.filter((entry) => entry.item.id === part.id));
    const item = toItem(part);
    return [remember(item, wordsOf(item), false)];
  });
}
