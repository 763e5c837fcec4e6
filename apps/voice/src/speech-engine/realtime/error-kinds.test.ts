import { expect, test } from 'vitest';
import type { EngineFaultKind } from '../speech-engine.ts';
import { toErrorKind } from './error-kinds.ts';

const INVALID = 'invalid_request_error';

const TABLE: [code: string | null, errorType: string, message: string, kind: EngineFaultKind][] = [
  ['response_cancel_not_active', INVALID, 'Cancellation failed: no active response found', 'harmless'],
  ['conversation_already_has_active_response', INVALID, 'Conversation already has …', 'harmless'],
  ['input_audio_buffer_commit_empty', INVALID, 'buffer too small', 'harmless'],
  ['item_not_found', INVALID, 'Item with item_id … not found', 'harmless'],
  ['rate_limit_exceeded', 'rate_limit_error', 'Rate limit reached', 'harmless'],
  ['invalid_value', INVALID, 'Audio content of 900ms is already shorter than 1200ms', 'harmless'],
  [null, INVALID, 'Audio content of 900ms is already shorter than 1200ms', 'harmless'],
  [null, INVALID, 'Only model output audio messages can be truncated', 'harmless'],
  ['a_code_of_tomorrow', INVALID, 'who knows', 'harmless'],
  ['session_expired', INVALID, 'Your session hit the maximum duration of 60 minutes.', 'session-ending'],
  ['invalid_api_key', INVALID, 'Incorrect API key provided', 'configuration'],
  ['model_not_found', INVALID, 'The model does not exist', 'configuration'],
  ['credit_balance_exhausted', INVALID, 'No credit', 'configuration'],
  ['insufficient_quota', INVALID, 'No quota', 'configuration'],
  ['unknown_parameter', INVALID, "Unknown parameter: 'session.temperature'", 'configuration'],
  ['invalid_value', INVALID, "Invalid 'session.audio.output.voice'", 'configuration'],
  ['missing_required_parameter', INVALID, "Missing 'session.type'", 'configuration'],
  ['invalid_event', INVALID, 'Invalid event', 'configuration'],
  ['unknown_event', INVALID, 'Unknown event', 'configuration'],
  ['cannot_update_voice', INVALID, 'Cannot update a conversation’s voice', 'configuration'],
  ['unsupported_content_type', INVALID, 'Content type', 'configuration'],
  ['beta_api_shape_disabled', INVALID, 'The Realtime Beta API is no longer supported', 'configuration'],
  [null, 'server_error', 'The server had an error', 'generation'],
  ['a_code_of_tomorrow', 'server_error', 'The server had an error', 'generation'],
];

test.each(TABLE)('%s of %s, "%s", is %s', (code, errorType, message, kind) => {
  expect(toErrorKind({ code, errorType, message })).toBe(kind);
});
