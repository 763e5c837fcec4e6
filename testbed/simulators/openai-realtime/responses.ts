import type { Entry } from './conversation.ts';
import type { MindContext } from './mind.ts';
import { recall, recallInput } from './mind-context.ts';
import { type CancelReason, type ResponseHost, ResponseRun, type ResponseSettings } from './response-run.ts';
import { findToolConflict, findUndocumented } from './session-config.ts';
import type { SessionParts } from './session-parts.ts';
import { UsageMeter } from './usage-meter.ts';
import { refusal, type VendorRefusal } from './vendor-error.ts';
import type { Item, ResponseParams } from './wire-types.ts';

/** Told of responses in the conversation only. */
export interface ResponseWatch {
  onCreated(): void;
  onDone(run: ResponseRun): void;
}

/** Starts and ends responses: one at a time in the conversation, any number outside of it. */
export class Responses {
  readonly #parts: SessionParts;
  readonly #meter = new UsageMeter();
  readonly #outOfBand = new Set<ResponseRun>();
  readonly #watch: ResponseWatch;
  #active: ResponseRun | null = null;
  hasSpoken = false;

  constructor(parts: SessionParts, watch: ResponseWatch) {
    this.#parts = parts;
    this.#watch = watch;
  }

  get active(): ResponseRun | null {
    return this.#active;
  }

  create(params: ResponseParams, trigger: MindContext['trigger']): VendorRefusal | null {
    const { config, faults } = this.#parts;
    const isInConversation = params.conversation !== 'none';
    if (isInConversation && this.#active)
      return refusal(
        'conversation_already_has_active_response',
        `Conversation already has an active response in progress: ${this.#active.id}. Wait until the response is finished before creating a new one.`,
      );
    const tools = params.tools ?? config.tools;
    const choice = params.tool_choice ?? config.tool_choice;
    const problem =
      findToolConflict({ tools, tool_choice: choice }, 'response') ??
      this.#findReferenceProblem(params) ??
      this.#findVoiceProblem(params);
    if (problem) return problem;
    const undocumented = findUndocumented(config.model, params);
    if (undocumented) this.#parts.reportUnexpected(undocumented, params);
    if (faults.response === 'silent') return null;
    const run = new ResponseRun(this.#settingsOf(params), this.#hostOf(params, trigger));
    if (isInConversation) {
      this.#active = run;
      this.#watch.onCreated();
    } else this.#outOfBand.add(run);
    this.#parts.runInBackground(run.run());
    return null;
  }

  /** A client's cancel; by id it also reaches responses outside of the conversation. */
  cancel(responseId: string | undefined): VendorRefusal | null {
    const candidates = [...(this.#active ? [this.#active] : []), ...this.#outOfBand];
    const run = responseId === undefined ? this.#active : candidates.find((one) => one.id === responseId);
    if (!run) return refusal('response_cancel_not_active', 'Cancellation failed: no active response found');
    run.cancel('client_cancelled');
    return null;
  }

  /** Voice activity ends the response of the conversation, never one outside of it. */
  interrupt(reason: CancelReason): void {
    this.#active?.cancel(reason);
  }

  abandonAll(): void {
    this.#active?.abandon();
    for (const run of this.#outOfBand) run.abandon();
  }

  #settingsOf(params: ResponseParams): ResponseSettings {
    const { config, conversation } = this.#parts;
    return {
      outputModality: (params.output_modalities ?? config.output_modalities)[0],
      format: params.audio?.output?.format ?? config.audio.output.format,
      voice: params.audio?.output?.voice ?? config.audio.output.voice,
      maxOutputTokens: params.max_output_tokens ?? config.max_output_tokens,
      conversationId: params.conversation === 'none' ? null : conversation.id,
      metadata: params.metadata ?? null,
    };
  }

  #hostOf(params: ResponseParams, trigger: MindContext['trigger']): ResponseHost {
    const { parts, isInConversation } = {
      parts: this.#parts,
      isInConversation: params.conversation !== 'none',
    };
    const instructions = params.instructions ?? parts.config.instructions;
    const tools = params.tools ?? parts.config.tools;
    return {
      clock: parts.clock,
      pace: parts.pace,
      faults: () => parts.faults,
      send: (event) => {
        if (event.type === 'response.output_audio.delta') this.hasSpoken = true;
        parts.link.send(event);
      },
      addItem: (item) => this.#addItem(item, isInConversation),
      finishItem: (item) => {
        const previousItemId = parts.conversation.previousOf(item.id);
        if (isInConversation)
          parts.link.send({ type: 'conversation.item.done', previous_item_id: previousItemId, item });
      },
      think: () => parts.mind.respond(this.#contextOf(params, trigger)),
      input: this.#meter.measure({ instructions, tools }, parts.conversation.entries),
      onOver: (run) => this.#end(run),
      onMindFailure: (error) => parts.reportUnexpected('The mind failed', String(error)),
    };
  }

  #contextOf(params: ResponseParams, trigger: MindContext['trigger']): MindContext {
    const { config, conversation, id } = this.#parts;
    return {
      sessionId: id,
      instructions: config.instructions,
      responseInstructions: params.instructions ?? null,
      tools: params.tools ?? config.tools,
      toolChoice: params.tool_choice ?? config.tool_choice,
      mayCallInParallel: params.parallel_tool_calls ?? config.parallel_tool_calls ?? true,
      conversation: params.input
        ? recallInput(params.input, conversation.entries)
        : recall(conversation.entries),
      trigger,
      isInConversation: params.conversation !== 'none',
      metadata: params.metadata ?? null,
    };
  }

  #addItem(item: Item, isInConversation: boolean): Entry {
    if (!isInConversation) return { item, audioMs: 0, words: '', isTruncated: false, audioBytes: null };
    const { previousItemId, entry } = this.#parts.conversation.append(item);
    this.#parts.link.send({
      type: 'conversation.item.added',
      previous_item_id: previousItemId,
      item: structuredClone(item),
    });
    return entry;
  }

  #end(run: ResponseRun): void {
    this.#outOfBand.delete(run);
    if (this.#active !== run) return;
    this.#active = null;
    this.#watch.onDone(run);
  }

  #findReferenceProblem(params: ResponseParams): VendorRefusal | null {
    for (const part of params.input ?? []) {
      if (part.type === 'item_reference' && !this.#parts.conversation.find(part.id))
        return refusal('item_not_found', `Item with item_id '${part.id}' not found.`, 'response.input');
    }
    return null;
  }

  #findVoiceProblem(params: ResponseParams): VendorRefusal | null {
    const wanted = params.audio?.output?.voice;
    const current = this.#parts.config.audio.output.voice;
    if (!this.hasSpoken || wanted === undefined || JSON.stringify(wanted) === JSON.stringify(current))
      return null;
    const message = "Cannot update a conversation's voice if assistant audio is present.";
    return refusal('cannot_update_voice', message, 'response.audio.output.voice');
  }
}
