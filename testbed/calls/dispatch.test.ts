import { setDispatchPolicy } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import type { MindContext } from '../simulators/openai-realtime/index.ts';
import type { Caller } from '../world/caller.ts';
import { BEN, DEE, type DispatchWorld, startDispatchWorld } from '../world/dispatch-world.ts';

const CALLER = '+16145550115';
const NEIGHBOUR = '+16145550116';
const LIMIT_MS = 90_000;
const SLEEPS = { kind: 'no-answer' } as const;

async function callForHelp({ world }: DispatchWorld, from = CALLER): Promise<Caller> {
  const caller = await world.placeCall({ from });
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('water is everywhere please send somebody');
  return caller;
}
const said = (caller: Caller) => caller.heard.map(({ words }) => words).join(' ');
const outcomes = ({ world }: DispatchWorld) =>
  world.rows('select outcome, outcome_reason from calls order by id');
const pages = ({ world }: DispatchWorld) =>
  world.rows<{ kind: string; to_number: string }>('select kind, to_number from dispatch_pages order by id');

test('a pipe bursts at midnight: the first technician sleeps, the second takes it by telephone, and the caller hears who and by when', {
  timeout: LIMIT_MS,
}, async () => {
  await using night = await startDispatchWorld({
    rungMs: 3_000,
    callees: { [BEN]: SLEEPS, [DEE]: { kind: 'answers', presses: ['1', '25'] } },
  });
  await night.agree(BEN, 'calls');
  await night.agree(DEE, 'calls');
  await using _worker = await night.startWorker();
  const caller = await callForHelp(night);
  await caller.untilHeard(/Dee Marshall is coming to you and will be there by \d+:[0-5][05]/, 40_000);
  await caller.call.untilEnded();
  // Before the yes there is neither a name nor a time.
  const [before = ''] = said(caller).split('Dee Marshall');
  expect(before).toContain('on call');
  expect(before).not.toMatch(/Ben|Kowalski|on (?:his|her|the) way|by \d/);
  expect(said(caller)).toMatch(/Goodbye/);
  expect(await outcomes(night)).toEqual([{ outcome: 'dispatched', outcome_reason: 'technician_sent' }]);
  const promises = await night.world.rows<{ kind: string }>('select distinct kind from spoken_promises');
  expect(promises.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['eta', 'technician']));
  const calls = await night.world.rows(
    'select to_number, answer, eta_minutes from technician_calls order by id',
  );
  expect(calls).toContainEqual({ to_number: DEE, answer: 'taken', eta_minutes: 25 });
  expect((await pages(night)).map(({ kind, to_number }) => [kind, to_number])).toEqual(
    expect.arrayContaining([
      ['offer', BEN],
      ['offer', DEE],
      ['confirmed', DEE],
      ['taken', BEN],
    ]),
  );
});

test('a ladder runs dry: the caller hears at once that nobody comes, and what is left', {
  timeout: LIMIT_MS,
}, async () => {
  await using night = await startDispatchWorld({ rungMs: 1_500 });
  await using _worker = await night.startWorker();
  const caller = await callForHelp(night);
  await caller.untilHeard(/asked everyone on call, and nobody has taken the job/, 40_000);
  expect(said(caller)).toMatch(/reach a person, take a message/);
  expect(said(caller)).not.toMatch(/coming to you|will be there/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  await expect
    .poll(() => outcomes(night))
    .toEqual([{ outcome: 'escalation_exhausted', outcome_reason: 'no_ack' }]);
});

test('two callers with one burst main: one incident, one truck, one page, and both are told', {
  timeout: LIMIT_MS,
}, async () => {
  await using night = await startDispatchWorld({ rungMs: 60_000 });
  await using _worker = await night.startWorker();
  const first = await callForHelp(night);
  await expect.poll(() => night.textsTo(BEN).length, { timeout: 20_000 }).toBe(1);
  const second = await callForHelp(night, NEIGHBOUR);
  await expect
    .poll(async () => (await night.world.rows('select id from dispatch_callers')).length, { timeout: 20_000 })
    .toBe(2);
  await night.text(BEN, '1 25');
  const coming = /Ben Kowalski is coming to you and will be there by/;
  await Promise.all([first.untilHeard(coming), second.untilHeard(coming)]);
  await Promise.all([first.call.untilEnded(), second.call.untilEnded()]);
  expect(await night.world.rows('select phase, taken_by is not null as is_taken from dispatches')).toEqual([
    { phase: 'acknowledged', is_taken: true },
  ]);
  expect((await pages(night)).filter(({ kind }) => kind === 'offer')).toEqual([
    { kind: 'offer', to_number: BEN },
  ]);
  const sent = { outcome: 'dispatched', outcome_reason: 'technician_sent' };
  await expect.poll(() => outcomes(night)).toEqual([sent, sent]);
});

test('a landlord says no: nobody is woken, and nobody is said to come', { timeout: LIMIT_MS }, async () => {
  const refuse = ({ conversation }: MindContext) => {
    const last = conversation.at(-1);
    if (last?.kind === 'result') return [{ say: 'This needs a yes from your landlord.' }];
    const hasLied = conversation.some(
      (item) => item.kind === 'system' && /no tool has told you/.test(item.text),
    );
    return [{ say: hasLied ? 'I can take a message.' : 'A plumber is on the way to you now.' }];
  };
  await using night = await startDispatchWorld({
    rungMs: 60_000,
    job: { callerRole: 'tenant' },
    reply: refuse,
  });
  await setDispatchPolicy(night.ctx, { tenantLimitCents: 10_000 });
  await using _worker = await night.startWorker();
  const caller = await callForHelp(night);
  await caller.untilHeard(/a yes from your landlord/);
  await caller.say('he says no');
  await caller.untilHeard(/take a message/);
  caller.call.hangUp();
  await caller.call.untilEnded();
  expect(said(caller)).toMatch(/don't have word yet that anyone is on the way/);
  expect(said(caller)).not.toMatch(/plumber is on the way/);
  expect(await night.world.rows('select id from dispatches')).toEqual([]);
  expect(night.world.rest.messages).toEqual([]);
});

test('a worker dies in the middle of a ladder, and the caller who waits hears of the next technician all the same', {
  timeout: LIMIT_MS,
}, async () => {
  await using night = await startDispatchWorld({ rungMs: 4_000 });
  const first = await night.startWorker();
  const caller = await callForHelp(night);
  await expect.poll(() => night.textsTo(BEN).length, { timeout: 20_000 }).toBe(1);
  await first[Symbol.asyncDispose]();
  await using _second = await night.startWorker();
  await expect.poll(() => night.textsTo(DEE).length, { timeout: 20_000 }).toBeGreaterThan(0);
  await night.text(DEE, '1 20');
  await caller.untilHeard(/Dee Marshall is coming to you/);
  await caller.call.untilEnded();
  expect(night.textsTo(BEN).filter((body) => body.includes('Reply 1'))).toHaveLength(1);
});

test('danger to life, and the caller hangs up: the page goes out all the same, and the caller is texted who comes', {
  timeout: LIMIT_MS,
}, async () => {
  await using night = await startDispatchWorld({ rungMs: 60_000, job: { severity: 'life_safety' } });
  await night.agree(CALLER, 'texts');
  const caller = await callForHelp(night);
  const asked = () => night.world.rows('select id from dispatches');
  await expect.poll(asked, { timeout: 20_000, interval: 20 }).toHaveLength(1);
  caller.call.hangUp();
  await caller.call.untilEnded();
  // Whoever sends pages was not even running.
  await using _worker = await night.startWorker();
  await expect.poll(() => night.textsTo(BEN).length, { timeout: 20_000 }).toBe(1);
  expect(night.textsTo(BEN)[0]).toContain('DANGER TO LIFE');
  await night.text(BEN, '1 15');
  await expect
    .poll(() => night.textsTo(CALLER).join('\n'), { timeout: 20_000 })
    .toMatch(/Ben Kowalski is coming to you, by/);
  const texts = () => night.world.rows('select kind, status from text_messages order by id');
  await expect.poll(texts, { timeout: 20_000 }).toEqual([
    { kind: 'dispatch-requested', status: 'delivered' },
    { kind: 'dispatch-eta', status: 'delivered' },
  ]);
});
