import {
  audioFormat,
  maxOutputTokens,
  outputModalities,
  reasoning,
  sessionShape,
  storedPrompt,
  toolChoice,
  tools,
  voice,
} from './session-shape.ts';
import {
  flag,
  integer,
  invalidValue,
  isJsonObject,
  list,
  oneOf,
  orNull,
  record,
  type Shape,
  text,
  variants,
} from './shape.ts';
import { clientMistake } from './vendor-error.ts';

const ITEM_ID_MAX_LENGTH = 32;
const itemId = text(ITEM_ID_MAX_LENGTH);
const status = oneOf('completed', 'incomplete', 'in_progress');
const itemFields = { id: itemId, object: oneOf('realtime.item'), type: text(), status };

/** Content of the kinds that a client may write for this role. */
const contentOf =
  (role: string, kinds: Readonly<Record<string, Shape>>): Shape =>
  (value, param) => {
    const kind = isJsonObject(value) ? value.type : undefined;
    if (typeof kind !== 'string' || Object.hasOwn(kinds, kind)) return variants('type', kinds)(value, param);
    const message = `Content of type '${kind}' is not supported in an item of role '${role}'.`;
    return clientMistake('unsupported_content_type', message, `${param}.type`);
  };

const message = (role: string, kinds: Readonly<Record<string, Shape>>): Shape =>
  record({ ...itemFields, role: oneOf(role), content: list(contentOf(role, kinds)) }, ['content']);

const textPart = record({ type: text(), text: text() }, ['text']);

// Audio of the assistant cannot be put back: a new session is re-seeded as text.
const messageShape = variants('role', {
  system: message('system', { input_text: textPart }),
  user: message('user', {
    input_text: textPart,
    input_audio: record({ type: text(), audio: text(), transcript: text() }, ['audio']),
    input_image: record({ type: text(), image_url: text(), detail: oneOf('auto', 'low', 'high') }),
  }),
  assistant: message('assistant', { output_text: textPart }),
});

export const itemShape = variants('type', {
  message: messageShape,
  function_call: record({ ...itemFields, name: text(), call_id: itemId, arguments: text() }, [
    'name',
    'arguments',
  ]),
  function_call_output: record({ ...itemFields, call_id: itemId, output: text() }, ['call_id', 'output']),
});

const itemReference = record({ type: text(), id: itemId }, ['id']);
const inputItem: Shape = (value, param) =>
  isJsonObject(value) && value.type === 'item_reference'
    ? itemReference(value, param)
    : itemShape(value, param);

const metadata: Shape = (value, param) => {
  if (!isJsonObject(value)) return invalidValue(param, value, 'Expected a map of strings.');
  if (Object.keys(value).length > 16) return invalidValue(param, 'metadata', 'At most 16 keys are allowed.');
  for (const [key, entry] of Object.entries(value)) {
    const problem = text(64)(key, param) ?? text(512)(entry, `${param}.${key}`);
    if (problem) return problem;
  }
  return null;
};

const responseShape = record({
  output_modalities: outputModalities,
  instructions: text(),
  audio: record({ output: record({ format: audioFormat, voice }) }),
  tools,
  tool_choice: toolChoice,
  parallel_tool_calls: flag,
  reasoning,
  max_output_tokens: maxOutputTokens,
  conversation: oneOf('auto', 'none'),
  input: list(inputItem),
  metadata: orNull(metadata),
  prompt: orNull(storedPrompt),
});

const event = (fields: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape =>
  record({ type: text(), event_id: text(512), ...fields }, required);

const position = integer(0, Number.MAX_SAFE_INTEGER);

/** The 11 client events, by type. */
export const clientEventShapes: Readonly<Record<string, Shape>> = {
  'session.update': event({ session: sessionShape }, ['session']),
  'input_audio_buffer.append': event({ audio: text() }, ['audio']),
  'input_audio_buffer.commit': event({}),
  'input_audio_buffer.clear': event({}),
  'conversation.item.create': event({ previous_item_id: orNull(itemId), item: itemShape }, ['item']),
  'conversation.item.retrieve': event({ item_id: text() }, ['item_id']),
  'conversation.item.truncate': event({ item_id: text(), content_index: position, audio_end_ms: position }, [
    'item_id',
    'content_index',
    'audio_end_ms',
  ]),
  'conversation.item.delete': event({ item_id: text() }, ['item_id']),
  'response.create': event({ response: responseShape }),
  'response.cancel': event({ response_id: text() }),
  'output_audio_buffer.clear': event({}),
};
