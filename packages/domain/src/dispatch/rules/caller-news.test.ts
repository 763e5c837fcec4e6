import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CallerNews, type DispatchStanding, findCallerNews } from './caller-news.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 3, minutes));
const coming = (minutes: number): DispatchStanding => ({ phase: 'acknowledged', arrivesBy: at(minutes) });
const open: DispatchStanding = { phase: 'paging', arrivesBy: null };

test.each<[string, DispatchStanding, number | null, CallerNews['kind'] | null]>([
  ['nobody has said yes', open, null, null],
  ['somebody has said yes', coming(30), null, 'dispatch-eta'],
  ['nothing has changed', coming(30), 30, null],
  ['it is a quarter of an hour later', coming(45), 30, null],
  ['it is more than that later', coming(46), 30, 'slip-notice'],
  ['it is much earlier', coming(14), 30, 'dispatch-eta'],
  ['they are late, and a quarter of an hour is not over', coming(-15), -15, null],
  ['they are later than that', coming(-16), -16, 'dispatch-late'],
  ['they are late whom nobody was told of', coming(-16), null, 'dispatch-late'],
  ['they have given it back', open, 30, 'dispatch-returned'],
  ['nobody is left', { ...open, phase: 'exhausted' }, null, 'dispatch-exhausted'],
  ['it is called off', { ...open, phase: 'cancelled' }, 30, 'dispatch-called-off'],
  ['they are there', { ...coming(30), phase: 'arrived' }, -60, null],
])('when %s', (_what, dispatch, told, kind) => {
  const news = findCallerNews(dispatch, { told: told === null ? null : at(told), now: at(0) });
  expect(news?.kind ?? null).toBe(kind);
});

test('who was told a time is not told again until it is wrong', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 240 }), fc.integer({ min: -240, max: 240 }), (first, change) => {
      const dispatch = coming(first + change);
      const news = findCallerNews(dispatch, { told: at(first), now: at(0) });
      if (first + change < -15) expect(news?.kind).toBe('dispatch-late');
      else expect(news !== null).toBe(Math.abs(change) > 15);
      if (news && 'arrivesBy' in news && news.kind !== 'dispatch-late')
        expect(findCallerNews(dispatch, { told: news.arrivesBy, now: at(0) })).toBeNull();
    }),
  );
});
