import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { bookSlot, getSlots } from '../booking/index.ts';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { tellPrice } from '../testing/visits.ts';
import {
  claimMediaStream,
  finishCall,
  readConversation,
  resumeCall,
  setHandover,
  writeJournal,
} from './index.ts';

const TURN = { kind: 'turn', endedAt: null, heardMs: null, isInterrupted: false } as const;

async function say({ ctx, call }: PlacedCall): Promise<void> {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 3, 0, seconds));
  await writeJournal(ctx, [
    {
      ...TURN,
      callId: call.id,
      itemId: 'b',
      speaker: 'caller',
      text: 'My basement is flooding',
      startedAt: at(9),
    },
    { ...TURN, callId: call.id, itemId: 'a', speaker: 'agent', text: "What's going on?", startedAt: at(1) },
    { ...TURN, callId: call.id, itemId: 'c', speaker: 'caller', text: '', startedAt: at(12) },
  ]);
}

test('reconnects twice with the conversation so far and a fresh token, then gives up', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { callSid } = placed.call;
  await say(placed);
  for (const attempt of [1, 2]) {
    const result = await resumeCall(world.system, { callSid });
    if (result.next !== 'reconnect') throw new Error(result.next);
    expect(result).toMatchObject({
      attempt,
      agent: { name: 'After-hours receptionist' },
      business: { slug: 't_oak' },
      call: { id: placed.call.id },
      conversation: [
        { speaker: 'agent', text: "What's going on?" },
        { speaker: 'caller', text: 'My basement is flooding' },
      ],
      facts: [],
    });
    const claimed = await claimMediaStream(world.system, { callSid, token: result.mediaToken });
    expect(claimed).toMatchObject({ ok: true });
  }
  expect(await resumeCall(world.system, { callSid })).toMatchObject({
    next: 'give-up',
    call: { id: placed.call.id },
  });
});

test('of ten requests at once no more than two reconnect', async () => {
  await using world = await createDemoWorld();
  const { call } = await world.placeCall();
  const resume = () => resumeCall(world.system, { callSid: call.callSid });
  const results = await Promise.all(Array.from({ length: 10 }, resume));
  const attempts = results.flatMap((result) => (result.next === 'reconnect' ? [result.attempt] : []));
  expect(attempts.toSorted()).toEqual([1, 2]);
  expect(results.filter((result) => result.next === 'give-up')).toHaveLength(8);
});

test('tells the agent what was booked and what is held, in words', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const offered = await getSlots(ctx, { callId: call.id, trade: 'plumbing', zip: '43215' });
  if (!offered.ok || !offered.slots[0]) throw new Error('No slots');
  const who = { name: 'Marla Quint', phone: '6145550101', addressLine: '2280 Glenmawr Ave', zip: '43214' };
  const taken = offered.slots[0];
  await tellPrice({ ctx, call }, { zip: who.zip, visitAt: taken.startsAt });
  await bookSlot(ctx, { callId: call.id, slotId: taken.slotId, problem: 'Leak', ...who });
  const again = await getSlots(ctx, { callId: call.id, trade: 'hvac', zip: '43215', limit: 1 });
  const kept = again.ok ? again.slots[0] : undefined;
  const { facts } = await readConversation(ctx, { callId: call.id });
  expect(facts).toEqual([
    `Booked: plumbing visit on ${taken.speakable} with Ben Kowalski, for Marla Quint at 2280 Glenmawr Ave, ZIP 43214.`,
    `Offered, not booked: hvac visit on ${kept?.speakable}, slot id ${kept?.slotId}.`,
  ]);
  world.clock.advance(5 * 60_000);
  expect((await readConversation(ctx, { callId: call.id })).facts).toHaveLength(1);
});

test('follows the word that the agent left, until it is taken back', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const resume = () => resumeCall(world.system, { callSid: call.callSid });
  await setHandover(ctx, { callId: call.id, handover: { kind: 'hang-up' } });
  expect(await resume()).toEqual({ next: 'hang-up' });
  const to = PhoneNumber.parse('+16145550190');
  const transfer = { kind: 'transfer', to, technicianName: 'Ana', isAccepted: false } as const;
  await setHandover(ctx, { callId: call.id, handover: transfer });
  expect(await resume()).toMatchObject({
    next: 'transfer',
    to,
    technicianName: 'Ana',
    call: { id: call.id },
  });
  await setHandover(ctx, { callId: call.id, handover: null });
  expect(await resume()).toMatchObject({ next: 'reconnect', attempt: 1 });
});

test('a finished call is finished, whatever word was left, and an unknown one unknown', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  await setHandover(ctx, { callId: call.id, handover: { kind: 'hang-up' } });
  const ending = { outcome: 'booked', reason: 'slot_booked', endedAt: world.clock.now() } as const;
  await finishCall(ctx, { callId: call.id, ...ending });
  expect(await resumeCall(world.system, { callSid: call.callSid })).toEqual({ next: 'finished' });
  expect(await resumeCall(world.system, { callSid: 'CA-nobody' })).toEqual({ next: 'unknown-call' });
});
