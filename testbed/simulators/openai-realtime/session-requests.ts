import type { CallerTurns } from './caller-turns.ts';
import { pause } from './clock.ts';
import { itemNotFound } from './conversation.ts';
import type { Responses } from './responses.ts';
import { findUndocumented, updateSessionConfig } from './session-config.ts';
import type { SessionParts } from './session-parts.ts';
import { truncateItem } from './truncate-item.ts';
import { clientMistake, isRefusal, type VendorRefusal } from './vendor-error.ts';
import type { ClientEvent, Item, SessionPatch } from './wire-types.ts';

type Of<Type extends ClientEvent['type']> = Extract<ClientEvent, { type: Type }>;

/** Serves the client events; each method returns the vendor's refusal, or null when it was done. */
export class SessionRequests {
  readonly #parts: SessionParts;
  readonly #responses: Responses;
  readonly #turns: CallerTurns;

  constructor(parts: SessionParts, responses: Responses, turns: CallerTurns) {
    this.#parts = parts;
    this.#responses = responses;
    this.#turns = turns;
  }

  serve(event: ClientEvent): VendorRefusal | null {
    const { input, link } = this.#parts;
    switch (event.type) {
      case 'session.update':
        return this.#updateSession(event.session, event.event_id ?? null);
      case 'input_audio_buffer.append':
        return input.append(event.audio, (voice) => this.#turns.onVoice(voice));
      case 'input_audio_buffer.commit':
        return this.#commit();
      case 'input_audio_buffer.clear':
        input.clear();
        link.send({ type: 'input_audio_buffer.cleared' });
        return null;
      case 'conversation.item.create':
        return this.#createItem(event);
      case 'conversation.item.retrieve':
        return this.#retrieveItem(event.item_id);
      case 'conversation.item.truncate':
        return this.#truncate(event);
      case 'conversation.item.delete':
        return this.#deleteItem(event.item_id);
      case 'response.create':
        return this.#responses.create(event.response ?? {}, 'client-asked');
      case 'response.cancel':
        return this.#responses.cancel(event.response_id);
      case 'output_audio_buffer.clear':
        return clientMistake('invalid_event', 'output_audio_buffer.clear needs a WebRTC or SIP session.');
    }
  }

  #updateSession(patch: SessionPatch, eventId: string | null): VendorRefusal | null {
    const { faults, clock, signal } = this.#parts;
    const answer = faults.sessionUpdate;
    if (answer === 'ignore') return null;
    if (answer === 'reject')
      return {
        ...clientMistake('invalid_value', 'Invalid session configuration.', 'session'),
        isClientMistake: false,
      };
    if (answer === 'answer') return this.#applyPatch(patch);
    const late = pause(clock, answer.lateMs, signal).then(() => {
      const problem = this.#applyPatch(patch);
      if (problem) this.#parts.link.refuse(problem, eventId);
    });
    this.#parts.runInBackground(late);
    return null;
  }

  #applyPatch(patch: SessionPatch): VendorRefusal | null {
    const updated = updateSessionConfig(this.#parts.config, patch, this.#responses.hasSpoken);
    if (isRefusal(updated)) return updated;
    this.#parts.config = updated;
    const undocumented = findUndocumented(updated.model, patch);
    if (undocumented) this.#parts.reportUnexpected(undocumented, patch);
    const { format, turn_detection: turnDetection } = updated.audio.input;
    this.#parts.input.configure(format, turnDetection);
    this.#parts.link.send({ type: 'session.updated', session: this.#parts.describeSession() });
    return null;
  }

  #commit(): VendorRefusal | null {
    const audio = this.#parts.input.commitAll();
    if (isRefusal(audio)) return audio;
    this.#turns.commit(audio);
    return null;
  }

  #createItem(event: Of<'conversation.item.create'>): VendorRefusal | null {
    const { conversation, link } = this.#parts;
    const inserted = conversation.insert(event.item, event.previous_item_id ?? null);
    if (isRefusal(inserted)) return inserted;
    const fields = {
      previous_item_id: inserted.previousItemId,
      item: structuredClone(inserted.entry.item),
    };
    link.send({ type: 'conversation.item.added', ...fields });
    link.send({ type: 'conversation.item.done', ...fields });
    return null;
  }

  #retrieveItem(itemId: string): VendorRefusal | null {
    const entry = this.#parts.conversation.find(itemId);
    if (!entry) return itemNotFound(itemId, 'item_id');
    const item: Item = structuredClone(entry.item);
    const part = item.type === 'message' ? item.content[0] : undefined;
    if (part?.type === 'input_audio' && entry.audioBytes) part.audio = entry.audioBytes.toString('base64');
    this.#parts.link.send({ type: 'conversation.item.retrieved', item });
    return null;
  }

  // A cut beyond the end is clamped and done; the error beside it carries no event_id (luke#564).
  #truncate(event: Of<'conversation.item.truncate'>): VendorRefusal | null {
    const { link, conversation } = this.#parts;
    const { truncatedAtMs, refusal } = truncateItem(conversation, event);
    if (truncatedAtMs === null) return refusal;
    if (refusal) link.refuse(refusal, null);
    const { item_id, content_index } = event;
    link.send({ type: 'conversation.item.truncated', item_id, content_index, audio_end_ms: truncatedAtMs });
    return null;
  }

  #deleteItem(itemId: string): VendorRefusal | null {
    const problem = this.#parts.conversation.delete(itemId);
    if (!problem) this.#parts.link.send({ type: 'conversation.item.deleted', item_id: itemId });
    return problem;
  }
}
