import type {
  ConversationItem,
  RealtimeClientEvent,
  RealtimeSessionCreateRequest,
  ResponseCreateEvent,
} from 'openai/resources/realtime/realtime';

export type RealtimeSessionSettings = RealtimeSessionCreateRequest;
export type RealtimeResponseSettings = NonNullable<ResponseCreateEvent['response']>;

/** Every event we send carries an id, so that an error names what it answers. */
type Identified<Event> = Event & { event_id: string };

function toText(event: Identified<RealtimeClientEvent>): string {
  return JSON.stringify(event);
}

// HOT PATH: 50 per second and call; base64 and our ids need no escaping.
export function toAudioAppend(eventId: string, audio: string): string {
  return `{"type":"input_audio_buffer.append","event_id":"${eventId}","audio":"${audio}"}`;
}

/** Makes what was appended so far a turn of the caller; no response follows by itself. */
export function toAudioCommit(eventId: string): string {
  return toText({ type: 'input_audio_buffer.commit', event_id: eventId });
}

/** Forgets what was appended and is no turn yet. */
export function toAudioClear(eventId: string): string {
  return toText({ type: 'input_audio_buffer.clear', event_id: eventId });
}

/** WebRTC and SIP only, where the vendor plays the audio: refused on a plain WebSocket. */
export function toOutputAudioClear(eventId: string): string {
  return toText({ type: 'output_audio_buffer.clear', event_id: eventId });
}

export function toSessionUpdate(eventId: string, session: RealtimeSessionSettings): string {
  return toText({ type: 'session.update', event_id: eventId, session });
}

export function toResponseCreate(eventId: string, response: RealtimeResponseSettings): string {
  return toText({ type: 'response.create', event_id: eventId, response });
}

export function toResponseCancel(eventId: string, responseId: string): string {
  return toText({ type: 'response.cancel', event_id: eventId, response_id: responseId });
}

/** `audioEndMs` is what the caller heard of the item; it must not exceed the item's audio. */
export function toItemTruncate(
  eventId: string,
  cut: { itemId: string; contentIndex: number; audioEndMs: number },
): string {
  return toText({
    type: 'conversation.item.truncate',
    event_id: eventId,
    item_id: cut.itemId,
    content_index: cut.contentIndex,
    audio_end_ms: cut.audioEndMs,
  });
}

export function toItemRetrieve(eventId: string, itemId: string): string {
  return toText({ type: 'conversation.item.retrieve', event_id: eventId, item_id: itemId });
}

/** Breaks the prompt cache from this item on. */
export function toItemDelete(eventId: string, itemId: string): string {
  return toText({ type: 'conversation.item.delete', event_id: eventId, item_id: itemId });
}

/** The id of the item that this event of ours creates; the vendor takes up to 32 characters. */
export function toItemId(eventId: string): string {
  return `told_${eventId}`;
}

export function toFunctionCallOutput(eventId: string, toolCallId: string, output: string): string {
  return toItemCreate(eventId, { type: 'function_call_output', call_id: toolCallId, output });
}

/** Earlier speech comes back as text: the API takes no assistant audio (no resume exists). */
export function toConversationText(
  eventId: string,
  turn: { speaker: 'caller' | 'agent' | 'system'; text: string },
): string {
  return toItemCreate(eventId, toTextItem(turn));
}

function toTextItem(turn: { speaker: 'caller' | 'agent' | 'system'; text: string }): ConversationItem {
  switch (turn.speaker) {
    case 'caller':
      return { type: 'message', role: 'user', content: [{ type: 'input_text', text: turn.text }] };
    case 'agent':
      return { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: turn.text }] };
    case 'system':
      return { type: 'message', role: 'system', content: [{ type: 'input_text', text: turn.text }] };
  }
}

function toItemCreate(eventId: string, item: ConversationItem): string {
  return toText({
    type: 'conversation.item.create',
    event_id: eventId,
    item: { id: toItemId(eventId), ...item },
  });
}
