import { describe, expect, test } from 'vitest';
import type { MindContext, MindItem } from '../mind.ts';
import type { FunctionTool } from '../wire-types.ts';
import { receptionistMind } from './receptionist-mind.ts';

const PROPERTIES: Record<string, string[]> = {
  check_service_area: ['zip'],
  get_pricing: ['trade', 'zip'],
  get_slots: ['trade', 'zip'],
  book_slot: ['slotId', 'name', 'phone', 'addressLine', 'zip', 'problem'],
  get_knowledge: ['question'],
  transfer_call: ['reason'],
  end_call: ['reason'],
};

const TOOLS: FunctionTool[] = Object.entries(PROPERTIES).map(([name, properties]) => ({
  type: 'function',
  name,
  parameters: { type: 'object', properties: Object.fromEntries(properties.map((one) => [one, {}])) },
}));

const MORNING = 'Tuesday, November 24th, between 8 and 10 in the morning';
const NOON = 'Wednesday, November 25th, between noon and 2 in the afternoon';

const RESULTS: Record<string, object> = {
  check_service_area: { zone: 'core', feeCents: 0 },
  get_pricing: { ok: true, quote: { totalCents: 25_800, speakable: '$258 in total' } },
  get_slots: {
    ok: true,
    slots: [
      { slotId: 'slot-1', speakable: MORNING },
      { slotId: 'slot-2', speakable: NOON },
    ],
  },
  book_slot: { ok: true, booking: { technicianName: 'Ben', speakable: MORNING } },
  get_knowledge: { ok: true, articles: [{ body: 'We are licensed in Ohio.' }] },
  transfer_call: { ok: true },
  end_call: { ok: true },
};

interface Made {
  name: string;
  arguments: Record<string, string>;
}

/** A call without audio: the mind against a caller's lines and canned tools. */
class Conversation {
  readonly items: MindItem[] = [];
  readonly made: Made[] = [];
  readonly #instructions: string;
  readonly #results: Record<string, object>;
  readonly #mind = receptionistMind();

  constructor(results: Record<string, object> = {}, instructions?: string) {
    this.#instructions = instructions ?? 'You answer the phone. The caller rings from +16145550115.';
    this.#results = { ...RESULTS, ...results };
  }

  get said(): string[] {
    return this.items.flatMap((item) => (item.kind === 'agent' ? [item.text] : []));
  }

  get names(): string[] {
    return this.made.map((call) => call.name);
  }

  async hear(text: string): Promise<string> {
    this.items.push({ kind: 'caller', text, wasSpoken: true });
    await this.turn({ trigger: 'caller-spoke' });
    return this.said.at(-1) ?? '';
  }

  async turn(context: Partial<MindContext>): Promise<void> {
    for (let round = 0; round < 10; round++) {
      const called = await this.#respond({ ...context, ...(round > 0 ? { trigger: 'client-asked' } : {}) });
      if (!called) return;
    }
    throw new Error('The mind calls tools in a circle');
  }

  async #respond(context: Partial<MindContext>): Promise<boolean> {
    const reply = await this.#mind.respond({
      sessionId: 'sess_1',
      instructions: this.#instructions,
      responseInstructions: null,
      tools: TOOLS,
      toolChoice: 'auto',
      mayCallInParallel: true,
      conversation: [...this.items],
      trigger: 'client-asked',
      isInConversation: true,
      metadata: null,
      ...context,
    });
    const results: MindItem[] = [];
    for (const part of reply) {
      if ('say' in part) this.items.push({ kind: 'agent', text: part.say, isTruncated: false });
      else {
        const callId = `call-${this.made.length}`;
        const { name } = part.call;
        this.made.push({ name, arguments: { ...part.call.arguments } });
        this.items.push({ kind: 'call', callId, name, arguments: JSON.stringify(part.call.arguments) });
        results.push({ kind: 'result', callId, output: JSON.stringify(this.#results[name]) });
      }
    }
    this.items.push(...results);
    return results.length > 0;
  }
}

describe('the receptionist', () => {
  test('says word for word what a response tells it to say', async () => {
    const call = new Conversation();
    await call.turn({
      responseInstructions:
        'Say exactly the following, word for word, and nothing else: "It\'s "Oak": hello!"',
      toolChoice: 'none',
    });
    expect(call.said).toEqual(['It\'s "Oak": hello!']);
  });

  test('speaks first with the greeting of its instructions', async () => {
    const call = new Conversation();
    await call.turn({ instructions: 'Be kind.\nGreeting: "Oak and Iron, what is going on?"\nUse tools.' });
    expect(call.said).toEqual(['Oak and Iron, what is going on?']);
  });

  test('carries a plain booking from the flood to the goodbye', async () => {
    const call = new Conversation();
    expect(await call.hear('My basement is flooding')).toContain('ZIP');
    const offer = await call.hear('four three two oh one');
    expect(offer).toContain('$258 in total');
    expect(offer).toContain(MORNING);
    expect(await call.hear('Tuesday at eight works')).toContain('name and the street address');
    expect(await call.hear("It's Tom Aldana, 1733 Neil Ave")).toContain(
      `You are booked: ${MORNING}, with Ben.`,
    );
    expect(await call.hear("No, that's all, thanks")).toContain('Goodbye');
    expect(call.names).toEqual(['check_service_area', 'get_pricing', 'get_slots', 'book_slot', 'end_call']);
    expect(call.made[3]?.arguments).toEqual({
      slotId: 'slot-1',
      name: 'Tom Aldana',
      phone: '+16145550115',
      addressLine: '1733 Neil Ave',
      zip: '43201',
      problem: 'My basement is flooding',
    });
  });

  test('takes everything in one breath', async () => {
    const call = new Conversation();
    await call.hear(
      'Hi, this is Priya Nair at 488 East Tompkins Street, 43201, my breaker keeps tripping and half the house is dark',
    );
    expect(call.names).toEqual(['check_service_area', 'get_pricing', 'get_slots']);
    expect(call.made[2]?.arguments).toEqual({ trade: 'electrical', zip: '43201' });
    await call.hear('The second one please');
    expect(call.made[3]).toMatchObject({
      name: 'book_slot',
      arguments: { slotId: 'slot-2', name: 'Priya Nair', addressLine: '488 East Tompkins Street' },
    });
  });

  test.each([
    ['there is water everywhere, a pipe burst', 'plumbing'],
    ['no heat, the furnace is dead', 'hvac'],
    ['the AC stopped blowing cold', 'hvac'],
    ['an outlet is sparking', 'electrical'],
    ['the garage door is stuck half open', 'garage_door'],
    ['I am locked out', 'locksmith'],
    ['the water heater leaks', 'plumbing'],
    ['my fridge died', 'appliance'],
    ['the roof is missing shingles', 'roofing'],
  ])('understands that "%s" is %s', async (problem, trade) => {
    const call = new Conversation();
    await call.hear(`${problem}, I am in 43201`);
    expect(call.made.find((one) => one.name === 'get_slots')?.arguments.trade).toBe(trade);
  });

  test('looks up one thing at a time when calls may not run in parallel', async () => {
    const call = new Conversation();
    call.items.push({ kind: 'caller', text: 'A pipe burst in 43201', wasSpoken: true });
    await call.turn({ mayCallInParallel: false });
    expect(call.names).toEqual(['check_service_area', 'get_pricing', 'get_slots']);
  });

  test('asks for another ZIP code when the first is none', async () => {
    const call = new Conversation({ check_service_area: { zone: 'invalid-zip' } });
    expect(await call.hear('A pipe burst in 00000')).toContain('ZIP');
    expect(call.names).toEqual(['check_service_area']);
  });

  test('names the neighbour outside of the service area, and books nothing', async () => {
    const referral = { zone: 'referral', referral: { name: 'Licking Valley', phone: '+17405550188' } };
    const call = new Conversation({ check_service_area: referral });
    expect(await call.hear('A pipe burst in 43055')).toContain('Licking Valley');
    await call.hear('Okay, no thanks');
    expect(call.names).toEqual(['check_service_area', 'end_call']);
  });

  test('answers a question and goes on where it was', async () => {
    const call = new Conversation();
    await call.hear('My toilet is clogged');
    const answer = await call.hear('Are you licensed?');
    expect(answer).toContain('We are licensed in Ohio.');
    expect(answer).toContain('ZIP');
  });

  test('gets a person when one is asked for', async () => {
    const call = new Conversation();
    await call.hear('Can I talk to a human please?');
    expect(call.names).toEqual(['transfer_call']);
  });

  test('goes on by itself when nobody took the transfer', async () => {
    const call = new Conversation({ transfer_call: { ok: false, refusal: 'nobody-on-call' } });
    expect(await call.hear('Give me a real person')).toContain('could not reach anyone');
    expect(call.said.at(-1)).toContain('What is going on');
  });

  test('offers again when the slot was taken meanwhile', async () => {
    const call = new Conversation({ book_slot: { ok: false, refusal: 'slot-taken' } });
    await call.hear('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    await call.hear('Yes, the first');
    expect(call.names.filter((name) => name === 'get_slots')).toHaveLength(2);
    expect(call.said.at(-1)).toContain('I can offer');
  });

  test('keeps its place after an offer that was cut short', async () => {
    const call = new Conversation();
    await call.hear('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    call.items[call.items.length - 1] = { kind: 'agent', text: 'The visit is', isTruncated: true };
    await call.hear('Yes, tomorrow morning is fine');
    expect(call.names).toContain('book_slot');
  });

  test('asks for a repetition when it did not understand', async () => {
    const call = new Conversation();
    expect(await call.hear('')).toContain('did not catch');
  });

  test.each([
    ['mumbles', Array.from({ length: 12 }, () => '')],
    ['says nothing useful', Array.from({ length: 12 }, () => 'hmm well')],
    ['never chooses', ['A pipe burst in 43201', ...Array.from({ length: 12 }, () => 'hmm')]],
    ['refuses every slot', ['A pipe burst in 43201', ...Array.from({ length: 12 }, () => 'no')]],
  ])('does not go on for ever when the caller %s', async (_how, utterances) => {
    const call = new Conversation({ transfer_call: { ok: false, refusal: 'nobody-on-call' } });
    for (const utterance of utterances) await call.hear(utterance);
    expect(call.names).toContain('transfer_call');
    expect(call.names.at(-1)).toBe('end_call');
  });

  test('still reads a booking back when a filler was spoken in between', async () => {
    const call = new Conversation();
    await call.hear('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    const arguments_ = JSON.stringify({ slotId: 'slot-1' });
    call.items.push(
      { kind: 'caller', text: 'The first', wasSpoken: true },
      { kind: 'call', callId: 'c', name: 'book_slot', arguments: arguments_ },
      { kind: 'result', callId: 'c', output: JSON.stringify(RESULTS.book_slot) },
      { kind: 'agent', text: 'One moment, please.', isTruncated: false },
    );
    await call.turn({});
    expect(call.said.at(-1)).toContain('You are booked');
    await call.hear('Great, goodbye');
    expect(call.said.filter((said) => said.includes('You are booked'))).toHaveLength(1);
  });

  test('asks for a number when the caller withholds theirs, and books with it', async () => {
    const results = { book_slot: { refusal: 'invalid-phone' } };
    const call = new Conversation(results, 'The caller withholds their number.');
    await call.hear('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    expect(await call.hear('Yes please')).toContain('What phone number');
    await call.hear('six one four, five five five, zero one one five');
    expect(call.made.at(-1)).toMatchObject({ name: 'book_slot', arguments: { phone: '+16145550115' } });
  });

  test('takes a number that the instructions spell out', async () => {
    const call = new Conversation({}, "The caller's number is 6 1 4, 5 5 5, 0 1 1 5; use it.");
    await call.hear('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    await call.hear('Yes please');
    expect(call.made.at(-1)).toMatchObject({ name: 'book_slot', arguments: { phone: '+16145550115' } });
  });

  test('gives end_call only a reason that its schema allows', async () => {
    const reason = { type: 'string', enum: ['out_of_area', 'info_only'] };
    const endCall: FunctionTool = {
      type: 'function',
      name: 'end_call',
      parameters: { type: 'object', properties: { reason } },
    };
    const call = new Conversation();
    call.items.push({ kind: 'caller', text: 'Never mind, bye', wasSpoken: true });
    await call.turn({ tools: [endCall] });
    const trouble = new Conversation();
    for (let turn = 0; turn < 5; turn++) {
      trouble.items.push({ kind: 'caller', text: '', wasSpoken: true });
      await trouble.turn({ tools: [endCall], trigger: 'caller-spoke' });
    }
    expect(call.made).toEqual([{ name: 'end_call', arguments: { reason: 'info_only' } }]);
    expect(trouble.made).toEqual([{ name: 'end_call', arguments: {} }]);
  });

  test('does not call a failing tool for ever', async () => {
    const call = new Conversation({
      get_slots: { error: 'database is down' },
      get_pricing: { error: 'down' },
    });
    await call.hear('A pipe burst in 43201');
    expect(call.names.filter((name) => name === 'get_slots').length).toBeLessThanOrEqual(2);
    expect(call.names).toContain('transfer_call');
  });

  test('goes on from a re-seeded conversation without any calls in it', async () => {
    const call = new Conversation();
    call.items.push(
      { kind: 'agent', text: 'What is going on there?', isTruncated: false },
      { kind: 'caller', text: 'My sink is clogged, I am in 43201', wasSpoken: false },
    );
    await call.turn({});
    expect(call.names).toEqual(['check_service_area', 'get_pricing', 'get_slots']);
  });
});
