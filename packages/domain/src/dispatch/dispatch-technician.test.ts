import { calls, dispatches, dispatchPages } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { removeTechnician } from '../booking/index.ts';
import { finishCall } from '../calls/index.ts';
import type { DomainContext } from '../context.ts';
import { setContactConsent } from '../customers/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import { technicianBySlug } from '../testing/visits.ts';
import {
  advanceDueLadders,
  type DispatchTechnicianInput,
  dispatchTechnician,
  getDispatchStatus,
  heedTechnicianAnswer,
  readDispatchFigures,
  recordTechnicianReply,
  sendDispatchPage,
  setDispatchPolicy,
  shareOutSurge,
} from './index.ts';

const BEN = PhoneNumber.parse('+16145550192');
const DEE = PhoneNumber.parse('+16145550194');
const OWNER = PhoneNumber.parse('+16145550199');
const MINUTE_MS = 60_000;

let world: DemoWorld;
let house = 0;
let placed: PlacedCall;
beforeAll(async () => {
  world = await createDemoWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  house += 1;
  placed = await world.placeCall();
});

/** A burst pipe in a house of its own for each test. */
const burst = (some: Partial<DispatchTechnicianInput> = {}): DispatchTechnicianInput => ({
  callId: placed.call.id,
  trade: 'plumbing',
  severity: 'property_damage',
  isVulnerable: false,
  jobTypes: ['plumbing.burst_pipe'],
  problem: 'A pipe has burst',
  addressLine: `${house} Elm Street`,
  zip: '43201',
  contactName: 'Marla Quint',
  contactPhone: PhoneNumber.parse('+16145550101'),
  ...some,
});

async function send(some: Partial<DispatchTechnicianInput> = {}): Promise<string> {
  const result = await dispatchTechnician(placed.ctx, burst(some));
  if (!result.ok) throw new Error(result.refusal);
  await advanceDueLadders(placed.ctx);
  return result.dispatchId;
}

const listPages = (dispatchId: string) =>
  placed.ctx.db.transaction((tx) =>
    tx
      .select()
      .from(dispatchPages)
      .where(eq(dispatchPages.dispatchId, dispatchId))
      .orderBy(asc(dispatchPages.id)),
  );
const told = async (dispatchId: string) =>
  (await listPages(dispatchId)).map(({ kind, toNumber }) => [kind, toNumber]);
const says = (from: PhoneNumber, text: string, ctx: DomainContext = placed.ctx) =>
  recordTechnicianReply(ctx, { from, text });
const status = async () => (await getDispatchStatus(placed.ctx, { callId: placed.call.id }))[0];
async function wait(minutes: number) {
  world.clock.advance(minutes * MINUTE_MS);
  await advanceDueLadders(placed.ctx);
}
/** Nobody is left on a job between two tests. */
async function finish(dispatchId: string, from: PhoneNumber) {
  await recordTechnicianReply(placed.ctx, { from, dispatchId, text: '5 real' });
}

describe('a technician sent at once', () => {
  test('is paged by a job, is named and timed only after their yes, and is told what is expected', async () => {
    const dispatchId = await send();
    expect(await told(dispatchId)).toEqual([['offer', BEN]]);
    expect(await status()).toMatchObject({ phase: 'paging', arrival: null });
    expect(await says(BEN, '1 25')).toMatchObject({ ok: true, dispatchId, became: 'acknowledged' });
    expect(await status()).toMatchObject({
      phase: 'acknowledged',
      arrival: {
        technicianSlug: 'tech_ben',
        technicianName: 'Ben Kowalski',
        usualMinutes: 25,
        veryLikelyMinutes: 35,
      },
    });
    const [, confirmed] = await listPages(dispatchId);
    expect(confirmed).toMatchObject({ kind: 'confirmed', body: expect.stringContaining('Elm Street by') });
    expect(await says(BEN, '3')).toMatchObject({ became: 'noted' });
    expect(await says(BEN, '4')).toMatchObject({ became: 'noted' });
    expect(await says(BEN, '5 false')).toMatchObject({ became: 'noted' });
    const [row] = await placed.ctx.db.transaction((tx) =>
      tx.select().from(dispatches).where(eq(dispatches.id, dispatchId)),
    );
    expect(row).toMatchObject({ phase: 'done', wasEmergency: false, arrivedAt: expect.any(Date) });
  });

  test('who sleeps is passed over after three minutes; who then wakes hears that the job is taken', async () => {
    const dispatchId = await send();
    await wait(2);
    expect(await told(dispatchId)).toEqual([['offer', BEN]]);
    await wait(1);
    expect(await told(dispatchId)).toEqual([
      ['offer', BEN],
      ['offer', DEE],
    ]);
    expect(await says(DEE, 'yes 20')).toMatchObject({ became: 'acknowledged' });
    expect(await says(BEN, '1')).toMatchObject({ became: 'taken' });
    const texts = (await told(dispatchId)).slice(2);
    expect(texts.toSorted()).toEqual([
      ['confirmed', DEE],
      ['taken', BEN],
    ]);
    await wait(30);
    expect(await told(dispatchId)).toHaveLength(4);
    await finish(dispatchId, DEE);
  });

  test('a no asks the next at once, and them never again', async () => {
    const dispatchId = await send();
    expect(await says(BEN, '2')).toMatchObject({ became: 'declined' });
    expect(await told(dispatchId)).toEqual([
      ['offer', BEN],
      ['offer', DEE],
    ]);
    await wait(3);
    await wait(3);
    expect((await told(dispatchId)).filter(([, to]) => to === BEN)).toHaveLength(1);
    expect((await told(dispatchId)).at(-1)).toEqual(['offer', OWNER]);
    expect(await says(OWNER, '1 40')).toMatchObject({ became: 'acknowledged' });
    expect(await status()).toMatchObject({ arrival: { technicianName: null, veryLikelyMinutes: 55 } });
    await finish(dispatchId, OWNER);
  });

  test('a ladder that runs dry is an outcome of its own, also of a call that has ended', async () => {
    await send();
    const { callId } = burst();
    const ending = {
      callId,
      outcome: 'abandoned',
      reason: 'caller_hung_up',
      endedAt: world.clock.now(),
    } as const;
    await finishCall(placed.ctx, ending);
    const readOutcome = async () => {
      const [call] = await placed.ctx.db.transaction((tx) =>
        tx.select().from(calls).where(eq(calls.id, callId)),
      );
      return [call?.outcome, call?.outcomeReason];
    };
    expect(await readOutcome()).toEqual(['dispatched', 'technician_sent']);
    for (let rung = 0; rung < 4; rung += 1) await wait(3);
    expect(await status()).toMatchObject({ phase: 'exhausted', arrival: null });
    expect(await readOutcome()).toEqual(['escalation_exhausted', 'no_ack']);
  });

  test('asked again the same call gets the same dispatch, however many ask at once', async () => {
    const many = await Promise.all(Array.from({ length: 5 }, () => dispatchTechnician(placed.ctx, burst())));
    expect(new Set(many.map((one) => one.ok && one.dispatchId)).size).toBe(1);
    expect(many.filter((one) => one.ok && !one.isRepeat)).toHaveLength(1);
    await advanceDueLadders(placed.ctx);
    const status = await getDispatchStatus(placed.ctx, { callId: placed.call.id });
    expect(await told(status[0]?.dispatchId ?? '')).toEqual([['offer', BEN]]);
  });

  test('a second caller of the house joins: one page, and whoever is asked hears of them', async () => {
    const dispatchId = await send();
    const second = await world.placeCall({ from: '+16145550177' });
    const joined = await dispatchTechnician(second.ctx, {
      ...burst({ callId: second.call.id, addressLine: `${house} Elm St, Apt 4`, contactName: 'Joe Lund' }),
    });
    expect(joined).toMatchObject({ ok: true, dispatchId, hasJoined: true });
    expect(await told(dispatchId)).toEqual([
      ['offer', BEN],
      ['more', BEN],
    ]);
    await says(BEN, '1 25');
    const [seen] = await getDispatchStatus(second.ctx, { callId: second.call.id });
    expect(seen).toMatchObject({ dispatchId, arrival: { technicianName: 'Ben Kowalski' } });
    await finish(dispatchId, BEN);
  });

  test('is refused where nobody goes, for what nobody does, and for a call that does not exist', async () => {
    expect(await dispatchTechnician(placed.ctx, burst({ zip: '43055' }))).toEqual({
      ok: false,
      refusal: 'outside-service-area',
    });
    const mesa = await world.placeCall({ to: 'mesa' });
    expect(
      await dispatchTechnician(mesa.ctx, burst({ callId: mesa.call.id, trade: 'roofing', zip: '85201' })),
    ).toEqual({ ok: false, refusal: 'not-our-trade' });
    const callId = CallId.parse('0197a000-0000-7000-8000-000000000999');
    await expect(dispatchTechnician(placed.ctx, burst({ callId }))).rejects.toThrow(NotFound);
  });

  test('a number of nobody, and words that nobody understands, change nothing', async () => {
    const dispatchId = await send();
    expect(await says(PhoneNumber.parse('+16145550100'), '1')).toEqual({ ok: false, refusal: 'not-asked' });
    expect(await says(BEN, 'who is this')).toEqual({ ok: false, refusal: 'not-understood' });
    expect(await status()).toMatchObject({ phase: 'paging' });
    await says(BEN, '1');
    await finish(dispatchId, BEN);
  });
});

describe('a page', () => {
  test('is texted once, and dropped when the job has been taken meanwhile', async () => {
    const dispatchId = await send();
    const [page] = await listPages(dispatchId);
    if (!page) throw new Error('Nobody was paged');
    const outbox = createOutbox();
    await sendDispatchPage(placed.ctx, { pageId: page.id }, { texts: outbox, calls: null });
    await sendDispatchPage(placed.ctx, { pageId: page.id }, { texts: outbox, calls: null });
    expect(outbox.texts).toMatchObject([{ to: BEN, body: expect.stringContaining('Reply 1') }]);
    await wait(3);
    const [, next] = await listPages(dispatchId);
    await says(BEN, '1 10');
    await sendDispatchPage(placed.ctx, { pageId: next?.id ?? '' }, { texts: outbox, calls: null });
    expect(outbox.texts).toHaveLength(1);
    await finish(dispatchId, BEN);
  });

  test('that a number takes for good neither by text nor by call asks the next at once', async () => {
    const dispatchId = await send();
    const [page] = await listPages(dispatchId);
    const ports = { texts: createOutbox([BEN]), calls: null };
    await sendDispatchPage(placed.ctx, { pageId: page?.id ?? '' }, ports);
    expect(await told(dispatchId)).toEqual([
      ['offer', BEN],
      ['offer', DEE],
    ]);
    await says(DEE, '1');
    await finish(dispatchId, DEE);
  });

  test('rings who has agreed to it too, without a word about who lives where', async () => {
    await setContactConsent(placed.ctx, {
      number: BEN,
      channel: 'voice_ai',
      purpose: 'dispatch',
      isGranted: true,
      wording: 'May our dispatch line call you about jobs?',
      callId: null,
      evidence: { form: 'signed' },
    });
    const dispatchId = await send();
    const [page] = await listPages(dispatchId);
    const summaries: string[] = [];
    const calls = {
      ring: async ({ summary }: { summary: string }) => ({ callSid: `CA${summaries.push(summary)}` }),
    };
    await sendDispatchPage(placed.ctx, { pageId: page?.id ?? '' }, { texts: createOutbox(), calls });
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).not.toMatch(/Elm|Marla|555/);
    await says(BEN, '1');
    await finish(dispatchId, BEN);
  });
});

describe('whose yes is needed', () => {
  const asking = (policy: Parameters<typeof setDispatchPolicy>[1]) =>
    setDispatchPolicy(placed.ctx, { ownerApprovesNightWakes: true, ...policy });
  const noLonger = () =>
    setDispatchPolicy(placed.ctx, {
      ownerApprovesNightWakes: false,
      onNoApproval: 'send',
      approvalMinutes: 3,
      tenantLimitCents: null,
    });
  const lastText = async (dispatchId: string) => (await listPages(dispatchId)).at(-1)?.body;

  test('the owner is asked at night when they want to be; nobody is woken before, and a no ends it', async () => {
    await asking({});
    const dispatchId = await send();
    expect(await told(dispatchId)).toEqual([['approval', OWNER]]);
    expect(await lastText(dispatchId)).toMatch(
      /would be woken[\s\S]*Reply 1 to send, 2 to refuse.*3 min we send/,
    );
    expect(await status()).toMatchObject({ phase: 'created', asksOwner: true });
    expect(await says(OWNER, '2')).toMatchObject({ became: 'refused' });
    expect(await status()).toMatchObject({ phase: 'cancelled', notSentBecause: 'owner-refused' });
    expect(await lastText(dispatchId)).toContain('nobody is sent');
    placed = await world.placeCall();
    const approved = await send({ addressLine: '900 Oak Street' });
    expect(await says(OWNER, '1')).toMatchObject({ became: 'approved' });
    expect((await told(approved)).slice(0, 2)).toEqual([
      ['approval', OWNER],
      ['offer', BEN],
    ]);
    await says(BEN, '1');
    await finish(approved, BEN);
    placed = await world.placeCall();
    const inDanger = await send({ addressLine: '902 Oak Street', severity: 'life_safety' });
    expect((await told(inDanger))[0]?.[0]).toBe('offer');
    await says(BEN, '1');
    await finish(inDanger, BEN);
    await noLonger();
  });

  test('without the owner’s answer their own rule decides, in their own time, and a late answer hears of it', async () => {
    await asking({ approvalMinutes: 5 });
    const sent = await send();
    await wait(4);
    expect(await told(sent)).toEqual([['approval', OWNER]]);
    await wait(1);
    expect((await told(sent)).at(-1)).toEqual(['offer', BEN]);
    expect(await says(OWNER, 'A2')).toMatchObject({ became: 'noted' });
    expect(await lastText(sent)).toContain('without your answer in time, technicians are being asked');
    await says(BEN, '1');
    await finish(sent, BEN);
    placed = await world.placeCall();
    await asking({ approvalMinutes: 5, onNoApproval: 'hold' });
    const held = await send({ addressLine: '903 Oak Street' });
    await wait(5);
    expect(await status()).toMatchObject({ phase: 'cancelled', notSentBecause: 'owner-did-not-answer' });
    await says(OWNER, 'A1');
    expect(await lastText(held)).toMatch(/nobody was sent.*The caller: \+16145550101/);
    await noLonger();
  });

  test('one character answers what the owner was asked last, and each of two questions is answered', async () => {
    const offered = await send();
    await wait(3);
    await wait(3);
    await wait(3);
    expect((await told(offered)).at(-1)).toEqual(['offer', OWNER]);
    await asking({});
    placed = await world.placeCall();
    const first = await send({ addressLine: '904 Oak Street' });
    placed = await world.placeCall();
    const second = await send({ addressLine: '905 Oak Street' });
    expect(await says(OWNER, '1')).toMatchObject({ dispatchId: second, became: 'approved' });
    expect(await says(OWNER, 'A2')).toMatchObject({ dispatchId: first, became: 'refused' });
    expect(await says(OWNER, '1')).toMatchObject({ dispatchId: offered, became: 'acknowledged' });
    await says(BEN, '1');
    await finish(second, BEN);
    await finish(offered, OWNER);
    await noLonger();
  });

  test('a call that ended while the owner was asked did not send anybody when they say no', async () => {
    await asking({});
    await send();
    const { callId } = burst();
    const ending = { outcome: 'abandoned', reason: 'caller_hung_up', endedAt: world.clock.now() } as const;
    await finishCall(placed.ctx, { callId, ...ending });
    const readOutcome = async () => {
      const [call] = await placed.ctx.db.transaction((tx) =>
        tx.select().from(calls).where(eq(calls.id, callId)),
      );
      return [call?.outcome, call?.outcomeReason];
    };
    expect(await readOutcome()).toEqual(['dispatched', 'technician_sent']);
    await says(OWNER, '2');
    expect(await readOutcome()).toEqual(['escalation_exhausted', 'no_ack']);
    await noLonger();
  });

  test('the owner who has agreed to it is rung too, and one key on that call answers', async () => {
    const number = OWNER;
    const wording = 'May our dispatch line call you?';
    const evidence = { form: 'signed' };
    const consent = { number, channel: 'voice_ai', purpose: 'dispatch', wording, evidence } as const;
    await setContactConsent(placed.ctx, { ...consent, isGranted: true, callId: null });
    await asking({});
    const dispatchId = await send();
    const [page] = await listPages(dispatchId);
    const rung: unknown[] = [];
    const calls = { ring: async (request: object) => ({ callSid: `CA${rung.push(request)}` }) };
    await sendDispatchPage(placed.ctx, { pageId: page?.id ?? '' }, { texts: createOutbox(), calls });
    expect(rung).toMatchObject([{ question: 'approval', to: OWNER }]);
    expect(JSON.stringify(rung)).toContain('May a plumbing technician go now');
    expect(JSON.stringify(rung)).not.toMatch(/Elm|Marla/);
    const pressed = { dispatchId, question: 'approval', to: OWNER, etaMinutes: null } as const;
    expect(await heedTechnicianAnswer(placed.ctx, { ...pressed, answer: 'taken' })).toEqual({
      isTakenByOther: false,
    });
    expect((await told(dispatchId))[1]).toEqual(['offer', BEN]);
    expect(await heedTechnicianAnswer(placed.ctx, { ...pressed, answer: 'declined' })).toEqual({
      isTakenByOther: true,
    });
    await says(BEN, '1');
    await finish(dispatchId, BEN);
    await noLonger();
  });

  test('whoever rents asks the landlord above the limit, whose no sends nobody', async () => {
    await setDispatchPolicy(placed.ctx, { tenantLimitCents: 10_000 });
    const send = (some: Partial<DispatchTechnicianInput>) => dispatchTechnician(placed.ctx, burst(some));
    expect(await send({})).toEqual({ ok: false, refusal: 'ask-caller-role' });
    expect(await send({ callerRole: 'tenant' })).toEqual({ ok: false, refusal: 'needs-approval' });
    const refused = await send({ callerRole: 'tenant', refusedBy: 'the landlord' });
    expect(refused).toEqual({ ok: false, refusal: 'approver-refused' });
    expect(await getDispatchStatus(placed.ctx, { callId: placed.call.id })).toEqual([]);
    const sent = await send({ callerRole: 'tenant', approvedBy: 'Mr. Lund' });
    expect(sent).toMatchObject({ ok: true });
    await advanceDueLadders(placed.ctx);
    const dispatchId = sent.ok ? sent.dispatchId : '';
    expect(await lastText(dispatchId)).toContain('The caller rents. Approved, says the caller, by Mr. Lund.');
    await says(BEN, '1');
    await finish(dispatchId, BEN);
    await noLonger();
  });
});

test('nobody goes to open a door for whoever cannot show that it is theirs, but to a child behind it', async () => {
  const lockout = (some: Partial<DispatchTechnicianInput> = {}) =>
    dispatchTechnician(
      placed.ctx,
      burst({ trade: 'locksmith', severity: 'urgent_comfort', jobTypes: ['locksmith.lockout'], ...some }),
    );
  expect(await lockout()).toEqual({ ok: false, refusal: 'ask-residence-proof' });
  expect(await lockout({ residenceProof: 'none' })).toEqual({ ok: false, refusal: 'no-residence-proof' });
  expect(await lockout({ residenceProof: 'id-with-address', contactName: null })).toEqual({
    ok: false,
    refusal: 'ask-name-on-id',
  });
  const sent = await lockout({ residenceProof: 'id-with-address' });
  await advanceDueLadders(placed.ctx);
  const [offer] = await listPages(sent.ok ? sent.dispatchId : '');
  expect(offer?.body).toContain("BEFORE you open: photo ID with this address, in the caller's name.");
  if (offer) await finish(offer.dispatchId, offer.toNumber);
  placed = await world.placeCall();
  house += 1;
  const child = await lockout({ severity: 'life_safety', contactName: null });
  await advanceDueLadders(placed.ctx);
  const [rescue] = await listPages(child.ok ? child.dispatchId : '');
  expect(rescue?.body).toContain('Open FIRST');
  if (rescue) await finish(rescue.dispatchId, rescue.toNumber);
});

describe('in a rush', () => {
  test('jobs are shared out together, the vulnerable before others, and danger to life waits for no round', async () => {
    await using rush = await createDemoWorld();
    const ctx = await rush.contextOf('oak');
    await setDispatchPolicy(ctx, { isSurge: true });
    const ask = async (some: Partial<DispatchTechnicianInput>) => {
      const { ctx: called, call } = await rush.placeCall();
      const made = await dispatchTechnician(called, { ...burst({ callId: call.id }), ...some });
      if (!made.ok) throw new Error(made.refusal);
      return made.dispatchId;
    };
    const ids = [
      await ask({ addressLine: '1 A Street' }),
      await ask({ addressLine: '2 B Street' }),
      await ask({ addressLine: '3 C Street', isVulnerable: true }),
      await ask({ addressLine: '4 D Street', severity: 'life_safety' }),
    ];
    await advanceDueLadders(ctx);
    const readPaged = () =>
      ctx.db.transaction(async (tx) => {
        const pages = await tx.select().from(dispatchPages).orderBy(asc(dispatchPages.id));
        return pages.map(({ dispatchId, technicianId }) => [ids.indexOf(dispatchId), technicianId]);
      });
    expect(await readPaged()).toEqual([[3, expect.any(String)]]);
    // Two plumbers for three jobs: the last of those alike waits.
    expect(await shareOutSurge(ctx)).toEqual({ started: 2 });
    const paged = (await readPaged()).slice(1);
    expect(paged.map(([index]) => index).toSorted()).toEqual([0, 2]);
    expect(new Set(paged.map(([, technicianId]) => technicianId)).size).toBe(2);
    rush.clock.advance(10 * MINUTE_MS);
    await advanceDueLadders(ctx);
    expect((await readPaged()).some(([index]) => index === 1)).toBe(true);
  });
});

test('figures tell false wakes, who was woken too often, and whether people came when it was said', async () => {
  await using fresh = await createDemoWorld();
  const { ctx, call } = await fresh.placeCall();
  await setDispatchPolicy(ctx, { monthlyWakeBudget: 1 });
  const say = (text: string) => recordTechnicianReply(ctx, { from: BEN, text });
  for (const [index, verdict] of ['5 real', '5 false'].entries()) {
    const again = index === 0 ? { ctx, call } : await fresh.placeCall();
    await dispatchTechnician(again.ctx, burst({ callId: again.call.id, addressLine: `${index} Ash Street` }));
    await advanceDueLadders(ctx);
    await say('1 20');
    fresh.clock.advance((index === 0 ? 20 : 60) * MINUTE_MS);
    await say('4');
    await say(verdict);
  }
  const figures = await readDispatchFigures(ctx, { since: new Date(0) });
  expect(figures).toMatchObject({ sent: 2, exhausted: 0, ackMinutes: 0, arrivedInTime: 0.5 });
  expect(figures.technicians).toContainEqual(
    expect.objectContaining({ name: 'Ben Kowalski', wakes: 2, isOverBudget: true }),
  );
});

test('people who come later than they say move by when the next caller is told that somebody is there', async () => {
  await using fresh = await createDemoWorld();
  const { ctx } = await fresh.placeCall();
  const sendAnother = async (index: number) => {
    const { call } = await fresh.placeCall();
    await dispatchTechnician(ctx, burst({ callId: call.id, addressLine: `${index} Birch Lane` }));
    await advanceDueLadders(ctx);
    await recordTechnicianReply(ctx, { from: BEN, text: '1 20' });
    const [told] = await getDispatchStatus(ctx, { callId: call.id });
    return told?.arrival?.veryLikelyMinutes;
  };
  expect(await sendAnother(0)).toBe(30);
  for (let index = 1; index <= 12; index += 1) {
    fresh.clock.advance(45 * MINUTE_MS);
    await recordTechnicianReply(ctx, { from: BEN, text: '4' });
    await recordTechnicianReply(ctx, { from: BEN, text: '5 real' });
    const told = await sendAnother(index);
    expect(told).toBeGreaterThanOrEqual(30);
  }
  fresh.clock.advance(45 * MINUTE_MS);
  await recordTechnicianReply(ctx, { from: BEN, text: '5 real' });
  expect(await sendAnother(99)).toBeGreaterThanOrEqual(45);
});

test('who keys in minutes after a bare yes reads by when they are expected then', async () => {
  const dispatchId = await send();
  await says(BEN, '1');
  await says(BEN, '25');
  const pages = await listPages(dispatchId);
  expect(pages.map(({ kind }) => kind)).toEqual(['offer', 'confirmed', 'change']);
  expect(pages.at(-1)?.body).toMatch(/: noted\. They expect you at .* by \d+:\d\d [AP]M\.$/);
  await finish(dispatchId, BEN);
});

test('whose yes came too late is asked again when the job is given back', async () => {
  const dispatchId = await send();
  await wait(3);
  await wait(3);
  await says(BEN, '1 20');
  expect(await says(DEE, '1 30')).toMatchObject({ became: 'taken' });
  const before = (await listPages(dispatchId)).length;
  await says(BEN, '2');
  const again = (await listPages(dispatchId)).slice(before).filter(({ kind }) => kind === 'offer');
  expect(again.map(({ toNumber }) => toNumber)).toContain(DEE);
  expect(again.map(({ toNumber }) => toNumber)).not.toContain(BEN);
  expect(await says(DEE, '1 30')).toMatchObject({ became: 'acknowledged' });
  await finish(dispatchId, DEE);
});

test('nobody is taken off the list while a caller waits for them', async () => {
  const dispatchId = await send();
  await says(BEN, '1 20');
  const technicianId = await technicianBySlug(placed.ctx, 'tech_ben');
  expect(await removeTechnician(placed.ctx, { technicianId })).toEqual({
    ok: false,
    refusal: 'on-a-job',
    dispatchIds: [dispatchId],
  });
  await finish(dispatchId, BEN);
});
