import { readPhoneDigits } from '../rules/foreign-numbers.ts';
import type { LedgerPublication, SpokenFactsLedger } from '../rules/ledger.ts';
import { addCallerWords, readPublishedFacts } from '../rules/read-spoken-facts.ts';
import { FULL, ledgerWith, OFFERED, QUOTE, windowAt } from '../testing/ledger-of-oak.ts';

const BOOKED = windowAt('2026-11-24T13:00:00Z', 'booked', 'booking-1');
const EDGE_QUOTE = {
  toolResultId: 'quote-2',
  totalCents: 17_300,
  lines: [
    { label: 'trip fee', amountCents: 4900 },
    { label: 'diagnostic fee', amountCents: 8900 },
    { label: 'outer-area fee', amountCents: 3500 },
  ],
};
const OFFER = ledgerWith({ quotes: [QUOTE], windows: OFFERED });
const VISIT = ledgerWith({ quotes: [QUOTE], windows: [...OFFERED, BOOKED] });
const ARTICLE =
  'The club costs $19 a month. Drain cleaning is $149. We open at 8 am. A quote expires in 30 minutes. The gas company is at 1-800-344-4077.';
const ANSWERS = [
  "Hi, this is Ana, I'm at 2280 Glenmawr Avenue.",
  'My number is 614 555 0162.',
  'Can you do it for ninety-nine dollars, at six thirty?',
];

/** What a sentence of the corpus is held against, by the name in its line. */
export const LEDGERS_OF_CORPUS: ReadonlyMap<string, SpokenFactsLedger> = new Map([
  ['empty', ledgerWith()],
  ['quoted', ledgerWith({ quotes: [QUOTE] })],
  ['edge', ledgerWith({ quotes: [EDGE_QUOTE] })],
  ['slots', ledgerWith({ windows: OFFERED })],
  ['spoke', ANSWERS.reduce((known, text) => addCallerWords(known, { text, language: 'en' }), OFFER)],
  ['booked', VISIT],
  ['rolling', ledgerWith({ dispatches: FULL.dispatches })],
  ['paging', ledgerWith({ messages: FULL.messages })],
  ['message', ledgerWith({ messages: [{ toolResultId: 'message-1', isPaged: false }] })],
  ['texted', { ...VISIT, textMessages: FULL.textMessages }],
  ['callback', ledgerWith({ callbacks: FULL.callbacks })],
  [
    'moved',
    ledgerWith({
      windows: [windowAt('2026-11-24T13:00:00Z', 'moved-from'), windowAt('2026-11-24T17:00:00Z', 'booked')],
    }),
  ],
  ['cancelled', ledgerWith({ windows: [windowAt('2026-11-24T13:00:00Z', 'cancelled')] })],
  ['transferred', ledgerWith({ transfers: FULL.transfers })],
  [
    'published',
    { ...ledgerWith({ publications: publicationsOf(ARTICLE) }), phoneNumbers: readPhoneDigits(ARTICLE) },
  ],
  ['full', FULL],
  ['refused', ledgerWith({ isRecordingRefused: true })],
]);

function publicationsOf(text: string): LedgerPublication[] {
  const answer = { toolResultId: 'knowledge-1', text };
  return (['en', 'es'] as const).map((language) =>
    readPublishedFacts(answer, { language, today: '2026-11-23' }),
  );
}
