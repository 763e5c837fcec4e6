import { pause, type SimulatorClock } from './clock.ts';
import type { Entry } from './conversation.ts';
import type { Faults } from './faults.ts';
import type { MindPart, MindReply } from './mind.ts';
import { CallOutput } from './output-call.ts';
import type { OutputItem, OutputScope } from './output-item.ts';
import { SpeechOutput } from './output-speech.ts';
import { TextOutput } from './output-text.ts';
import { type InputTokens, toUsage } from './usage-meter.ts';
import { newVendorId } from './vendor-ids.ts';
import type { AudioFormat, Item, ServerEvent, Voice } from './wire-types.ts';

export interface ResponseSettings {
  outputModality: 'audio' | 'text';
  format: AudioFormat;
  voice: Voice;
  maxOutputTokens: number | 'inf';
  /** Null for a response outside of the conversation. */
  conversationId: string | null;
  metadata: Record<string, string> | null;
}

export interface ResponsePace {
  /** How many times faster than it plays audio is streamed; infinite: at once. */
  audioSpeed: number;
  deltaMs: number;
  thinkingMs: number;
  /** Cuts the agent's voice to this length, for tests that do not listen; null leaves it natural. */
  msPerCharacter: number | null;
}

export interface ResponseHost {
  clock: SimulatorClock;
  pace: ResponsePace;
  faults(): Faults;
  send(event: ServerEvent): void;
  /** Puts an item of a response into the conversation, announcing it there, or only makes its entry. */
  addItem(item: Item): Entry;
  finishItem(item: Item): void;
  think(): MindReply | Promise<MindReply>;
  input: InputTokens;
  onOver(run: ResponseRun): void;
  onMindFailure(error: unknown): void;
}

type Status = 'in_progress' | 'completed' | 'cancelled' | 'failed' | 'incomplete';
export type CancelReason = 'turn_detected' | 'client_cancelled';

/** One response from response.created to response.done. */
export class ResponseRun {
  readonly id = newVendorId('resp');
  readonly settings: ResponseSettings;
  readonly #host: ResponseHost;
  readonly #abort = new AbortController();
  readonly #output: Item[] = [];
  readonly #tokens = { text: 0, audio: 0 };
  #open: OutputItem | null = null;
  #audioMs = 0;
  #status: Status = 'in_progress';

  constructor(settings: ResponseSettings, host: ResponseHost) {
    this.settings = settings;
    this.#host = host;
  }

  get isActive(): boolean {
    return this.#status === 'in_progress';
  }

  /** Audio streamed so far, over all items. */
  get audioMs(): number {
    return this.#audioMs + (this.#open?.audioMs ?? 0);
  }

  async run(): Promise<void> {
    const { clock, pace, send, faults } = this.#host;
    send({ type: 'response.created', response: this.#describe(null) });
    send({ type: 'rate_limits.updated', rate_limits: [this.#rateLimit()] });
    if (faults().response === 'stalled') return;
    const reply = await this.#think(clock, pace.thinkingMs);
    if (!reply) return;
    for (const part of reply) {
      if (!this.isActive || this.#isFaulty()) return;
      await this.#stream(part);
    }
    if (this.isActive && !this.#isFaulty()) this.#finish('completed', null);
  }

  /** Ends it at once: what was streamed stays, the open item becomes incomplete. */
  cancel(reason: CancelReason): void {
    if (this.isActive) this.#finish('cancelled', { type: 'cancelled', reason });
  }

  /** The socket is gone: no more events. */
  abandon(): void {
    this.#status = 'cancelled';
    this.#abort.abort();
  }

  async #think(clock: SimulatorClock, thinkingMs: number): Promise<MindReply | null> {
    try {
      await pause(clock, thinkingMs, this.#abort.signal);
      const reply = await this.#host.think();
      return this.isActive ? reply : null;
    } catch (error) {
      if (!this.isActive) return null;
      this.#host.onMindFailure(error);
      this.#finish('failed', { type: 'failed', error: { type: 'server_error', code: 'server_error' } });
      return null;
    }
  }

  async #stream(part: MindPart): Promise<void> {
    const item = this.#begin(part);
    this.#open = item;
    this.#output.push(item.item);
    const { deltaMs, audioSpeed } = this.#host.pace;
    while (this.isActive && !this.#isFaulty() && item.step()) {
      if (this.#isOverBudget())
        this.#finish('incomplete', { type: 'incomplete', reason: 'max_output_tokens' });
      else if (item.audioMs > 0 && !(await this.#pause(deltaMs / audioSpeed))) return;
    }
    if (this.isActive && this.#open) this.#close('completed');
  }

  async #pause(delayMs: number): Promise<boolean> {
    try {
      await pause(this.#host.clock, delayMs, this.#abort.signal);
    } catch {
      // The abort's own rejection: the response was ended meanwhile.
      return false;
    }
    return this.isActive;
  }

  #begin(part: MindPart): OutputItem {
    const outputIndex = this.#output.length;
    const scope: OutputScope = {
      responseId: this.id,
      outputIndex,
      deltaMs: this.#host.pace.deltaMs,
      msPerCharacter: this.#host.pace.msPerCharacter,
      send: this.#host.send,
      add: (item) => {
        const added = structuredClone(item);
        this.#host.send({
          type: 'response.output_item.added',
          response_id: this.id,
          output_index: outputIndex,
          item: added,
        });
        return this.#host.addItem(item);
      },
    };
    if ('call' in part) return new CallOutput(part.call, scope);
    if (this.settings.outputModality === 'text') return new TextOutput(part.say, scope);
    return new SpeechOutput(part.say, this.settings.format, scope);
  }

  #close(status: 'completed' | 'incomplete'): void {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    open.close(status);
    this.#audioMs += open.audioMs;
    this.#tokens.text += open.outputTokens.text;
    this.#tokens.audio += open.outputTokens.audio;
    const { send, finishItem } = this.#host;
    send({
      type: 'response.output_item.done',
      response_id: this.id,
      output_index: this.#output.length - 1,
      item: open.item,
    });
    finishItem(open.item);
  }

  /** Ends the response when a fault asks for it here. */
  #isFaulty(): boolean {
    const fault = this.#host.faults().response;
    if (typeof fault !== 'object') return false;
    if ('failedAfterMs' in fault && this.audioMs >= fault.failedAfterMs)
      this.#finish('failed', { type: 'failed', error: { type: 'server_error', code: fault.code } });
    if ('incompleteAfterMs' in fault && this.audioMs >= fault.incompleteAfterMs)
      this.#finish('incomplete', { type: 'incomplete', reason: fault.reason });
    return !this.isActive;
  }

  #isOverBudget(): boolean {
    const { maxOutputTokens } = this.settings;
    const open = this.#open?.outputTokens ?? { text: 0, audio: 0 };
    const used = this.#tokens.text + this.#tokens.audio + open.text + open.audio;
    return maxOutputTokens !== 'inf' && used >= maxOutputTokens;
  }

  #finish(status: Exclude<Status, 'in_progress'>, details: object | null): void {
    if (!this.isActive) return;
    this.#status = status;
    this.#close(status === 'completed' ? 'completed' : 'incomplete');
    this.#abort.abort();
    this.#host.send({ type: 'response.done', response: this.#describe(details) });
    this.#sendTrailingDeltas();
    this.#host.onOver(this);
  }

  #sendTrailingDeltas(): void {
    const last = this.#output.findLast((item) => item.type === 'message');
    if (!last) return;
    for (let index = 0; index < this.#host.faults().trailingDeltas; index++)
      this.#host.send({
        type: 'response.output_audio.delta',
        response_id: this.id,
        item_id: last.id,
        output_index: this.#output.indexOf(last),
        content_index: 0,
        delta: Buffer.alloc(160, 0x2a).toString('base64'),
      });
  }

  #describe(details: object | null): object {
    const { settings } = this;
    const isOver = this.#status !== 'in_progress';
    return {
      id: this.id,
      object: 'realtime.response',
      status: this.#status,
      status_details: details,
      output: structuredClone(this.#output),
      conversation_id: settings.conversationId,
      output_modalities: [settings.outputModality],
      max_output_tokens: settings.maxOutputTokens,
      audio: { output: { format: settings.format, voice: settings.voice } },
      usage: isOver ? toUsage(this.#host.input, this.#tokens) : null,
      metadata: settings.metadata,
    };
  }

  // In practice only tokens are reported (openai-agents-js#1022).
  #rateLimit(): object {
    const used = this.#host.input.text + this.#host.input.audio;
    return { name: 'tokens', limit: 800_000, remaining: Math.max(0, 800_000 - used), reset_seconds: 0.2 };
  }
}
