import { pause } from './clock.ts';
import type { Hearing } from './heard-words.ts';
import type { CommittedAudio } from './input-audio.ts';
import { countTextTokens } from './output-item.ts';
import type { ResponseRun } from './response-run.ts';
import type { Responses } from './responses.ts';
import type { SessionParts } from './session-parts.ts';
import { newVendorId } from './vendor-ids.ts';
import type { VoiceEvent } from './voice-activity.ts';
import type { Item } from './wire-types.ts';

const CALLER_AUDIO_TOKENS_PER_MS = 10 / 1_000;

/** The caller's turns: what voice activity, commits and silence do to the conversation. */
export class CallerTurns {
  readonly #parts: SessionParts;
  readonly #responses: Responses;
  #itemId: string | null = null;
  #idleTimer: Disposable | null = null;

  constructor(parts: SessionParts, responses: Responses) {
    this.#parts = parts;
    this.#responses = responses;
  }

  onVoice(event: VoiceEvent): void {
    const turnDetection = this.#parts.config.audio.input.turn_detection;
    if (!turnDetection) return;
    if (event.type === 'started') {
      this.startSpeech(event.audioStartMs);
      return;
    }
    const { audioStartMs, audioEndMs } = event;
    const item_id = this.#takeItemId();
    this.#parts.link.send({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: audioEndMs, item_id });
    this.#commit(item_id, this.#parts.input.commitTurn(audioStartMs, audioEndMs));
    if (turnDetection.create_response) this.#respond('caller-spoke');
  }

  /** Announces speech; with `interrupt_response` the running response ends right behind it. */
  startSpeech(audioStartMs: number): void {
    this.#stopIdleTimer();
    this.#itemId = newVendorId('item');
    this.#parts.link.send({
      type: 'input_audio_buffer.speech_started',
      audio_start_ms: audioStartMs,
      item_id: this.#itemId,
    });
    if (this.#parts.config.audio.input.turn_detection?.interrupt_response)
      this.#responses.interrupt('turn_detected');
  }

  /** A client's commit: makes the user item and starts no response. */
  commit(audio: CommittedAudio): void {
    this.#commit(this.#takeItemId(), audio);
  }

  /** After the answer was heard in full, a caller who stays silent for `idle_timeout_ms` is spoken to. */
  onResponseDone(run: ResponseRun): void {
    this.#stopIdleTimer();
    const turnDetection = this.#parts.config.audio.input.turn_detection;
    if (turnDetection?.type !== 'server_vad' || turnDetection.idle_timeout_ms === null) return;
    const idleMs = turnDetection.idle_timeout_ms;
    const { clock, input } = this.#parts;
    this.#idleTimer = clock.after(run.audioMs, () => {
      const silentFromMs = input.positionMs;
      this.#idleTimer = clock.after(idleMs, () => this.#onIdle(silentFromMs));
    });
  }

  onResponseCreated(): void {
    this.#stopIdleTimer();
  }

  [Symbol.dispose](): void {
    this.#stopIdleTimer();
  }

  #onIdle(audioStartMs: number): void {
    const { link, input } = this.#parts;
    if (input.isSpeaking || this.#responses.active) return;
    const item_id = newVendorId('item');
    const audioEndMs = input.positionMs;
    link.send({
      type: 'input_audio_buffer.timeout_triggered',
      audio_start_ms: audioStartMs,
      audio_end_ms: audioEndMs,
      item_id,
    });
    this.#commit(item_id, input.commitTurn(audioStartMs, audioEndMs));
    this.#respond('caller-silent');
  }

  #respond(trigger: 'caller-spoke' | 'caller-silent'): void {
    const problem = this.#responses.create({}, trigger);
    if (problem) this.#parts.link.refuse(problem, null);
  }

  #takeItemId(): string {
    const itemId = this.#itemId ?? newVendorId('item');
    this.#itemId = null;
    return itemId;
  }

  #commit(itemId: string, audio: CommittedAudio): void {
    const { link, conversation, config } = this.#parts;
    const item: Item = {
      id: itemId,
      object: 'realtime.item',
      type: 'message',
      status: 'completed',
      role: 'user',
      content: [{ type: 'input_audio', transcript: null }],
    };
    const { previousItemId } = conversation.append(item, {
      audioMs: audio.durationMs,
      words: audio.hearing.words,
      audioBytes: audio.bytes,
    });
    const previous_item_id = previousItemId;
    link.send({ type: 'input_audio_buffer.committed', previous_item_id, item_id: itemId });
    link.send({ type: 'conversation.item.added', previous_item_id, item: structuredClone(item) });
    link.send({ type: 'conversation.item.done', previous_item_id, item: structuredClone(item) });
    if (config.audio.input.transcription)
      this.#parts.runInBackground(this.#transcribe(item, audio.durationMs, audio.hearing));
  }

  // A recogniser of its own: its events come whenever they come, also after the answer.
  async #transcribe(item: Extract<Item, { type: 'message' }>, durationMs: number, hearing: Hearing) {
    const { clock, transcriptionDelayMs, signal, faults } = this.#parts;
    await pause(clock, transcriptionDelayMs, signal);
    if (faults.transcription === 'ignore') return;
    if (faults.transcription === 'fail' || (hearing.words === '' && hearing.isGarbled))
      this.#sendTranscriptionFailed(item.id);
    else this.#sendTranscript(item, durationMs, hearing.words);
  }

  #sendTranscriptionFailed(itemId: string): void {
    this.#parts.link.send({
      type: 'conversation.item.input_audio_transcription.failed',
      item_id: itemId,
      content_index: 0,
      error: {
        type: 'transcription_error',
        code: 'audio_unintelligible',
        message: 'The audio could not be transcribed.',
        param: null,
      },
    });
  }

  #sendTranscript(item: Extract<Item, { type: 'message' }>, durationMs: number, transcript: string): void {
    const { link } = this.#parts;
    const type = 'conversation.item.input_audio_transcription';
    const keys = { item_id: item.id, content_index: 0 };
    for (const delta of transcript === '' ? [] : transcript.split(/(?<=\s)/))
      link.send({ type: `${type}.delta`, ...keys, delta });
    const part = item.content[0];
    if (part) part.transcript = transcript;
    const audioTokens = Math.ceil(durationMs * CALLER_AUDIO_TOKENS_PER_MS);
    const outputTokens = countTextTokens(transcript);
    const usage = {
      type: 'tokens',
      total_tokens: audioTokens + outputTokens,
      input_tokens: audioTokens,
      input_token_details: { text_tokens: 0, audio_tokens: audioTokens },
      output_tokens: outputTokens,
    };
    link.send({ type: `${type}.completed`, ...keys, transcript, usage });
  }

  #stopIdleTimer(): void {
    this.#idleTimer?.[Symbol.dispose]();
    this.#idleTimer = null;
  }
}
