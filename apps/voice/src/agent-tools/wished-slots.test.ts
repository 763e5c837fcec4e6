import { createSpokenFactsLedger, judgeSpokenFacts } from '@afterhourfix/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueFacts } from '../call-session/issued-facts.ts';
import { AnsweredCalls, OAK_NUMBER } from '../testing/answered-call.ts';
import { runTool } from '../testing/run-tool.ts';

const PLUMBING = { trade: 'plumbing', zip: '43215' };
/** Sunday, 22 November 2026, 21:00 and Monday 00:40 in Columbus; the evening before the clocks go forward. */
const SUNDAY_EVENING = '2026-11-23T02:00:00Z';
const AFTER_MIDNIGHT = '2026-11-23T05:40:00Z';
const SPRING_FORWARD = '2027-03-14T03:10:00Z';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

async function callAt(at: string) {
  const placed = await calls.answer({ to: OAK_NUMBER });
  const clock = { ...placed.domain.clock, now: () => new Date(at) };
  const late = { ...placed, domain: { ...placed.domain, clock } };
  const run = async (name: string, input: object) => (await runTool(late, { name, input })).result;
  return { run, slots: (wish: object) => run('get_slots', { ...PLUMBING, ...wish }) };
}

const startsOf = (result: Record<string, unknown>): unknown[] =>
  Object(result).slots.map(({ startsAt }: { startsAt: string }) => startsAt);

describe('get_slots with a wish', () => {
  test('offers from the wished time on, and nothing before it', async () => {
    const { slots } = await callAt(SUNDAY_EVENING);
    expect(startsOf(await slots({ day: 'thursday', time: '12:00' }))[0]).toBe('2026-11-27T13:00:00.000Z');
    expect(startsOf(await slots({ day: 'tuesday', time: '12:00' }))[0]).toBe('2026-11-24T17:00:00.000Z');
    expect(startsOf(await slots({ day: 'Tomorrow' }))[0]).toBe('2026-11-23T13:00:00.000Z');
  });

  test('asks which day "tomorrow" is when it is said after midnight, and holds nothing', async () => {
    const { slots } = await callAt(AFTER_MIDNIGHT);
    expect(await slots({ day: 'tomorrow', time: '09:00' })).toEqual({
      refusal: 'ask-day',
      days: ['2026-11-23', '2026-11-24'],
    });
  });

  test.each([
    ['a day that is none', { day: 'someday' }, 'no-such-day'],
    ['a date that does not exist', { day: '2026-11-31' }, 'no-such-day'],
    ['a time that is over', { day: 'today', time: '08:00' }, 'past'],
    ['a day beyond the calendar', { day: '2028-01-01' }, 'too-far-ahead'],
  ])('refuses %s in a word', async (_what, wish, refusal) => {
    const { slots } = await callAt(SUNDAY_EVENING);
    expect(await slots(wish)).toEqual({ refusal });
  });

  test('says of an hour that the clocks jump over that it does not exist, and offers the next', async () => {
    const { slots } = await callAt(SPRING_FORWARD);
    const offered = await slots({ day: 'tonight', time: '02:30', isUrgent: true });
    expect(offered.note).toBe(
      'The clocks go forward that night, so 2:30 AM does not exist; the next is 3:30 AM.',
    );
    expect(startsOf(offered)[0]).toBe('2027-03-14T07:30:00.000Z');
  });

  test('gives a note in both languages, whose times the agent may say', async () => {
    const { slots } = await callAt(SPRING_FORWARD);
    const result = await slots({ day: 'tonight', time: '02:30', isUrgent: true });
    const now = new Date(SPRING_FORWARD);
    const empty = createSpokenFactsLedger({ timeZone: 'America/New_York', now });
    const ledger = issueFacts(empty, { toolCallId: 'c0', name: 'get_slots', result });
    const words = [
      { text: String(result.note), language: 'en' as const },
      { text: String(result.noteInSpanish), language: 'es' as const },
    ];
    for (const said of words) {
      const doubted = (known: typeof ledger) =>
        judgeSpokenFacts(said, known).filter(({ verdict }) => verdict !== 'backed');
      expect(doubted(ledger)).toEqual([]);
      expect(doubted(empty)).not.toEqual([]);
    }
  });

  test('comes at night only when it is urgent', async () => {
    const { slots } = await callAt(SUNDAY_EVENING);
    const wish = { day: 'tonight', time: '23:00' };
    expect(startsOf(await slots({ ...wish, isUrgent: true }))[0]).toBe('2026-11-23T04:00:00.000Z');
    expect(startsOf(await slots(wish))[0]).toBe('2026-11-23T13:00:00.000Z');
  });
});

describe('an offered slot', () => {
  async function offerTwo(at = SUNDAY_EVENING) {
    const placed = await callAt(at);
    const { slots } = await placed.slots({});
    // A cast: as the tool words it.
    const [first, second] = slots as { slotId: string }[];
    return { ...placed, first: first?.slotId, second: second?.slotId };
  }

  test('is kept five minutes longer, once, and the other offers are given back', async () => {
    const { run, first, second } = await offerTwo();
    const heldUntil = new Date(Date.parse(SUNDAY_EVENING) + 5 * 60_000).toISOString();
    expect(await run('hold_slot', { slotId: first })).toEqual({ heldUntil, isExtended: true });
    expect(await run('hold_slot', { slotId: first })).toEqual({ heldUntil, isExtended: false });
    const rows = await calls.rows(
      (await calls.answer()).domain,
      `select status from holds where id in ('${first}', '${second}') order by starts_at`,
    );
    expect(rows).toEqual([{ status: 'live' }, { status: 'released' }]);
  });

  test('is given back, also twice, and then is not kept', async () => {
    const { run, first } = await offerTwo();
    expect(await run('release_hold', { slotId: first })).toEqual({ released: true });
    expect(await run('release_hold', { slotId: first })).toEqual({ released: true });
  });

  test.each(['hold_slot', 'release_hold'])('of another call, or none, is unknown to %s', async (name) => {
    const { first } = await offerTwo();
    const stranger = await callAt(SUNDAY_EVENING);
    for (const slotId of [first, crypto.randomUUID(), 'the first one'])
      expect(await stranger.run(name, { slotId })).toEqual({ refusal: 'unknown-slot' });
  });
});
