import { describe, expect, test } from 'vitest';
import { MORNING, NOON, Rehearsal } from './rehearsal.ts';

const ALL_AT_ONCE = 'this is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst';
const NOBODY = { transfer_call: { refusal: 'nobody-on-call' } };
const DOWN = { error: 'unavailable', detail: 'The office system did not answer; nothing was changed.' };

const repeated = (words: string) => Array.from({ length: 12 }, () => words);

/** The most often that the same sentence with a question mark was asked. */
function mostAsked(said: readonly string[]): number {
  const questions = said.flatMap((words) => words.match(/[^.?!]+\?/g) ?? []).map((one) => one.trim());
  return Math.max(0, ...questions.map((one) => questions.filter((other) => other === one).length));
}

describe('the receptionist never goes in circles', () => {
  test.each([
    ['mumbles', repeated('')],
    ['only says hello', repeated('hello?')],
    ['says nothing useful', repeated('hmm well')],
    ['never chooses', ['A pipe burst in 43201', ...repeated('hmm')]],
    ['refuses every window', ['A pipe burst in 43201', ...repeated('no')]],
    ['never gives a name', ['A pipe burst in 43201', 'the first', ...repeated('why do you need that')]],
    ['never agrees to the read-back', [ALL_AT_ONCE, 'the first', ...repeated('hmm')]],
    ['always denies the read-back', [ALL_AT_ONCE, 'the first', ...repeated('no')]],
    ['always wants more', [ALL_AT_ONCE, 'the first', ...repeated('yes')]],
  ])('when the caller %s', async (_how, utterances) => {
    const call = new Rehearsal(NOBODY);
    for (const utterance of utterances) {
      if (call.names.at(-1) === 'end_call') break;
      await call.hear(utterance);
    }
    expect(mostAsked(call.said)).toBeLessThanOrEqual(3);
    expect(call.names).toContain('transfer_call');
    expect(call.names.at(-1)).toBe('end_call');
  });
});

describe('a person', () => {
  test.each(['can i talk to a human please', 'give me a real person', 'transfer me', '0'])(
    'is rung when the caller says "%s"',
    async (words) => {
      const call = new Rehearsal();
      await call.hear(words);
      expect(call.names).toEqual(['transfer_call']);
    },
  );

  test('cannot be had: said honestly, and the booking goes on', async () => {
    const call = new Rehearsal(NOBODY);
    expect(await call.hear('Give me a real person')).toMatch(/could not reach anyone.*What is going on/);
    expect(await call.hear('i want a human')).toMatch(/could not reach anyone.*What is going on/);
    expect(call.callsOf('transfer_call')).toHaveLength(1);
    await call.hearAll(ALL_AT_ONCE, 'the first', 'yes');
    expect(call.callsOf('book_slot')).toHaveLength(1);
  });

  test('who did not take the transfer is told of in a session that begins anew', async () => {
    const call = new Rehearsal();
    call.items.push(
      { kind: 'agent', text: 'What is the ZIP code there?', isTruncated: false },
      { kind: 'caller', text: 'my sink is clogged, get me a person', wasSpoken: false },
    );
    const said = await call.note(
      'A transfer to the person on call was tried and nobody took it. Say so honestly; offer what you can do yourself.',
    );
    expect(said).toBe(
      'I am sorry, I could not reach anyone right now, but I can help you myself. What is the ZIP code there?',
    );
    expect(call.names).toEqual([]);
  });
});

describe('a refusal', () => {
  test('names the neighbour outside of the service area, and books nothing', async () => {
    const referral = {
      zone: 'referral',
      zip: '43055',
      referral: { name: 'Licking Valley', phone: '+17405550188' },
    };
    const call = new Rehearsal({ check_service_area: referral });
    expect(await call.hear('A pipe burst in 43055')).toContain(
      'we do not come to that ZIP code. Licking Valley does, at 7 4 0, 5 5 5, 0 1 8 8.',
    );
    expect(await call.hear('Oh. Do you know anyone who does come here?')).toContain('Licking Valley');
    await call.hear('Okay, no thanks');
    expect(call.made.map(({ name }) => name)).toEqual(['check_service_area', 'end_call']);
    expect(call.made[1]?.arguments).toEqual({ reason: 'out_of_area' });
  });

  test('names no neighbour where there is none', async () => {
    const call = new Rehearsal({ check_service_area: { zone: 'outside', zip: '90210' } });
    expect(await call.hear('A pipe burst in 90210')).toBe(
      'I am sorry, we do not come to that ZIP code. Is there anything else?',
    );
  });

  test('asks the price of a window that may not be booked without, tells it and books', async () => {
    const visitAt = '2026-11-24T13:00:00.000Z';
    let isPriced = false;
    const call = new Rehearsal({
      get_slots: { slots: [{ slotId: 'slot-1', speakable: MORNING, startsAt: visitAt }] },
      get_pricing: () => {
        isPriced ||= call.callsOf('book_slot').length > 0;
        return { quoteId: 'q', speakable: isPriced ? '$138' : '$258' };
      },
      book_slot: () =>
        isPriced ? { booking: { technicianName: 'Ben', speakable: MORNING } } : { refusal: 'quote-expired' },
    });
    await call.hearAll(ALL_AT_ONCE, 'yes', 'yes');
    expect(call.said.slice(-2).join(' ')).toContain('$138');
    expect(call.said.at(-1)).toContain(`You are booked: ${MORNING}, with Ben`);
  });

  test('gives a window up that the tool refuses for want of a price again and again', async () => {
    const call = new Rehearsal({ book_slot: { refusal: 'quote-required' } });
    await call.hearAll(ALL_AT_ONCE, 'yes', 'yes');
    expect(call.said.at(-1)).not.toContain('You are booked');
  });

  test('offers other windows when the chosen one was taken meanwhile', async () => {
    let isFirst = true;
    const call = new Rehearsal({
      book_slot: ({ slotId }) => {
        if (slotId === 'slot-2') return { booking: { technicianName: 'Ben', speakable: NOON } };
        return { refusal: 'slot-taken' };
      },
      get_slots: () => {
        const slots = isFirst ? [{ slotId: 'slot-1', speakable: MORNING }] : [];
        isFirst = false;
        return { slots: [...slots, { slotId: 'slot-2', speakable: NOON }] };
      },
    });
    await call.hearAll(ALL_AT_ONCE, 'the first');
    expect(await call.hear('yes')).toBe(`I can offer ${NOON}. Does that suit you?`);
    expect(call.said.at(-2)).toContain('that time is gone');
    await call.hearAll('yes', 'yes');
    expect(call.said.at(-1)).toContain(`You are booked: ${NOON}, with Ben`);
  });

  test('says it when the work is none of theirs', async () => {
    const call = new Rehearsal({
      get_slots: { refusal: 'trade-not-offered' },
      get_pricing: { refusal: 'trade-not-offered' },
    });
    expect(await call.hear('my fridge died in 43201')).toContain('we do not do that kind of work');
    await call.hear('ok bye');
    expect(call.made.at(-1)?.arguments).toEqual({ reason: 'out_of_trade' });
  });
});

describe('a tool that fails', () => {
  test.each(['check_service_area', 'get_slots'])('%s: says so and offers a person', async (name) => {
    const call = new Rehearsal({ [name]: DOWN });
    const said = await call.hear('A pipe burst in 43201');
    expect(said).toContain('I cannot reach our office system right now.');
    expect(said).toContain('Shall I connect you with a person?');
    expect(said).not.toContain('we do not come');
    await call.hear('yes please');
    expect(call.names.at(-1)).toBe('transfer_call');
  });

  test('is tried once more for a caller who wants no person, then the call ends', async () => {
    const call = new Rehearsal({ get_slots: DOWN });
    await call.hearAll('A pipe burst in 43201', 'no just try again');
    expect(call.callsOf('get_slots')).toHaveLength(2);
    await call.hearAll('no', 'no');
    expect(call.names).not.toContain('transfer_call');
    expect(call.names.at(-1)).toBe('end_call');
  });

  test('says no price that it does not have, and goes on', async () => {
    const call = new Rehearsal({ get_pricing: DOWN });
    const said = await call.hear('A pipe burst in 43201');
    expect(said).toContain('I cannot reach our price list right now.');
    expect(said).not.toContain('$');
    expect(said).toContain('I can offer');
  });

  test('claims no booking while its answer is out, and tells it when it comes late', async () => {
    const call = new Rehearsal({ book_slot: { error: 'unknown', detail: 'not confirmed yet' } });
    await call.hearAll(ALL_AT_ONCE, 'the first');
    expect(await call.hear('yes')).toContain('Your booking is not confirmed yet');
    const answer = JSON.stringify({ booking: { technicianName: 'Ben', speakable: MORNING } });
    const said = await call.note(`book_slot, which had not answered in time, has now answered: ${answer}`);
    expect(said).toContain(`You are booked: ${MORNING}, with Ben`);
    expect(call.said.slice(0, -1).join(' ')).not.toContain('You are booked');
  });
});

describe('a correction that is said for it', () => {
  test('leaves the question standing, and the wrong figure is not said again', async () => {
    const call = new Rehearsal();
    await call.hearAll(ALL_AT_ONCE);
    call.cutShort(`The visit is $99. I can offer ${MORNING}, or`);
    call.items.push(
      { kind: 'agent', text: 'I misspoke: the visit is $258 in total.', isTruncated: false },
      { kind: 'system', text: 'You misspoke and were corrected. Do not repeat $99.' },
    );
    expect(await call.hear('the first one is fine')).toContain(`So that is ${MORNING}`);
    await call.hear('yes');
    expect(call.names).toContain('book_slot');
    expect(call.said.slice(2).join(' ')).not.toContain('$99');
  });
});

describe('notes of the system', () => {
  test('count keyed digits as the ZIP code', async () => {
    const call = new Rehearsal();
    await call.hear('my basement is flooding');
    await call.note('The caller keyed in 43215 on the telephone keypad.');
    expect(call.callsOf('check_service_area')).toEqual([{ zip: '43215' }]);
    expect(call.said.at(-1)).toContain('I can offer');
  });

  test('count keyed digits as the phone number', async () => {
    const call = new Rehearsal({}, 'The caller withholds their number.');
    await call.hearAll(ALL_AT_ONCE, 'the first');
    await call.note('The caller keyed in 6145550199 on the telephone keypad.');
    await call.hear('yes');
    expect(call.callsOf('book_slot')).toMatchObject([{ phone: '+16145550199' }]);
  });

  test('bring it back to where it was after an interruption', async () => {
    const call = new Rehearsal();
    call.items.push(
      { kind: 'agent', text: 'What is the ZIP code there?', isTruncated: false },
      { kind: 'caller', text: 'my sink is clogged, i am in four three two oh one', wasSpoken: false },
      { kind: 'agent', text: `I can offer ${MORNING}, or ${NOON}. Which suits you?`, isTruncated: false },
      { kind: 'system', text: `Offered, not booked: plumbing visit on ${MORNING}, slot id slot-1.` },
      { kind: 'system', text: `Offered, not booked: plumbing visit on ${NOON}, slot id slot-2.` },
    );
    const said = await call.note(
      'The line was interrupted by a technical fault and the caller has been reconnected. Go on where you were.',
    );
    expect(call.said.join(' ')).toContain('Sorry, we were cut off for a moment.');
    expect(said).toContain(`I can offer ${MORNING}, or ${NOON}.`);
    await call.hearAll('the second one', 'tom aldana 1733 neil avenue', 'yes');
    expect(call.callsOf('book_slot')).toMatchObject([{ slotId: 'slot-2' }]);
  });

  test('keep it from booking twice', async () => {
    const call = new Rehearsal();
    call.items.push(
      { kind: 'caller', text: ALL_AT_ONCE, wasSpoken: false },
      {
        kind: 'system',
        text: `Booked: plumbing visit on ${MORNING} with Ben, for Tom Aldana at 1733 Neil Ave, ZIP 43201.`,
      },
    );
    expect(await call.note('The line was interrupted by a technical fault.')).toContain(
      `You are booked: ${MORNING}, with Ben, for Tom Aldana at 1733 Neil Ave. Is there anything else?`,
    );
    await call.hear('no');
    expect(call.names).not.toContain('book_slot');
    expect(call.hasJustEnded).toBe(true);
  });

  test('that give a result of a session before count as that result', async () => {
    const call = new Rehearsal();
    call.items.push({ kind: 'caller', text: ALL_AT_ONCE, wasSpoken: false });
    const slots = JSON.stringify({ slots: [{ slotId: 'slot-9', speakable: NOON }] });
    expect(await call.note(`Result of the tool you asked for before: ${slots}`)).toContain(
      `I can offer ${NOON}.`,
    );
    expect(call.names).not.toContain('get_slots');
  });

  test('are not needed: it goes on from the words alone', async () => {
    const call = new Rehearsal();
    call.items.push(
      { kind: 'agent', text: 'What is going on there?', isTruncated: false },
      { kind: 'caller', text: 'My sink is clogged, I am in 43201', wasSpoken: false },
    );
    await call.turn({});
    expect(call.names).toEqual(['check_service_area', 'get_slots', 'get_pricing']);
  });
});
