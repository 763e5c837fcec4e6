import { countTextTokens, type OutputItem, type OutputScope } from './output-item.ts';
import { newVendorId } from './vendor-ids.ts';
import type { FunctionCallItem } from './wire-types.ts';

const PIECES_OF_ARGUMENTS = /.{1,24}/gs;
const OVERHEAD_TOKENS = 8;

/** A function call; its arguments arrive in pieces of JSON text. */
export class CallOutput implements OutputItem {
  readonly item: FunctionCallItem;
  readonly audioMs = 0;
  readonly #scope: OutputScope;
  readonly #waiting: string[];

  constructor(call: { name: string; arguments: object }, scope: OutputScope) {
    this.#scope = scope;
    this.#waiting = JSON.stringify(call.arguments).match(PIECES_OF_ARGUMENTS) ?? [];
    this.item = {
      id: newVendorId('item'),
      object: 'realtime.item',
      type: 'function_call',
      status: 'in_progress',
      name: call.name,
      call_id: newVendorId('call'),
      arguments: '',
    };
    scope.add(this.item);
  }

  get outputTokens() {
    return { text: countTextTokens(this.item.name + this.item.arguments) + OVERHEAD_TOKENS, audio: 0 };
  }

  step(): boolean {
    const delta = this.#waiting.shift();
    if (delta === undefined) return false;
    this.item.arguments += delta;
    this.#send('response.function_call_arguments.delta', { delta });
    return true;
  }

  // Also sent for a call that was cut short: its arguments are then no JSON.
  close(status: 'completed' | 'incomplete'): void {
    const { name, arguments: whole } = this.item;
    this.#send('response.function_call_arguments.done', { name, arguments: whole });
    this.item.status = status;
  }

  #send(type: string, fields: object): void {
    const { responseId, outputIndex } = this.#scope;
    const keys = { response_id: responseId, item_id: this.item.id, output_index: outputIndex };
    this.#scope.send({ type, ...keys, call_id: this.item.call_id, ...fields });
  }
}
