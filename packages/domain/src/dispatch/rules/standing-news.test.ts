import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSpeakableInstant, toSpeakableTime } from './arrival-estimate.ts';
import { findStandingNews, type Standing, type StandingNews } from './standing-news.ts';

const AT = new Date('2026-11-24T07:40:00Z');
const LATER = new Date('2026-11-24T08:10:00Z');
const ASKING: Standing = { kind: 'asking', rung: 0, asks: 'technician' };
const NEXT: Standing = { kind: 'asking', rung: 1, asks: 'everybody' };
const OWNER: Standing = { kind: 'asking-owner' };
const BEN: Standing = { kind: 'coming', by: 'ben', arrivesBy: AT };
const BEN_LATER: Standing = { ...BEN, arrivesBy: LATER };
const DEE: Standing = { kind: 'coming', by: 'dee', arrivesBy: AT };
const DRY: Standing = { kind: 'nobody', why: 'exhausted' };
const REFUSED: Standing = { kind: 'nobody', why: 'not-approved' };
const OVER: Standing = { kind: 'over' };

test.each<[string, Standing, Standing, StandingNews | null]>([
  ['the next is asked', ASKING, NEXT, null],
  ['the owner agrees and somebody is asked', OWNER, ASKING, null],
  ['somebody says yes', ASKING, BEN, 'coming'],
  ['the same stands', BEN, { ...BEN }, null],
  ['they need longer', BEN, BEN_LATER, 'later'],
  ['they are sooner there', BEN_LATER, BEN, 'sooner'],
  ['somebody else comes', BEN, DEE, 'coming'],
  ['they cannot go after all', BEN, NEXT, 'given-back'],
  ['everybody was asked', NEXT, DRY, 'nobody'],
  ['the owner refuses', OWNER, REFUSED, 'not-approved'],
  ['it stays so', DRY, { ...DRY }, null],
  ['somebody wakes up after all', DRY, DEE, 'coming'],
  ['nobody is left after somebody gave it back', BEN, DRY, 'nobody'],
  ['they are there', BEN, OVER, null],
])('%s', (_what, told, stands, news) => {
  expect(findStandingNews(told, stands)).toBe(news);
});

test.each([ASKING, NEXT, OWNER, BEN, BEN_LATER, DEE, DRY, REFUSED, OVER])(
  'who was told what stands has no news',
  (standing) => {
    expect(findStandingNews(standing, standing)).toBeNull();
  },
);

describe('the time by which somebody comes', () => {
  test('is never before what was reckoned, and at a full five minutes', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: AT, max: LATER }), (at) => {
        const said = toSpeakableInstant(at);
        const minutes = (said.getTime() - at.getTime()) / 60_000;
        expect(minutes).toBeGreaterThanOrEqual(0);
        expect(minutes).toBeLessThan(5);
        expect(said.getTime() % 300_000).toBe(0);
      }),
    );
  });

  test.each([
    ['2026-11-24T07:40:00Z', '2:40 in the morning', 'las 2:40 de la madrugada'],
    ['2026-11-24T18:05:00Z', '1:05 in the afternoon', 'la 1:05 de la tarde'],
    ['2026-11-25T03:55:00Z', '10:55 at night', 'las 10:55 de la noche'],
    ['2026-11-24T05:00:00Z', '12:00 in the morning', 'las 12:00 de la madrugada'],
  ])('at %s is said as a person says it', (at, en, es) => {
    expect(toSpeakableTime(new Date(at), 'America/New_York')).toEqual({ en, es });
  });
});
