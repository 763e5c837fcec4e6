import { describe, expect, test } from 'vitest';
import type { FunctionTool } from '../wire-types.ts';
import { MORNING, NOON, Rehearsal, THURSDAY } from './rehearsal.ts';

describe('the receptionist', () => {
  test('says word for word what a response tells it to say', async () => {
    const call = new Rehearsal();
    await call.turn({
      responseInstructions:
        'Say exactly the following, word for word, and nothing else: "It\'s "Oak": hello!"',
      toolChoice: 'none',
    });
    expect(call.said).toEqual(['It\'s "Oak": hello!']);
  });

  test('speaks first with the greeting of its instructions', async () => {
    const call = new Rehearsal();
    await call.turn({ instructions: 'Be kind.\nGreeting: "Oak and Iron, what is going on?"\nUse tools.' });
    expect(call.said).toEqual(['Oak and Iron, what is going on?']);
  });

  test.each([
    ['there is water everywhere, a pipe burst', 'plumbing'],
    ['no heat, the furnace is dead', 'hvac'],
    ['the AC stopped blowing cold', 'hvac'],
    ['an outlet is dead', 'electrical'],
    ['the garage door is stuck half open', 'garage_door'],
    ['I am locked out', 'locksmith'],
    ['the water heater leaks', 'plumbing'],
    ['my fridge died', 'appliance'],
    ['the roof is missing shingles', 'roofing'],
  ])('understands that "%s" is %s', async (problem, trade) => {
    const call = new Rehearsal();
    await call.hear(`${problem}, I am in 43201`);
    expect(call.made.find((one) => one.name === 'get_slots')?.arguments.trade).toBe(trade);
  });

  test('prices the visit that it is about to offer', async () => {
    const call = new Rehearsal();
    call.items.push({ kind: 'caller', text: 'A pipe burst in 43201', wasSpoken: true });
    await call.turn({});
    expect(call.names).toEqual(['check_service_area', 'get_slots', 'get_pricing']);
  });

  test('asks for another ZIP code when the first is none', async () => {
    const call = new Rehearsal({ check_service_area: { zone: 'invalid-zip' } });
    expect(await call.hear('A pipe burst in 00000')).toContain('ZIP');
    expect(call.names).toEqual(['check_service_area']);
  });

  test.each(['unknown-zip', 'not-a-us-zip'])('asks for another ZIP code after %s', async (zone) => {
    const call = new Rehearsal({ check_service_area: { zone } });
    expect(await call.hear('A pipe burst in 43250')).toContain('ZIP');
    expect(call.names).toEqual(['check_service_area']);
  });

  test('asks for the street when the ZIP code does not decide, and goes on with it', async () => {
    const call = new Rehearsal({
      check_service_area: ({ street }) =>
        street ? { zone: 'core' } : { zone: 'needs-street', reason: 'border' },
    });
    expect(await call.hear('A pipe burst in 43017')).toContain('street address');
    await call.hear('58 South High Street');
    expect(call.callsOf('check_service_area')).toEqual([
      { zip: '43017' },
      { zip: '43017', street: '58 South High Street' },
    ]);
    expect(call.names).toContain('get_slots');
  });

  test('gives end_call only a reason that its schema allows', async () => {
    const reason = { type: 'string', enum: ['out_of_area', 'info_only'] };
    const endCall: FunctionTool = {
      type: 'function',
      name: 'end_call',
      parameters: { type: 'object', properties: { reason } },
    };
    const call = new Rehearsal();
    call.items.push({ kind: 'caller', text: 'Never mind, bye', wasSpoken: true });
    await call.turn({ tools: [endCall] });
    const trouble = new Rehearsal();
    for (let turn = 0; turn < 5; turn++) {
      trouble.items.push({ kind: 'caller', text: '', wasSpoken: true });
      await trouble.turn({ tools: [endCall], trigger: 'caller-spoke' });
    }
    expect(call.made).toEqual([{ name: 'end_call', arguments: { reason: 'info_only' } }]);
    expect(trouble.made).toEqual([{ name: 'end_call', arguments: {} }]);
  });

  test('carries a plain booking from the flood to the goodbye', async () => {
    const call = new Rehearsal();
    expect(await call.hear('My basement is flooding')).toContain('ZIP');
    const offer = await call.hear('four three two oh one');
    expect(offer).toContain('$258 in total');
    expect(offer).toContain(MORNING);
    expect(await call.hear('Tuesday at eight works')).toContain('name and the street address');
    const readBack = await call.hear("It's Tom Aldana, 1733 Neil Ave");
    expect(readBack).toBe(`So that is ${MORNING}, for Tom Aldana at 1733 Neil Ave. Shall I book it?`);
    expect(await call.hear('Yes, this number is good')).toBe(
      `You are booked: ${MORNING}, with Ben, for Tom Aldana at 1733 Neil Ave. Is there anything else?`,
    );
    expect(await call.hear("No, that's all, thanks")).toContain('Goodbye');
    expect(call.names).toEqual(['check_service_area', 'get_slots', 'get_pricing', 'book_slot', 'end_call']);
    expect(call.made[3]?.arguments).toEqual({
      slotId: 'slot-1',
      name: 'Tom Aldana',
      phone: '+16145550115',
      addressLine: '1733 Neil Ave',
      zip: '43201',
      problem: 'My basement is flooding',
    });
  });

  test('carries a booking in the lower case of a transcript', async () => {
    const call = new Rehearsal();
    await call.hearAll('my basement is flooding', 'four three two one five', 'yes the first one is fine');
    await call.hearAll('my name is marla quint', 'twenty two eighty glenmawr avenue', 'yes');
    await call.hear('no thank you goodbye');
    expect(call.callsOf('book_slot')).toEqual([
      {
        slotId: 'slot-1',
        name: 'Marla Quint',
        phone: '+16145550115',
        addressLine: '2280 Glenmawr Avenue',
        zip: '43215',
        problem: 'my basement is flooding',
      },
    ]);
    expect(call.hasJustEnded).toBe(true);
  });

  test.each(['no', 'nope', 'no thanks', 'goodbye', 'thank you', 'ok great thanks', "that's all"])(
    'says goodbye and ends the call in one reply when "%s" follows the booking',
    async (words) => {
      const call = new Rehearsal();
      await call.hearAll('this is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst', 'the first', 'yes');
      await call.hear(words);
      expect(call.said.at(-1)).toBe('Thank you for calling. Goodbye.');
      expect(call.hasJustEnded).toBe(true);
    },
  );

  test('takes everything in one breath', async () => {
    const call = new Rehearsal();
    await call.hear(
      'Hi, this is Priya Nair at 488 East Tompkins Street, 43201, my breaker keeps tripping and half the house is dark',
    );
    expect(call.names).toEqual(['check_service_area', 'get_slots', 'get_pricing']);
    expect(call.made[2]?.arguments).toEqual({ trade: 'electrical', zip: '43201' });
    expect(await call.hear('The second one please')).toContain('488 East Tompkins Street. Shall I book it?');
    await call.hear('yes');
    expect(call.made[3]).toMatchObject({
      name: 'book_slot',
      arguments: { slotId: 'slot-2', name: 'Priya Nair', addressLine: '488 East Tompkins Street' },
    });
  });

  test('reads back a correction and books what is right', async () => {
    const call = new Rehearsal();
    await call.hearAll(
      'a pipe burst in four three two oh one',
      'the first one',
      'marla quint fifty elm street',
    );
    expect(call.said.at(-1)).toContain('at 50 Elm Street. Shall I book it?');
    expect(await call.hear('no, fifteen not fifty')).toContain('at 15 Elm Street. Shall I book it?');
    await call.hear('correct');
    expect(call.callsOf('book_slot')).toMatchObject([{ addressLine: '15 Elm Street', name: 'Marla Quint' }]);
  });

  test('looks up a corrected ZIP code and offers anew', async () => {
    const call = new Rehearsal();
    await call.hearAll('a pipe burst in 43250', 'no, fifteen not fifty');
    expect(call.callsOf('check_service_area')).toEqual([{ zip: '43250' }, { zip: '43215' }]);
    expect(call.callsOf('get_slots')).toHaveLength(2);
    expect(call.said.at(-1)).toContain('I can offer');
  });

  test('asks what to change when the caller only says that it is wrong', async () => {
    const call = new Rehearsal();
    await call.hearAll('this is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst', 'the first');
    expect(await call.hear('no')).toBe('What should I change?');
    expect(await call.hear('the street is 12 Oak Road')).toContain('at 12 Oak Road. Shall I book it?');
    expect(call.names).not.toContain('book_slot');
  });

  test('changes the window at the read-back', async () => {
    const call = new Rehearsal();
    await call.hearAll('this is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst', 'the first');
    expect(await call.hear('no actually the second one')).toContain(NOON);
    await call.hear('yes');
    expect(call.callsOf('book_slot')).toMatchObject([{ slotId: 'slot-2' }]);
  });

  test('offers what is left when one window is turned down, then looks further', async () => {
    const call = new Rehearsal();
    await call.hear('this is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    expect(await call.hear("the first one doesn't work for me")).toBe(
      `I can offer ${NOON}. Does that suit you?`,
    );
    expect(await call.hear('no')).toBe(`I can offer ${THURSDAY}. Does that suit you?`);
    expect(call.callsOf('get_slots').at(-1)?.earliestAt).toBe('2026-11-25T19:00:00.000Z');
    await call.hearAll('yes', 'yes');
    expect(call.callsOf('book_slot')).toMatchObject([{ slotId: 'slot-3' }]);
  });

  test('tells a price when asked, before and after it is known, and only as the tool says it', async () => {
    const call = new Rehearsal();
    expect(await call.hear('my basement is flooding, how much is it')).toContain('as soon as I know where');
    expect(await call.hear('43201')).toContain('The visit is $258 in total.');
    expect(await call.hear('how much was that again')).toMatch(/^The visit is \$258 in total\. I can offer/);
    expect(call.said.filter((said) => said.includes('$258'))).toHaveLength(2);
  });

  test('answers a question and goes on where it was', async () => {
    const call = new Rehearsal();
    await call.hear('My toilet is clogged');
    const answer = await call.hear('are you licensed');
    expect(answer).toContain('We are licensed in Ohio.');
    expect(answer).toContain('ZIP');
  });

  test.each([
    ['hello?', 'Hello, I am here. What is going on there?'],
    ['hello', 'Hello, I am here. What is going on there?'],
    ['', 'Sorry, I did not catch that. What is going on there?'],
  ])('answers "%s" and asks on', async (words, answer) => {
    expect(await new Rehearsal().hear(words)).toBe(answer);
  });

  test('takes a yes to "Are you still there?" for nothing else', async () => {
    const call = new Rehearsal();
    await call.hear('this is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    call.items.push({ kind: 'agent', text: 'Are you still there?', isTruncated: false });
    expect(await call.hear("yes i'm here")).toContain('I can offer');
    await call.hear('the second');
    expect(call.said.at(-1)).toContain(NOON);
  });

  test('sends people out of danger before anything else', async () => {
    const call = new Rehearsal();
    expect(await call.hear('sparks are coming out of an outlet')).toContain('call 911');
    expect(await call.hear('can you send someone to four three two oh one')).toContain('call 911');
    expect(call.names).toEqual([]);
    await call.hear('yes we are all outside');
    expect(call.names).toContain('check_service_area');
  });

  test('keeps its place after an offer that was cut short', async () => {
    const call = new Rehearsal();
    await call.hear('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    call.cutShort('The visit is');
    await call.hearAll('Yes, tomorrow morning is fine', 'yes');
    expect(call.names).toContain('book_slot');
  });

  test('books when the read-back was cut short by a yes', async () => {
    const call = new Rehearsal();
    await call.hearAll('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst', 'the first');
    call.cutShort('So that is Tuesday,');
    await call.hear('yes yes');
    expect(call.callsOf('book_slot')).toHaveLength(1);
  });

  test('still reads a booking back when a filler was spoken in between', async () => {
    const call = new Rehearsal();
    await call.hear('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    call.items.push(
      { kind: 'caller', text: 'The first', wasSpoken: true },
      { kind: 'call', callId: 'c', name: 'book_slot', arguments: JSON.stringify({ slotId: 'slot-1' }) },
      { kind: 'result', callId: 'c', output: JSON.stringify({ booking: { speakable: MORNING } }) },
      { kind: 'agent', text: 'One moment, please.', isTruncated: false },
    );
    await call.turn({});
    expect(call.said.at(-1)).toContain('You are booked');
    await call.hear('Great, goodbye');
    expect(call.said.filter((said) => said.includes('You are booked'))).toHaveLength(1);
  });

  test('asks for a number when the caller withholds theirs, and books with it', async () => {
    const call = new Rehearsal({}, 'The caller withholds their number: ask for one before you book.');
    await call.hear('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst');
    expect(await call.hear('the first')).toContain('What phone number');
    const readBack = await call.hear('six one four, five five five, zero one one five');
    expect(readBack).toContain('reached at 6 1 4, 5 5 5, 0 1 1 5. Shall I book it?');
    await call.hear('yes');
    expect(call.made.at(-1)).toMatchObject({ name: 'book_slot', arguments: { phone: '+16145550115' } });
  });

  test('takes a number that the instructions spell out', async () => {
    const call = new Rehearsal({}, "The caller's number is 6 1 4, 5 5 5, 0 1 1 5; use it.");
    await call.hearAll('This is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst', 'Yes please', 'yes');
    expect(call.made.at(-1)).toMatchObject({ name: 'book_slot', arguments: { phone: '+16145550115' } });
  });
});
