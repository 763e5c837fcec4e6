import { describe, expect, test } from 'vitest';
import { FULL, ledgerWith, OFFERED, QUOTE, windowAt } from '../testing/ledger-of-oak.ts';
import type { SpokenLanguage } from './finding.ts';
import { judgeSpokenFacts } from './judge-spoken-facts.ts';
import type { SpokenFactsLedger } from './ledger.ts';
import { addCallerWords, readPublishedFacts } from './read-spoken-facts.ts';

const EMPTY = ledgerWith();
const QUOTED = ledgerWith({ quotes: [QUOTE] });
const SLOTS = ledgerWith({ windows: OFFERED });
const BOOKED = ledgerWith({ windows: [...OFFERED, windowAt('2026-11-24T13:00:00Z', 'booked')] });

function show(text: string, ledger: SpokenFactsLedger, language: SpokenLanguage = 'en'): string[] {
  return judgeSpokenFacts({ text, language }, ledger).map(
    ({ kind, verdict, backedBy }) => `${kind} ${verdict}${backedBy ? ` by ${backedBy}` : ''}`,
  );
}

describe('prices', () => {
  test.each([
    ["Tonight it's two hundred fifty-eight dollars.", ['amount backed by quote-1']],
    ["It's two fifty-eight for a technician to come out.", ['amount backed by quote-1']],
    ['The total is 258.00.', ['amount backed by quote-1']],
    [
      "That's the forty-nine trip, eighty-nine diagnostic and one-twenty after-hours fee.",
      ['amount backed by quote-1', 'amount backed by quote-1', 'amount backed by quote-1'],
    ],
    ['The total is one thirty-eight.', ['amount wrong']],
    ['The total is eighty-nine dollars.', ['amount wrong']],
    ['The trip fee is eighty-nine dollars.', ['amount wrong']],
    ["It's about two hundred fifty-eight dollars.", ['amount wrong']],
    ["It's two hundred fifty dollars.", ['amount wrong']],
    ["It's less than three hundred dollars.", ['amount wrong']],
    ["It's just eighty-nine dollars tonight.", ['amount wrong']],
    ['The diagnostic fee is $258.', ['amount wrong']],
    ['The diagnostic fee is $89.', ['amount backed by quote-1']],
    ['The diagnostic fee is $89 and that covers everything.', ['amount wrong']],
    ['With the after-hours fee it is $258.', ['amount backed by quote-1']],
    ['Trip and diagnostic come to a hundred thirty-eight dollars.', ['amount wrong']],
  ])('judges %j: %j', (text, verdicts) => {
    expect(show(text, QUOTED)).toEqual(verdicts);
  });

  test('takes a price before any quote for unbacked', () => {
    expect(show('It costs two hundred fifty-eight dollars.', EMPTY)).toEqual(['amount unbacked']);
  });

  test('judges a Spanish price', () => {
    expect(show('El total es dos cincuenta y ocho.', QUOTED, 'es')).toEqual(['amount backed by quote-1']);
    expect(show('El total es dos cincuenta.', QUOTED, 'es')).toEqual(['amount wrong']);
  });

  test("lets the caller's figure be repeated as the caller's, not be promised", () => {
    const ledger = addCallerWords(QUOTED, { text: 'Your guy said ninety-nine dollars.', language: 'en' });
    expect(show("I can't do ninety-nine dollars.", ledger)).toEqual(['amount backed']);
    expect(show('You said ninety-nine dollars.', ledger)).toEqual(['amount backed']);
    expect(show('Sure, ninety-nine dollars it is.', ledger)).toEqual(['amount wrong']);
    expect(show('Not a problem, ninety-nine dollars it is.', ledger)).toEqual(['amount wrong']);
    expect(show("I can't do ninety-five dollars.", ledger)).toEqual(['amount wrong']);
  });

  test('lets published figures be spoken', () => {
    const published = readPublishedFacts(
      { toolResultId: 'knowledge-1', text: 'The club costs $19 a month. We open at 8 am.' },
      { language: 'en', today: '2026-11-23' },
    );
    const ledger = ledgerWith({ publications: [published] });
    expect(show('The club is nineteen dollars, and we open at eight.', ledger)).toEqual([
      'amount backed by knowledge-1',
      'time backed by knowledge-1',
    ]);
  });
});

describe('times', () => {
  test.each([
    ['I have Tuesday between eight and ten.', ['date backed by slots-1', 'window backed by slots-1']],
    ['Tomorrow, between 8 and 10 in the morning?', ['date backed by slots-1', 'window backed by slots-1']],
    ['Between noon and 2 in the afternoon.', ['window backed by slots-1']],
    ['Between eight and noon.', ['window wrong']],
    ['Between 8 and 10 in the evening.', ['window wrong']],
    ['Wednesday between eight and ten.', ['date wrong', 'window wrong']],
    ['Wednesday, November 24th, between eight and ten.', ['date wrong', 'window wrong']],
    ['Does the eight am one work?', ['time backed by slots-1']],
    ['He comes at nine thirty.', ['time wrong']],
    ['He is done by ten.', ['time backed by slots-1']],
    ['Tonight we talk.', []],
    ['Let me check Wednesday for you.', []],
    ['I have Tuesday or Wednesday.', ['date backed by slots-1', 'date wrong']],
    [
      'Tonight it is late, but tomorrow between eight and ten works.',
      ['date backed by slots-1', 'window backed by slots-1'],
    ],
    ['The technician comes tonight at eight.', ['date wrong', 'time wrong']],
  ])('judges %j by what was offered: %j', (text, verdicts) => {
    expect(show(text, SLOTS)).toEqual(verdicts);
  });

  test('holds a booked time against the booking, not against another offer', () => {
    expect(show("You're booked for Tuesday between eight and ten.", BOOKED)).toEqual([
      'claim backed by booked',
      'date backed by booked',
      'window backed by booked',
    ]);
    expect(show("You're booked for Tuesday between noon and two.", BOOKED)).toEqual([
      'claim backed by booked',
      'date backed by booked',
      'window wrong',
    ]);
  });

  test('takes a time before any slot for unbacked', () => {
    expect(show('Between eight and ten.', EMPTY)).toEqual(['window unbacked']);
    expect(show('He is there by nine thirty.', EMPTY)).toEqual(['time unbacked']);
  });

  test("lets the caller's time be repeated as the caller's", () => {
    const ledger = addCallerWords(SLOTS, { text: 'Can he come at six thirty?', language: 'en' });
    expect(show("I don't have anybody free at six thirty.", ledger)).toEqual(['time backed']);
    expect(show('Let me check six thirty.', ledger)).toEqual(['time backed']);
    expect(show('Yes, at six thirty.', ledger)).toEqual(['time wrong']);
  });

  test('reads "two fifty" as a price where that was quoted, else as a time', () => {
    const quoted = ledgerWith({ quotes: [{ ...QUOTE, totalCents: 25_000 }], windows: OFFERED });
    expect(show("Tonight it's two fifty.", quoted)).toEqual(['time backed by quote-1']);
    expect(show('Would two fifty work?', SLOTS)).toEqual(['time wrong']);
  });

  test('speaks by the clock of the business', () => {
    const west = { ...SLOTS, timeZone: 'America/Los_Angeles' };
    expect(show('Between five and seven in the morning.', west)).toEqual(['window backed by slots-1']);
    expect(show('Between eight and ten in the morning.', west)).toEqual(['window wrong']);
  });
});

describe('arrivals', () => {
  test.each([
    ['He is there in about forty minutes.', ['duration backed by dispatch-1']],
    ['Usually in thirty to forty minutes.', ['duration backed by dispatch-1']],
    ['He is there by 9:20.', ['time backed by dispatch-1']],
    ['He is there in twenty minutes.', ['duration wrong']],
    ['He arrives by nine.', ['time wrong']],
    ['The window is held for five minutes.', []],
  ])('judges %j: %j', (text, verdicts) => {
    expect(show(text, FULL)).toEqual(verdicts);
  });

  test('takes what is left of an ETA for the same promise', () => {
    const later = { ...FULL, now: new Date('2026-11-24T01:57:00Z') };
    expect(show('He is there in about twenty-five minutes.', later)).toEqual([
      'duration backed by dispatch-1',
    ]);
    expect(show('He is there in about ten minutes.', later)).toEqual(['duration wrong']);
  });

  test('knows no ETA before a human has acknowledged', () => {
    const paging = { ...FULL, dispatches: FULL.dispatches.map((one) => ({ ...one, isAcknowledged: false })) };
    expect(show('Rafael is on the way and is there in forty minutes.', paging)).toEqual([
      'technician unbacked',
      'claim unbacked',
      'duration unbacked',
    ]);
  });
});

describe('claims', () => {
  const DEEDS = [
    ["You're all set.", 'booking-1'],
    ['A technician is on the way.', 'dispatch-1'],
    ['The technician will be there.', 'dispatch-1'],
    ["I've sent you a text.", 'text-1'],
    ["I've taken your message.", 'message-1'],
    ["I've paged the on-call plumber.", 'message-1'],
    ["I'm transferring you now.", 'transfer-1'],
    ['Someone will call you back.', 'callback-1'],
    ['There is no charge for members.', 'discount-1'],
  ] as const;

  test.each(DEEDS)('backs %j by %s, and by nothing before it happened', (text, toolResultId) => {
    expect(show(text, FULL)).toEqual([`claim backed by ${toolResultId}`]);
    expect(show(text, EMPTY)).toEqual(['claim unbacked']);
  });

  test('never believes that it called 911', () => {
    expect(show("I've called 911 for you.", FULL)).toEqual(['claim unbacked']);
  });

  test('backs a move only when a visit was moved', () => {
    const moved = ledgerWith({
      windows: [windowAt('2026-11-24T13:00:00Z', 'moved-from'), windowAt('2026-11-24T17:00:00Z', 'booked')],
    });
    expect(show("I've moved your visit.", moved)).toEqual(['claim backed by booked']);
    expect(show("I've moved your visit.", BOOKED)).toEqual(['claim unbacked']);
  });

  test('lets only the technician be named whom a tool named', () => {
    expect(show('Rafael has your address.', FULL)).toEqual(['technician backed by dispatch-1']);
    expect(show('Ana has your address.', FULL)).toEqual(['technician wrong']);
    expect(show('Your technician is Kevin.', FULL)).toEqual(['technician wrong']);
    expect(show('Ana has your address.', EMPTY)).toEqual(['technician unbacked']);
  });
});

describe('what states no fact', () => {
  const HARMLESS: [SpokenLanguage, string][] = [
    [
      'en',
      "Thanks for calling Oak and Iron. I'm Oak and Iron's AI assistant and this call is recorded. If anyone's in danger, hang up and call 911. What's going on?",
    ],
    [
      'en',
      "Please leave the building now, don't touch any switches, and once you're well outside call 911 and your gas company.",
    ],
    ['en', 'Get everyone out into fresh air right now and call 911 from outside.'],
    ['en', "Stay far back, at least 35 feet, and call 911. Don't touch anything it touches."],
    ['en', 'Turn the main valve clockwise until it stops, usually where the pipe enters or by the meter.'],
    ['en', "I'm sorry, that sounds stressful. What's the ZIP code there?"],
    ['en', 'One moment, let me look that up for you.'],
    ['en', "You're at 2280 Glenmawr Avenue, apartment two twelve, 43202, right?"],
    ['en', 'I have six one four, five five five, oh one one five. Is that right?'],
    ['en', 'Is the number ending in zero one one five the best one?'],
    ['en', 'How old is the water heater, and is it a 50 gallon one?'],
    ['en', "I can't call 911 for you. Please hang up and call them first."],
    [
      'en',
      "I don't have a price for that; the technician quotes the repair in writing before any work starts.",
    ],
    ['en', 'Would you like me to book that?'],
    [
      'en',
      'May I text you about this visit? Message and data rates may apply; reply STOP to stop, HELP for help.',
    ],
    ['en', "No, I'm an AI assistant."],
    ['en', "I can't take card numbers on this call."],
    [
      'es',
      'Salgan del edificio ahora mismo, no toquen ningún interruptor y, ya afuera, llamen al 911 y a la compañía de gas.',
    ],
    [
      'es',
      'Cierre la llave principal del agua, girando a la derecha, solo si puede llegar sin tocar agua cerca de electricidad.',
    ],
    ['es', '¿Cuál es su código postal?'],
    ['es', 'Un momento, por favor.'],
    ['es', 'No puedo llamar al 911 por usted.'],
    ['es', '¿Quiere que le reserve esa hora?'],
  ];

  test.each(HARMLESS)('(%s) %j', (language, text) => {
    expect(show(text, EMPTY, language)).toEqual([]);
  });
});

describe('what the clock says now', () => {
  test('promises nothing', () => {
    const local = new Intl.DateTimeFormat('en-US', {
      timeStyle: 'short',
      timeZone: EMPTY.timeZone,
    }).format(EMPTY.now);
    expect(show(`It is ${local} now.`, SLOTS)).toEqual(['time backed']);
  });

  test('is no excuse for another time', () => {
    expect(show('It is 4:44 PM now.', SLOTS)).toEqual(['time wrong']);
  });
});

describe("the caller's own figure", () => {
  const ASKED = addCallerWords(QUOTED, { text: 'can you do it for ninety-nine dollars', language: 'en' });

  test.each([
    'No problem we can do it for ninety-nine dollars.',
    'You got it for ninety-nine dollars.',
    "Don't worry it's ninety-nine dollars.",
    "It won't be more than ninety-nine dollars.",
  ])('is not promised by %j', (text) => {
    expect(show(text, ASKED)).toEqual(['amount wrong']);
  });
});
