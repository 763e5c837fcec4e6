import { ManualClock } from '@afterhourfix/foundation';
import type { RealtimeEvent } from '@afterhourfix/integrations/openai-realtime';
import { expect, test } from 'vitest';
import { LAST_COST_LIMIT_MS, LastCost } from './last-cost.ts';

const USAGE = {
  inputTextTokens: 1,
  inputAudioTokens: 2,
  cachedTextTokens: 0,
  cachedAudioTokens: 0,
  outputTextTokens: 3,
  outputAudioTokens: 4,
};
const created = (responseId: string): RealtimeEvent => ({
  type: 'response-created',
  responseId,
  metadata: {},
});
const done = (responseId: string): RealtimeEvent => ({
  type: 'response-done',
  responseId,
  status: 'cancelled',
  reason: 'client_cancelled',
  errorMessage: null,
  usage: USAGE,
});
const transcribed: RealtimeEvent = {
  type: 'caller-transcript-completed',
  itemId: 'i1',
  text: 'bye',
  cost: { usage: USAGE, billedMs: null },
};

type Happening = RealtimeEvent | number | 'lost';
const STORIES: [story: string, responseId: string | null, happenings: Happening[], told: string[]][] = [
  [
    'what runs is cancelled and its cost told, then it is over',
    'r1',
    [done('r1'), done('r1'), 'lost', 60_000],
    ['cancel r1', 'response r1 cancelled', 'over'],
  ],
  [
    'what was only asked for is cancelled when it begins',
    null,
    [created('r1'), done('r1')],
    ['cancel r1', 'response r1 cancelled', 'over'],
  ],
  [
    'the end of another response is told and not taken for the last',
    'r2',
    [done('r1'), done('r2')],
    ['cancel r2', 'response r1 cancelled', 'response r2 cancelled', 'over'],
  ],
  [
    'a transcript that is late is paid for too',
    'r1',
    [transcribed, done('r1')],
    ['cancel r1', 'transcription i1 completed', 'response r1 cancelled', 'over'],
  ],
  [
    'what the engine never tells is lost',
    'r1',
    [LAST_COST_LIMIT_MS - 1, 1, done('r1')],
    ['cancel r1', 'response r1 lost', 'over'],
  ],
  ['what never began cost nothing', null, [LAST_COST_LIMIT_MS], ['over']],
  [
    'with the connection goes what it would have told',
    'r1',
    ['lost'],
    ['cancel r1', 'response r1 lost', 'over'],
  ],
];

test.each(STORIES)('%s', (_story, responseId, happenings, expected) => {
  const clock = new ManualClock();
  const told: string[] = [];
  const cost = new LastCost({
    clock,
    models: { response: 'm', transcription: 't' },
    responseId,
    cancel: (id) => told.push(`cancel ${id}`),
    report: ({ purpose, turnId, status }) => told.push(`${purpose} ${turnId} ${status}`),
    onOver: () => told.push('over'),
  });
  for (const happening of happenings) {
    if (happening === 'lost') cost.connectionLost();
    else if (typeof happening === 'number') clock.advance(happening);
    else cost.received(happening);
  }
  expect(told).toEqual(expected);
});

test('does nothing more once disposed', () => {
  const clock = new ManualClock();
  const told: string[] = [];
  const cost = new LastCost({
    clock,
    models: { response: 'm', transcription: 't' },
    responseId: 'r1',
    cancel: () => undefined,
    report: () => told.push('report'),
    onOver: () => told.push('over'),
  });
  cost[Symbol.dispose]();
  cost.received(done('r1'));
  clock.advance(60_000);
  expect(told).toEqual([]);
});
