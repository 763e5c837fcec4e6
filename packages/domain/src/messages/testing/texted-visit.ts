import { bookings, textMessages } from '@afterhourfix/database/schema';
import { VendorError } from '@afterhourfix/foundation';
import { PhoneNumber, type TextFailure, type TextMessageId } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import { setContactConsent } from '../../customers/index.ts';
import { createDemoWorld } from '../../testing/demo-world.ts';
import { bookOffer, offerSlot } from '../../testing/visits.ts';
import { receiveText, sendText, type TextMessages, textVisit } from '../index.ts';

const CALLER = PhoneNumber.parse('+16025550107');
const LINE = PhoneNumber.parse('+16025550142');

type Text = Parameters<TextMessages['send']>[0];

/** A vendor that takes texts, or refuses each for one reason. */
export function createVendor(
  refusal: { reason: TextFailure; vendorCode: string; isRetryable?: boolean } | null = null,
): TextMessages & { texts: Text[] } {
  const texts: Text[] = [];
  return {
    texts,
    async send(text) {
      if (refusal)
        throw new VendorError('twilio', refusal.reason, {
          isRetryable: refusal.isRetryable ?? false,
          ...refusal,
        });
      return { sid: `SM${texts.push(text)}` };
    },
  };
}

/** A caller of Saguaro has booked a visit: Monday, 8 in the evening, in Phoenix. */
export async function setUpVisit(options: { isConsentGiven?: boolean } = {}) {
  const world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa', from: CALLER });
  const { ctx, call } = placed;
  const booked = await bookOffer(placed, await offerSlot(placed));
  if (!booked.ok) throw new Error(`Not booked: ${booked.refusal}`);
  const bookingId = booked.booking.id;
  const consent = (number: PhoneNumber = CALLER, isGranted = true) =>
    setContactConsent(ctx, {
      number,
      channel: 'sms',
      purpose: 'service',
      isGranted,
      wording: 'May I text you?',
      callId: call.id,
      evidence: {},
    });
  if (options.isConsentGiven ?? true) await consent();
  const listTexts = () =>
    ctx.db.transaction((tx) => tx.select().from(textMessages).orderBy(asc(textMessages.id)));
  let received = 0;
  return {
    world,
    ctx,
    call,
    placed,
    bookingId,
    consent,
    listTexts,
    text: (language: 'en' | 'es' = 'en', to = CALLER) => textVisit(ctx, { callId: call.id, to, language }),
    async sendAll(port: TextMessages) {
      const results: string[] = [];
      for (const { id, status } of await listTexts())
        if (status === 'queued') results.push(await sendText(ctx, { textMessageId: id }, port));
      return results;
    },
    receive: (
      body: string,
      change: { from?: string; messageSid?: string } = {},
      hear: Parameters<typeof receiveText>[2] = null,
    ) => {
      received += 1;
      const incoming = { messageSid: `SMin${received}`, from: CALLER, to: LINE, body, ...change };
      return receiveText(world.system, incoming, hear);
    },
    readVisit: async () => {
      const [row] = await ctx.db.transaction((tx) =>
        tx.select().from(bookings).where(eq(bookings.id, bookingId)),
      );
      return row;
    },
    async onlyText(): Promise<{ id: TextMessageId; status: string }> {
      const [row] = await listTexts();
      if (!row) throw new Error('No text is there');
      return row;
    },
    setCalendar: (calendarStatus: 'pending' | 'confirmed') =>
      ctx.db.transaction((tx) =>
        tx.update(bookings).set({ calendarStatus }).where(eq(bookings.id, bookingId)),
      ),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
