import {
  createSpokenFactsLedger,
  type Judgement,
  type SpokenFactsLedger,
  SpokenSentence,
  type StandingNews,
} from '@afterhourfix/domain';
import { describe, expect, test } from 'vitest';
import { type ProgressKind, toNewsLine, toProgressLine } from './dispatch-lines.ts';

const TIME_ZONE = 'America/New_York';
const NOW = new Date('2026-11-24T07:02:00Z');
const ARRIVES_BY = new Date('2026-11-24T07:40:00Z');
const ARRIVAL = {
  technicianName: 'Ben Kowalski',
  time: { en: '2:40 in the morning', es: 'las 2:40 de la madrugada' },
};
const LANGUAGES = ['en', 'es'] as const;
const NEWS: readonly StandingNews[] = ['coming', 'later', 'sooner', 'given-back', 'nobody', 'not-approved'];
const TIMED: readonly StandingNews[] = ['coming', 'later', 'sooner'];
const PROGRESS: readonly ProgressKind[] = [
  'first',
  'next',
  'everybody',
  'owner',
  'owner-asked',
  'waiting',
  'still-waiting',
];

const knownTechnicianNames = ['Ben Kowalski', 'Dee Marshall'];
const nobodyYet: SpokenFactsLedger = {
  ...createSpokenFactsLedger({ timeZone: TIME_ZONE, now: NOW, knownTechnicianNames, phoneNumbers: [] }),
  dispatches: [
    { toolResultId: 'd1', isAcknowledged: false, technicianName: null, etaMinutes: [], arrivesBy: null },
  ],
};
const acknowledged: SpokenFactsLedger = {
  ...nobodyYet,
  dispatches: [
    {
      toolResultId: 'd1',
      isAcknowledged: true,
      technicianName: 'Ben Kowalski',
      etaMinutes: [25, 35],
      arrivesBy: ARRIVES_BY,
    },
  ],
};

function judge(text: string, language: 'en' | 'es', ledger: SpokenFactsLedger): Judgement[] {
  const sentence = new SpokenSentence(language);
  return [...sentence.push(text, ledger), ...sentence.end(ledger)];
}
const doubted = (judgements: readonly Judgement[]) =>
  judgements.filter(({ verdict }) => verdict !== 'backed').map(({ kind, finding }) => ({ kind, finding }));

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(NEWS)(
    'the news "%s" is backed by what the dispatch says, for one job and for one of several',
    (news) => {
      for (const trade of [null, 'garage_door']) {
        const line = toNewsLine({ news, arrival: TIMED.includes(news) ? ARRIVAL : null, trade }, language);
        expect(doubted(judge(line, language, TIMED.includes(news) ? acknowledged : nobodyYet))).toEqual([]);
      }
    },
  );

  test.each(TIMED)(
    'the news "%s" is kept as a promise of a time and of who comes, and needs a yes',
    (news) => {
      const line = toNewsLine({ news, arrival: ARRIVAL, trade: null }, language);
      const kinds = judge(line, language, acknowledged).map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['time', 'technician']));
      expect(doubted(judge(line, language, nobodyYet))).not.toEqual([]);
    },
  );

  test('the owner comes without a name', () => {
    const arrival = { ...ARRIVAL, technicianName: null };
    const line = toNewsLine({ news: 'coming', arrival, trade: null }, language);
    expect(doubted(judge(line, language, acknowledged))).toEqual([]);
  });

  test.each(PROGRESS)('the progress "%s" promises nobody and no time', (kind) => {
    expect(judge(toProgressLine(kind, language), language, nobodyYet)).toEqual([]);
  });
});
