import type { MindItem } from '../mind.ts';
import { isJsonObject, type JsonObject } from '../shape.ts';
import { type Note, readNote } from './notes.ts';

/** A function call and what came back; null output while it is still running. */
export interface RememberedCall {
  name: string;
  arguments: JsonObject;
  output: unknown;
  isAnswered: boolean;
  /** Where its result (or, without one, the call) stands in the conversation. */
  index: number;
}

/** What a result looks like tells which tool gave it, when the call itself is forgotten. */
const RESULT_KEYS: readonly (readonly [string, string])[] = [
  ['booking', 'book_slot'],
  ['slots', 'get_slots'],
  ['quoteId', 'get_pricing'],
  ['zone', 'check_service_area'],
  ['articles', 'get_knowledge'],
];

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/** Calls and their results, in the order in which they were answered; also those that only notes tell of. */
export function recallCalls(conversation: readonly MindItem[]): RememberedCall[] {
  const calls = conversation.flatMap((item, index) =>
    item.kind === 'call' ? [recallCall(conversation, item, index)] : [],
  );
  conversation.forEach((item, index) => {
    const note = item.kind === 'system' ? readNote(item.text) : null;
    if (note) applyNote(calls, note, index);
  });
  return calls.sort((one, other) => one.index - other.index);
}

function recallCall(
  conversation: readonly MindItem[],
  call: Extract<MindItem, { kind: 'call' }>,
  callIndex: number,
): RememberedCall {
  const resultIndex = conversation.findIndex(
    (other) => other.kind === 'result' && other.callId === call.callId,
  );
  const result = conversation[resultIndex];
  const given = parse(call.arguments);
  return {
    name: call.name,
    arguments: isJsonObject(given) ? given : {},
    output: result?.kind === 'result' ? parse(result.output) : null,
    isAnswered: resultIndex !== -1,
    index: resultIndex === -1 ? callIndex : resultIndex,
  };
}

function applyNote(calls: RememberedCall[], note: Note, index: number): void {
  const known = { arguments: {}, isAnswered: true, index };
  switch (note.kind) {
    case 'late-answer': {
      const call = calls.findLast(({ name }) => name === note.name);
      if (call) Object.assign(call, { output: parse(note.output), isAnswered: true, index });
      return;
    }
    case 'earlier-result': {
      const output = parse(note.output);
      const name = RESULT_KEYS.find(([key]) => findDeep(output, key) !== undefined)?.[1];
      if (name) calls.push({ ...known, name, output });
      return;
    }
    case 'booked':
      calls.push({
        ...known,
        name: 'book_slot',
        arguments: note.arguments,
        output: { booking: note.booking },
      });
      return;
    case 'offered': {
      // A new engine session is told slot by slot: they are one offer.
      const before = calls.at(-1);
      const slots =
        before?.name === 'get_slots' && before.index === index - 1 ? readSlots(before.output) : [];
      calls.push({ ...known, name: 'get_slots', output: { slots: [...slots, note.slot] } });
      return;
    }
    case 'transfer-failed':
      calls.push({ ...known, name: 'transfer_call', output: { refusal: 'nobody-took-it' } });
      return;
    case 'interrupted':
  }
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

/** That the tool itself failed, which is no answer about the caller's wish; null when it worked. */
export function readError(output: unknown): string | null {
  return findText(output, 'refusal') === null ? findText(output, 'error') : null;
}

export interface OfferedSlot {
  slotId: string;
  speakable: string;
  /** ISO 8601, where the tool tells them. */
  startsAt: string | null;
  endsAt: string | null;
}

export function readSlots(output: unknown): OfferedSlot[] {
  const slots = findDeep(output, 'slots');
  if (!Array.isArray(slots)) return [];
  return slots.flatMap((slot) => {
    const slotId = findText(slot, 'slotId', 'slot_id', 'id');
    const speakable = findText(slot, 'speakable', 'label', 'startsAt') ?? '';
    const times = { startsAt: findText(slot, 'startsAt'), endsAt: findText(slot, 'endsAt') };
    return slotId ? [{ slotId, speakable, ...times }] : [];
  });
}
