import { bytesPerMs } from './audio-format.ts';
import type { Entry } from './conversation.ts';
import {
  countTextTokens,
  newMessage,
  type OutputItem,
  type OutputScope,
  partKeys,
  splitWords,
} from './output-item.ts';
import { type SpokenAudio, speakAs } from './spoken-audio.ts';
import type { AudioFormat, MessageItem } from './wire-types.ts';

const AUDIO_TOKENS_PER_MS = 20 / 1_000;

/** Speech: audio deltas with the transcript's words just ahead of them. */
export class SpeechOutput implements OutputItem {
  readonly item: MessageItem = newMessage();
  readonly #scope: OutputScope;
  readonly #spoken: SpokenAudio;
  readonly #bytesPerMs: number;
  readonly #words: string[];
  readonly #entry: Entry;
  #sentBytes = 0;
  #sentWords = 0;
  #transcript = '';

  constructor(say: string, format: AudioFormat, scope: OutputScope) {
    this.#scope = scope;
    this.#spoken = speakAs(say, { format, msPerCharacter: scope.msPerCharacter });
    this.#bytesPerMs = bytesPerMs(format);
    this.#words = splitWords(say);
    this.#entry = scope.add(this.item);
    this.#send('response.content_part.added', { part: { type: 'audio', transcript: '' } });
  }

  get audioMs(): number {
    return this.#sentBytes / this.#bytesPerMs;
  }

  get outputTokens() {
    return {
      text: countTextTokens(this.#transcript),
      audio: Math.ceil(this.audioMs * AUDIO_TOKENS_PER_MS),
    };
  }

  step(): boolean {
    const { bytes } = this.#spoken;
    if (this.#sentBytes >= bytes.length) return false;
    const end = this.#sentBytes + this.#scope.deltaMs * this.#bytesPerMs;
    const delta = bytes.subarray(this.#sentBytes, end);
    this.#sentBytes += delta.length;
    this.#sendWords();
    // A truncation may have cut this item while it streams; the vendor goes on all the same.
    this.#entry.audioMs = this.audioMs;
    this.#entry.words = this.#transcript;
    this.#send('response.output_audio.delta', { delta: delta.toString('base64') });
    return true;
  }

  close(status: 'completed' | 'incomplete'): void {
    const transcript = this.#transcript;
    this.#send('response.output_audio.done', {});
    this.#send('response.output_audio_transcript.done', { transcript });
    this.#send('response.content_part.done', { part: { type: 'audio', transcript } });
    this.item.content = [
      this.#entry.isTruncated ? { type: 'output_audio' } : { type: 'output_audio', transcript },
    ];
    this.item.status = status;
  }

  #sendWords(): void {
    const share = Math.min(1, this.audioMs / Math.max(1, this.#spoken.voiceMs));
    const until = Math.ceil(this.#words.length * share);
    const delta = this.#words.slice(this.#sentWords, until).join('');
    this.#sentWords = until;
    this.#transcript += delta;
    if (delta !== '') this.#send('response.output_audio_transcript.delta', { delta });
  }

  #send(type: string, fields: object): void {
    this.#scope.send({ type, ...partKeys(this.item, this.#scope), ...fields });
  }
}
