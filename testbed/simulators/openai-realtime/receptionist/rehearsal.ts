import type { Mind, MindContext, MindItem, MindReply } from '../mind.ts';
import type { FunctionTool } from '../wire-types.ts';
import { receptionistMind } from './receptionist-mind.ts';

const PROPERTIES: Record<string, string[]> = {
  check_service_area: ['zip', 'street'],
  get_pricing: ['trade', 'zip'],
  get_slots: ['trade', 'zip', 'earliestAt'],
  book_slot: ['slotId', 'name', 'phone', 'addressLine', 'zip', 'problem'],
  get_knowledge: ['question'],
  transfer_call: ['reason'],
  end_call: ['reason'],
};

const toTool = ([name, properties]: [string, readonly string[]]): FunctionTool => ({
  type: 'function',
  name,
  parameters: { type: 'object', properties: Object.fromEntries(properties.map((one) => [one, {}])) },
});

export const MORNING = 'Tuesday, November 24th, between 8 and 10 in the morning';
export const NOON = 'Wednesday, November 25th, between noon and 2 in the afternoon';
export const THURSDAY = 'Thursday, November 26th, between 10 and noon';

/** What a tool answers: always the same, or by what it is asked. */
export type CannedResult = object | ((given: Record<string, string>) => object);

const OFFER = {
  slots: [
    { slotId: 'slot-1', speakable: MORNING, endsAt: '2026-11-24T15:00:00.000Z' },
    { slotId: 'slot-2', speakable: NOON, endsAt: '2026-11-25T19:00:00.000Z' },
  ],
};
export const LATER_OFFER = {
  slots: [{ slotId: 'slot-3', speakable: THURSDAY, endsAt: '2026-11-26T17:00:00.000Z' }],
};

const RESULTS: Record<string, CannedResult> = {
  check_service_area: { zone: 'core', zip: '43201', feeCents: 0 },
  get_pricing: { quoteId: 'quote-1', totalCents: 25_800, speakable: '$258 in total' },
  get_slots: ({ earliestAt }) => (earliestAt ? LATER_OFFER : OFFER),
  book_slot: ({ slotId }) => ({
    booking: {
      technicianName: 'Ben',
      speakable: { 'slot-1': MORNING, 'slot-2': NOON }[slotId ?? ''] ?? THURSDAY,
    },
  }),
  get_knowledge: { articles: [{ body: 'We are licensed in Ohio.' }] },
  transfer_call: { status: 'ringing' },
  end_call: { status: 'ending' },
};

interface ToolCall {
  name: string;
  arguments: Record<string, string>;
}

/** A call without audio: the mind against a caller's lines and canned tools. */
export class Rehearsal {
  readonly items: MindItem[] = [];
  readonly made: ToolCall[] = [];
  readonly #instructions: string;
  readonly #results: Record<string, CannedResult>;
  readonly #mind: Mind;
  #properties: Readonly<Record<string, readonly string[]>> = PROPERTIES;

  constructor(results: Record<string, CannedResult> = {}, instructions?: string, mind = receptionistMind()) {
    this.#mind = mind;
    this.#instructions = instructions ?? 'You answer the phone. The caller rings from +16145550115.';
    this.#results = { ...RESULTS, ...results };
  }

  /** A tool that takes just these arguments. */
  withTool(name: string, properties: readonly string[]): this {
    this.#properties = { ...this.#properties, [name]: properties };
    return this;
  }

  get said(): string[] {
    return this.items.flatMap((item) => (item.kind === 'agent' ? [item.text] : []));
  }

  get names(): string[] {
    return this.made.map((call) => call.name);
  }

  callsOf(name: string): Record<string, string>[] {
    return this.made.filter((call) => call.name === name).map((call) => call.arguments);
  }

  /** The caller's words, and what the agent says last in answer to them. */
  async hear(text: string): Promise<string> {
    this.items.push({ kind: 'caller', text, wasSpoken: true });
    await this.turn({ trigger: 'caller-spoke' });
    return this.said.at(-1) ?? '';
  }

  async hearAll(...texts: string[]): Promise<string> {
    for (const text of texts) await this.hear(text);
    return this.said.at(-1) ?? '';
  }

  /** A note of the system, and what the agent says to it. */
  async note(text: string): Promise<string> {
    this.items.push({ kind: 'system', text });
    await this.turn({});
    return this.said.at(-1) ?? '';
  }

  /** The agent's latest words are cut short by the caller. */
  cutShort(heard: string): void {
    this.items[this.items.length - 1] = { kind: 'agent', text: heard, isTruncated: true };
  }

  /** Whether the latest words and the end of the call came in one reply. */
  get hasJustEnded(): boolean {
    const [said, called] = this.items.slice(-3);
    return said?.kind === 'agent' && called?.kind === 'call' && called.name === 'end_call';
  }

  async turn(context: Partial<MindContext>): Promise<void> {
    for (let round = 0; round < 10; round++) {
      const called = await this.#respond({ ...context, ...(round > 0 ? { trigger: 'client-asked' } : {}) });
      if (!called) return;
    }
    throw new Error('The mind calls tools in a circle');
  }

  /** What the mind does when a conversation has come to this point. */
  async answerTo(conversation: readonly MindItem[]): Promise<MindReply> {
    return this.#mind.respond(this.#context({ conversation, trigger: 'caller-spoke' }));
  }

  /** Tools that only the canned results know; without a schema they take whatever the mind knows. */
  #furtherTools(): FunctionTool[] {
    const names = Object.keys(this.#results).filter((name) => !(name in this.#properties));
    return names.map((name) => ({ type: 'function', name }));
  }

  #context(context: Partial<MindContext>): MindContext {
    return {
      sessionId: 'sess_1',
      instructions: this.#instructions,
      responseInstructions: null,
      tools: [...Object.entries(this.#properties).map(toTool), ...this.#furtherTools()],
      toolChoice: 'auto',
      mayCallInParallel: true,
      conversation: [...this.items],
      trigger: 'client-asked',
      isInConversation: true,
      metadata: null,
      ...context,
    };
  }

  async #respond(context: Partial<MindContext>): Promise<boolean> {
    const reply = await this.#mind.respond(this.#context(context));
    const results: MindItem[] = [];
    for (const part of reply) {
      if ('say' in part) this.items.push({ kind: 'agent', text: part.say, isTruncated: false });
      else results.push(this.#call(part.call.name, { ...part.call.arguments }));
    }
    this.items.push(...results);
    return results.length > 0;
  }

  #call(name: string, given: Record<string, string>): MindItem {
    const callId = `call-${this.made.length}`;
    this.made.push({ name, arguments: given });
    this.items.push({ kind: 'call', callId, name, arguments: JSON.stringify(given) });
    const result = this.#results[name];
    const output = typeof result === 'function' ? result(given) : result;
    return { kind: 'result', callId, output: JSON.stringify(output) };
  }
}
