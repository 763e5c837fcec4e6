import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime';
import { base64, isRecord, type Json, number, record, text, textOrNull } from './event-fields.ts';
import { type ResponseUsage, readTranscriptionUsage, readUsage, type TranscriptionCost } from './usage.ts';

/** What the Realtime API says, in our words and only as far as we act on it. */
export type RealtimeEvent =
  | { type: 'session-created'; sessionId: string; expiresAtMs: number | null }
  /** `isAnswering`: the engine answers the caller's turns by itself; null when the session does not say. */
  | { type: 'session-updated'; isAnswering: boolean | null }
  | { type: 'speech-started'; itemId: string; audioStartMs: number }
  | { type: 'speech-stopped'; itemId: string; audioEndMs: number }
  | { type: 'caller-turn-committed'; itemId: string }
  | { type: 'caller-transcript-grew'; itemId: string; delta: string }
  | {
      type: 'caller-transcript-completed';
      itemId: string;
      text: string;
      /** Of the recogniser, which is billed apart from responses. */
      cost: TranscriptionCost | null;
    }
  | { type: 'caller-transcript-failed'; itemId: string }
  /** The conversation holds this item: whatever is generated from now on knows it. */
  | { type: 'item-added'; itemId: string }
  | { type: 'response-created'; responseId: string; metadata: Record<string, string> }
  | { type: 'agent-audio'; responseId: string; itemId: string; contentIndex: number; audio: string }
  /** The item's audio is complete; not sent of one that was cut off. */
  | { type: 'agent-audio-ended'; responseId: string; itemId: string }
  | { type: 'agent-transcript-grew'; responseId: string; itemId: string; delta: string }
  | { type: 'agent-transcript-completed'; responseId: string; itemId: string; text: string }
  | {
      type: 'tool-call-completed';
      responseId: string;
      toolCallId: string;
      name: string;
      argumentsJson: string;
    }
  | ResponseDone
  | { type: 'error'; errorType: string; code: string | null; message: string; eventId: string | null };

export interface ResponseDone {
  type: 'response-done';
  responseId: string;
  status: 'completed' | 'cancelled' | 'failed' | 'incomplete';
  /** `turn_detected`, `client_cancelled`, `max_output_tokens`, `content_filter`, or the failure's code. */
  reason: string | null;
  errorMessage: string | null;
  usage: ResponseUsage | null;
}

type Read = (event: Json) => RealtimeEvent | null;

/** Every event of the GA interface: how we read it, or null when we have no use for it. */
const READERS: Record<RealtimeServerEvent['type'], Read | null> = {
  error: readError,
  'session.created': readSessionCreated,
  'session.updated': readSessionUpdated,
  'conversation.created': null,
  'conversation.item.added': readItemAdded,
  'conversation.item.done': null,
  // The beta's name for it, still sent beside the other one and by some compatible endpoints alone.
  'conversation.item.created': readItemAdded,
  'conversation.item.retrieved': null,
  'conversation.item.deleted': null,
  'conversation.item.truncated': null,
  'conversation.item.input_audio_transcription.delta': (event) => ({
    type: 'caller-transcript-grew',
    itemId: text(event, 'item_id'),
    delta: text(event, 'delta'),
  }),
  'conversation.item.input_audio_transcription.completed': (event) => ({
    type: 'caller-transcript-completed',
    itemId: text(event, 'item_id'),
    text: text(event, 'transcript'),
    cost: readTranscriptionUsage(event.usage),
  }),
  'conversation.item.input_audio_transcription.segment': null,
  'conversation.item.input_audio_transcription.failed': (event) => ({
    type: 'caller-transcript-failed',
    itemId: text(event, 'item_id'),
  }),
  'input_audio_buffer.committed': (event) => ({
    type: 'caller-turn-committed',
    itemId: text(event, 'item_id'),
  }),
  'input_audio_buffer.cleared': null,
  'input_audio_buffer.speech_started': (event) => ({
    type: 'speech-started',
    itemId: text(event, 'item_id'),
    audioStartMs: number(event, 'audio_start_ms'),
  }),
  'input_audio_buffer.speech_stopped': (event) => ({
    type: 'speech-stopped',
    itemId: text(event, 'item_id'),
    audioEndMs: number(event, 'audio_end_ms'),
  }),
  'input_audio_buffer.timeout_triggered': null,
  'input_audio_buffer.dtmf_event_received': null,
  'output_audio_buffer.started': null,
  'output_audio_buffer.stopped': null,
  'output_audio_buffer.cleared': null,
  'response.created': readResponseCreated,
  'response.done': readResponseDone,
  'response.output_item.added': null,
  'response.output_item.done': readOutputItemDone,
  'response.content_part.added': null,
  'response.content_part.done': null,
  'response.output_audio.done': (event) => ({ type: 'agent-audio-ended', ...outputKeys(event) }),
  'response.output_audio.delta': (event) => ({
    type: 'agent-audio',
    ...outputKeys(event),
    contentIndex: number(event, 'content_index'),
    audio: base64(event, 'delta'),
  }),
  'response.output_audio_transcript.delta': (event) => ({
    type: 'agent-transcript-grew',
    ...outputKeys(event),
    delta: text(event, 'delta'),
  }),
  'response.output_audio_transcript.done': (event) => ({
    type: 'agent-transcript-completed',
    ...outputKeys(event),
    text: text(event, 'transcript'),
  }),
  'response.output_text.delta': null,
  'response.output_text.done': null,
  'response.function_call_arguments.delta': null,
  // Sent for cancelled responses too, so nothing may be acted on before output_item.done.
  'response.function_call_arguments.done': null,
  'response.mcp_call_arguments.delta': null,
  'response.mcp_call_arguments.done': null,
  'response.mcp_call.in_progress': null,
  'response.mcp_call.completed': null,
  'response.mcp_call.failed': null,
  'mcp_list_tools.in_progress': null,
  'mcp_list_tools.completed': null,
  'mcp_list_tools.failed': null,
  'rate_limits.updated': null,
};

export type ServerEventRead =
  | { kind: 'event'; event: RealtimeEvent }
  /** Well-formed and known, but of no use to us; still a sign of life. */
  | { kind: 'unused'; name: string }
  | { kind: 'unknown'; name: string }
  | { kind: 'malformed' };

/** Lenient: an event whose needed fields are missing is malformed, an unheard-of one unknown; neither is fatal. */
export function readServerEvent(frame: Buffer): ServerEventRead {
  let json: unknown;
  try {
    json = JSON.parse(frame.toString('utf8'));
  } catch {
    return { kind: 'malformed' };
  }
  if (!isRecord(json) || typeof json.type !== 'string') return { kind: 'malformed' };
  const name = json.type;
  if (!Object.hasOwn(READERS, name)) return { kind: 'unknown', name };
  const read = READERS[name as RealtimeServerEvent['type']]; // hasOwn above is the guarantee
  if (!read) return { kind: 'unused', name };
  try {
    const event = read(json);
    return event ? { kind: 'event', event } : { kind: 'unused', name };
  } catch {
    return { kind: 'malformed' };
  }
}

function outputKeys(event: Json): { responseId: string; itemId: string } {
  return { responseId: text(event, 'response_id'), itemId: text(event, 'item_id') };
}

function readError(event: Json): RealtimeEvent {
  const error = record(event, 'error');
  return {
    type: 'error',
    errorType: textOrNull(error, 'type') ?? 'unknown',
    code: textOrNull(error, 'code'),
    message: textOrNull(error, 'message') ?? '',
    eventId: textOrNull(error, 'event_id'),
  };
}

function readSessionCreated(event: Json): RealtimeEvent {
  const session = record(event, 'session');
  const expiresAt = session.expires_at;
  return {
    type: 'session-created',
    sessionId: textOrNull(session, 'id') ?? 'unnamed',
    expiresAtMs: typeof expiresAt === 'number' && expiresAt > 0 ? expiresAt * 1000 : null,
  };
}

function readSessionUpdated(event: Json): RealtimeEvent {
  const session = isRecord(event.session) ? event.session : {};
  const audio = isRecord(session.audio) ? session.audio : {};
  const input = isRecord(audio.input) ? audio.input : {};
  const turnDetection = isRecord(input.turn_detection) ? input.turn_detection : {};
  const isAnswering = turnDetection.create_response;
  return { type: 'session-updated', isAnswering: typeof isAnswering === 'boolean' ? isAnswering : null };
}

function readResponseCreated(event: Json): RealtimeEvent {
  const response = record(event, 'response');
  const metadata = isRecord(response.metadata) ? response.metadata : {};
  const texts = Object.entries(metadata).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { type: 'response-created', responseId: text(response, 'id'), metadata: Object.fromEntries(texts) };
}

/** Unused rather than malformed without an id: it costs us nothing. */
function readItemAdded(event: Json): RealtimeEvent | null {
  const itemId = isRecord(event.item) ? textOrNull(event.item, 'id') : null;
  return itemId === null ? null : { type: 'item-added', itemId };
}

const DONE_STATUSES = ['completed', 'cancelled', 'failed', 'incomplete'] as const;

function readResponseDone(event: Json): ResponseDone {
  const response = record(event, 'response');
  const details = isRecord(response.status_details) ? response.status_details : {};
  const error = isRecord(details.error) ? details.error : {};
  return {
    type: 'response-done',
    responseId: text(response, 'id'),
    status: DONE_STATUSES.find((status) => status === response.status) ?? 'failed',
    reason: textOrNull(details, 'reason') ?? textOrNull(error, 'code') ?? textOrNull(error, 'type'),
    errorMessage: textOrNull(error, 'message'),
    usage: readUsage(response.usage),
  };
}

/** The earliest safe moment to act on a tool call: its item is done and completed. */
function readOutputItemDone(event: Json): RealtimeEvent | null {
  const item = record(event, 'item');
  if (item.type !== 'function_call' || item.status !== 'completed') return null;
  return {
    type: 'tool-call-completed',
    responseId: text(event, 'response_id'),
    toolCallId: text(item, 'call_id'),
    name: text(item, 'name'),
    argumentsJson: text(item, 'arguments'),
  };
}
