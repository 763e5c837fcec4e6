import type { Mind, MindContext, MindPart, MindReply } from '../mind.ts';
import { findExactWords } from '../receptionist/exact-words.ts';
import { receptionistMind } from '../receptionist/receptionist-mind.ts';
import { BAD_FAULTS, type BadFault } from './bad-faults.ts';
import { addFalsehood, replaceAnswer, replaceOrder } from './bad-sayings.ts';

/** How often a chance to do wrong is taken. */
const TEMPTATION = 0.6;

/** What changes something, so that doing it twice shows. */
const WRITES = /^(?:book|take|dispatch|send|cancel|reschedule|request|create|set|hold)_/;

/** Spreads neighbouring seeds over all numbers, else the first choices of each would be the same. */
function scramble(seed: number): number {
  const once = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  const twice = Math.imul(once ^ (once >>> 16), 0x45d9f3b);
  return (twice ^ (twice >>> 16)) >>> 0;
}

/** Numbers from 0 up to 1, by a linear congruence. */
function seedRandom(seed: number): () => number {
  let state = scramble(seed);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

class BadMind implements Mind {
  readonly #good = receptionistMind();
  readonly #faults: readonly BadFault[];
  readonly #random: () => number;

  constructor(faults: readonly BadFault[], seed: number) {
    this.#faults = faults;
    this.#random = seedRandom(seed);
  }

  async respond(context: MindContext): Promise<MindReply> {
    const dictated = context.responseInstructions ? findExactWords(context.responseInstructions) : null;
    if (dictated !== null) return [{ say: this.#obey(dictated) }];
    const hasHeardCaller = context.conversation.some((item) => item.kind === 'caller');
    const reply = await this.#good.respond(context);
    if (!context.isInConversation) return reply;
    if (!hasHeardCaller) return this.#greet(reply);
    const repeated = this.#repeatCall(context);
    if (repeated) return [repeated];
    const replaced = this.#first((fault) => replaceAnswer(fault, context, this.#pick));
    if (replaced !== null) return [{ say: replaced }];
    return this.#spoil(reply);
  }

  #obey(words: string): string {
    return this.#first((fault) => replaceOrder(fault, words, this.#pick)) ?? words;
  }

  /** A greeting that stands in the instructions of the call, before anybody has spoken. */
  #greet(reply: MindReply): MindReply {
    const [part] = reply;
    return part && 'say' in part ? [{ say: this.#obey(part.say) }] : reply;
  }

  /** The last write (or, without one, the last call) once more, when the caller has just cut the agent short. */
  #repeatCall({ conversation }: MindContext): MindPart | null {
    const spoken = conversation.findLast((item) => item.kind === 'agent');
    const calls = conversation.filter((item) => item.kind === 'call');
    const call = calls.findLast(({ name }) => WRITES.test(name)) ?? calls.at(-1);
    const wasCut = spoken?.kind === 'agent' && spoken.isTruncated;
    if (!wasCut || !call || !this.#isTempted('repeats-calls')) return null;
    return { call: { name: call.name, arguments: JSON.parse(call.arguments) } };
  }

  #spoil(reply: MindReply): MindReply {
    const falsehood = this.#first((fault) => addFalsehood(fault, this.#pick));
    const spoiled = reply.map((part): MindPart => ('call' in part ? this.#mangle(part) : part));
    const at = spoiled.findLastIndex((part) => 'say' in part);
    const part = spoiled[at];
    if (falsehood === null || !part || !('say' in part)) return spoiled;
    return spoiled.with(at, { say: `${falsehood} ${part.say}` });
  }

  /** One argument lost, of the wrong kind, out of all bounds or that nobody issued; and a business that is another's. */
  #mangle(part: Extract<MindPart, { call: object }>): MindPart {
    if (!this.#isTempted('wrong-arguments')) return part;
    const entries = Object.entries(part.call.arguments);
    const victim = Math.floor(this.#random() * entries.length);
    const wrong = this.#pick([undefined, 42, 'slot_0000', 'astrology', 'x'.repeat(5_000), { $ne: null }]);
    const given = entries.map(([name, value], index) => [name, index === victim ? wrong : value]);
    const others = { businessId: 't_mesa', tenantId: 't_mesa', callId: 'call_of_another' };
    return { call: { name: part.call.name, arguments: { ...Object.fromEntries(given), ...others } } };
  }

  #first(find: (fault: BadFault) => string | null): string | null {
    // Begun anywhere, else the first of the list would leave no chance to the others.
    const start = Math.floor(this.#random() * this.#faults.length);
    for (const fault of [...this.#faults.slice(start), ...this.#faults.slice(0, start)]) {
      const found = find(fault);
      if (found !== null && this.#isTempted(fault)) return found;
    }
    return null;
  }

  #isTempted(fault: BadFault): boolean {
    return this.#faults.includes(fault) && this.#random() < TEMPTATION;
  }

  readonly #pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(this.#random() * items.length)] ?? items[0];
}

/**
 * A mind that does wrong what a model may do wrong, the same for the same seed. Between its faults it is the
 * receptionist, so that a call gets as far as the faults matter.
 */
export function badMind(options: { faults?: readonly BadFault[]; seed?: number } = {}): Mind {
  return new BadMind(options.faults ?? BAD_FAULTS, options.seed ?? 1);
}
