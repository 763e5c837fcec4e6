import type { MindItem } from '../mind.ts';
import { isJsonObject, type JsonObject } from '../shape.ts';

/** A function call and what came back; null output while it is still running. */
export interface RememberedCall {
  name: string;
  arguments: JsonObject;
  output: unknown;
  isAnswered: boolean;
  /** Where its result (or, without one, the call) stands in the conversation. */
  index: number;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

export function recallCalls(conversation: readonly MindItem[]): RememberedCall[] {
  return conversation.flatMap((item, callIndex) => {
    if (item.kind !== 'call') return [];
    const resultIndex = conversation.findIndex(
      (other) => other.kind === 'result' && other.callId === item.callId,
    );
    const result = conversation[resultIndex];
    const given = parse(item.arguments);
    return [
      {
        name: item.name,
        arguments: isJsonObject(given) ? given : {},
        output: result?.kind === 'result' ? parse(result.output) : null,
        isAnswered: resultIndex !== -1,
        index: resultIndex === -1 ? callIndex : resultIndex,
      },
    ];
  });
}

/** The first value under `key`, however deep a result wraps it. */
export function findDeep(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    for (const entry of value) {
      const found = findDeep(entry, key);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, key)) return value[key];
  return findDeep(Object.values(value), key);
}

export function findText(value: unknown, ...keys: string[]): string | null {
  for (const key of keys) {
    const found = findDeep(value, key);
    if (typeof found === 'string' && found !== '') return found;
  }
  return null;
}

/** Why a tool did not do it, or null when it did. */
export function readRefusal(output: unknown): string | null {
  const reason = findText(output, 'refusal', 'reason', 'error', 'message');
  if (isJsonObject(output) && output.ok === false) return reason ?? 'refused';
  return findText(output, 'refusal', 'error');
}

export interface OfferedSlot {
  slotId: string;
  speakable: string;
}

export function readSlots(output: unknown): OfferedSlot[] {
  const slots = findDeep(output, 'slots');
  if (!Array.isArray(slots)) return [];
  return slots.flatMap((slot) => {
    const slotId = findText(slot, 'slotId', 'slot_id', 'id');
    return slotId ? [{ slotId, speakable: findText(slot, 'speakable', 'label', 'startsAt') ?? '' }] : [];
  });
}
