import { NotFound } from '@afterhourfix/foundation';
import { BookingId, PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { cancelBooking, confirmWithCalendar } from '../booking/index.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { createScriptedCalendar } from '../testing/scripted-calendar.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import { bookOffer, offerSlot } from '../testing/visits.ts';
import { pageUnconfirmedBooking } from './index.ts';

const ON_CALL = PhoneNumber.parse('+16025550190');

async function promiseVisit(world: DemoWorld) {
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const slot = await offerSlot(placed, { calendar });
  calendar.away.set('book', 'before').set('findBooking', 'before').set('cancel', 'before');
  const booked = await bookOffer(placed, slot, { calendar });
  if (!booked.ok) throw new Error(booked.refusal);
  return { ...placed, calendar, slot, bookingId: booked.booking.id };
}

test('the on-call person reads whom to call about a visit that is not in the calendar, once', async () => {
  await using world = await createDemoWorld();
  const { ctx, slot, bookingId } = await promiseVisit(world);
  const outbox = createOutbox([]);
  expect(await pageUnconfirmedBooking(ctx, { bookingId }, outbox)).toEqual({ ok: true, isRepeat: false });
  expect(await pageUnconfirmedBooking(ctx, { bookingId }, outbox)).toEqual({ ok: true, isRepeat: true });
  expect(outbox.texts).toMatchObject([{ to: ON_CALL }]);
  expect(outbox.texts[0]?.body.split('\n')).toEqual([
    `${ctx.business.name}: a visit was promised by phone and is not in your calendar. Please call the customer.`,
    `When: ${slot.speakable}.`,
    'Who: Alex Romero, +16025550107.',
  ]);
});

test('a cancellation that the calendar never heard of is told as one', async () => {
  await using world = await createDemoWorld();
  const { ctx, call, calendar, bookingId } = await promiseVisit(world);
  await cancelBooking(ctx, { bookingId, callId: call.id, agreedFeeCents: 0 }, calendar);
  world.clock.advance(30 * 60_000);
  expect(await confirmWithCalendar(ctx, { bookingId }, calendar)).toBe('asked-a-human');
  const outbox = createOutbox([]);
  await pageUnconfirmedBooking(ctx, { bookingId }, outbox);
  expect(outbox.texts[0]?.body).toContain('was cancelled by phone and may still stand in your calendar');
});

test('a visit that stands there otherwise than agreed is told with its address', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const booked = await bookOffer(placed, await offerSlot(placed, { calendar }), { calendar });
  const outbox = createOutbox([]);
  const bookingId = booked.ok ? booked.booking.id : BookingId.parse('0197a000-0000-7000-8000-000000000999');
  await pageUnconfirmedBooking(placed.ctx, { bookingId }, outbox);
  expect(outbox.texts[0]?.body).toContain('stands otherwise in your calendar than it was agreed by phone');
  expect(outbox.texts[0]?.body).toContain('Where: 1412 W Hayward Ave, 85021.');
});

test('a booking that does not exist pages nobody', async () => {
  await using world = await createDemoWorld();
  const bookingId = BookingId.parse('0197a000-0000-7000-8000-000000000999');
  const paging = pageUnconfirmedBooking(await world.contextOf('mesa'), { bookingId }, createOutbox([]));
  await expect(paging).rejects.toBeInstanceOf(NotFound);
});
