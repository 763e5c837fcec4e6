import type { EngineFaultKind } from '../speech-engine.ts';

/** Codes seen on the wire; no closed list is published. Races and estimates cause the harmless ones. */
const HARMLESS_CODES = new Set([
  'response_cancel_not_active',
  'conversation_already_has_active_response',
  'input_audio_buffer_commit_empty',
  'item_not_found',
  'rate_limit_exceeded',
]);
const SESSION_ENDING_CODES = new Set(['session_expired']);
/** Trying again with the same configuration must fail again. */
const CONFIGURATION_CODES = new Set([
  'invalid_api_key',
  'model_not_found',
  'credit_balance_exhausted',
  'insufficient_quota',
  'unknown_parameter',
  'invalid_value',
  'missing_required_parameter',
  'invalid_event',
  'unknown_event',
  'cannot_update_voice',
  'unsupported_content_type',
  'beta_api_shape_disabled',
]);
const TRUNCATION_MESSAGE = /audio.*(already shorter|shorter than)|only model output audio/i;

/** Sorts an `error` event: almost all leave the session open. */
export function toErrorKind(error: {
  code: string | null;
  errorType: string;
  message: string;
}): EngineFaultKind {
  if (error.code !== null) {
    if (HARMLESS_CODES.has(error.code)) return 'harmless';
    if (SESSION_ENDING_CODES.has(error.code)) return 'session-ending';
    if (TRUNCATION_MESSAGE.test(error.message)) return 'harmless';
    if (CONFIGURATION_CODES.has(error.code)) return 'configuration';
  }
  return error.errorType === 'server_error' ? 'generation' : 'harmless';
}
