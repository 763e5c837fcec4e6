import { callerVerifications, customers, invoices } from '@afterhourfix/database/schema';
import { Conflict, VendorError } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { describe, expect, test } from 'vitest';
import { findContactConsent } from '../customers/index.ts';
import {
  listTextFaults,
  recordTextStatus,
  sendPaymentLink,
  sendText,
  textDispatch,
  textVisit,
  textVisitNews,
} from './index.ts';
import { addComingTechnician } from './testing/coming-technician.ts';
import { createVendor, setUpVisit } from './testing/texted-visit.ts';

const OTHER_NUMBER = PhoneNumber.parse('+16025550108');
const CALLER = PhoneNumber.parse('+16025550107');
const HOUR_MS = 3_600_000;
type House = Awaited<ReturnType<typeof setUpVisit>>;

const holds = ({ ctx }: House) =>
  ctx.db.transaction((tx) =>
    findContactConsent(tx, {
      businessId: ctx.business.id,
      number: CALLER,
      channel: 'sms',
      purpose: 'service',
    }),
  );

describe('a visit', () => {
  test('is texted to nobody who has not said yes', async () => {
    await using house = await setUpVisit({ isConsentGiven: false });
    expect(await house.text()).toEqual({ ok: false, refusal: 'no-consent' });
    expect(await house.listTexts()).toEqual([]);
  });

  test('is confirmed once, however often it is asked for and sent', async () => {
    await using house = await setUpVisit();
    const first = await house.text();
    expect(first).toMatchObject({ ok: true, kind: 'booking-confirmation', waitsForCalendar: false });
    expect(await house.text('es')).toEqual(first);
    const vendor = createVendor();
    expect(await house.sendAll(vendor)).toEqual(['sent']);
    expect(await sendText(house.ctx, { textMessageId: (await house.onlyText()).id }, vendor)).toBe('settled');
    expect(vendor.texts).toMatchObject([
      { to: CALLER, from: '+16025550142', body: expect.stringMatching(/booked for .* reply C1\..*STOP/) },
    ]);
    expect(await house.listTexts()).toMatchObject([{ status: 'sent', twilioSid: 'SM1' }]);
  });

  test('of nobody in this call is not there to be texted', async () => {
    await using house = await setUpVisit();
    const { ctx, call } = await house.world.placeCall({ to: 'mesa', from: CALLER });
    const asked = { callId: call.id, to: CALLER, language: 'en' } as const;
    expect(await textVisit(ctx, asked)).toEqual({ ok: false, refusal: 'nothing-to-text' });
    const stranger = { ...asked, bookingId: house.bookingId };
    expect(await textVisit(ctx, stranger)).toEqual({ ok: false, refusal: 'nothing-to-text' });
  });

  test('that the calendar has not taken is confirmed when it has', async () => {
    await using house = await setUpVisit();
    await house.setCalendar('pending');
    expect(await house.text()).toMatchObject({ ok: true, waitsForCalendar: true });
    expect(await textVisitNews(house.ctx, { bookingId: house.bookingId })).toBe('unconfirmed');
    const vendor = createVendor();
    expect(await house.sendAll(vendor)).toEqual(['waits']);
    await house.setCalendar('confirmed');
    expect(await textVisitNews(house.ctx, { bookingId: house.bookingId })).toBe('queued');
    expect(await house.sendAll(vendor)).toEqual(['sent']);
    expect(vendor.texts).toHaveLength(1);
  });
});

describe('a text', () => {
  test('to somebody who is not on the line waits for their morning', async () => {
    await using house = await setUpVisit();
    house.world.clock.advance(2 * HOUR_MS);
    await house.consent(OTHER_NUMBER);
    // 10 in the evening in Phoenix.
    expect(await house.text()).toMatchObject({ dueAt: house.world.clock.now() });
    expect(await house.text('en', OTHER_NUMBER)).toMatchObject({ dueAt: new Date('2026-11-24T15:00:00Z') });
    const vendor = createVendor();
    expect(await house.sendAll(vendor)).toEqual(['sent', 'waits']);
    house.world.clock.advance(10 * HOUR_MS);
    expect(await house.sendAll(vendor)).toEqual(['sent']);
  });

  test('about a visit under way goes out at night, and not when it is stale', async () => {
    await using house = await setUpVisit();
    house.world.clock.advance(4 * HOUR_MS);
    const asked = { callId: house.call.id, to: CALLER, language: 'es' } as const;
    const arrivesBy = new Date(house.world.clock.now().getTime() + HOUR_MS);
    const acknowledged = { technicianName: 'Hal Whitaker', arrivesBy };
    const dispatchId = await addComingTechnician(house.placed);
    const told = await textDispatch(house.ctx, { ...asked, dispatch: { dispatchId, acknowledged } });
    expect(told).toMatchObject({ ok: true, kind: 'dispatch-eta', dueAt: house.world.clock.now() });
    const open = await textDispatch(house.ctx, {
      ...asked,
      dispatch: { dispatchId: await addComingTechnician(house.placed), acknowledged: null },
    });
    expect(open).toMatchObject({ ok: true, kind: 'dispatch-requested' });
    const vendor = createVendor();
    const [first, second] = await house.listTexts();
    if (!first || !second) throw new Error('Two texts were queued');
    expect(await sendText(house.ctx, { textMessageId: first.id }, vendor)).toBe('sent');
    expect(vendor.texts[0]?.body).toContain('Hal Whitaker va en camino');
    house.world.clock.advance(HOUR_MS);
    expect(await sendText(house.ctx, { textMessageId: second.id }, vendor)).toBe('withheld');
    expect(await house.listTexts()).toMatchObject([{}, { status: 'withheld', error: 'too-late' }]);
  });

  test('is withheld when consent was taken back before it went out', async () => {
    await using house = await setUpVisit();
    await house.text();
    await house.consent(CALLER, false);
    expect(await house.sendAll(createVendor())).toEqual(['withheld']);
    expect(await house.listTexts()).toMatchObject([{ status: 'withheld', error: 'no-consent' }]);
  });

  test('is not sent by two runs at once, and is free again when the vendor is away', async () => {
    await using house = await setUpVisit();
    await house.text();
    const { id: textMessageId } = await house.onlyText();
    const vendor = createVendor();
    const nested = {
      send: async (text: Parameters<typeof vendor.send>[0]) => {
        await expect(sendText(house.ctx, { textMessageId }, vendor)).rejects.toThrow(Conflict);
        return vendor.send(text);
      },
    };
    const away = createVendor({ reason: 'limit-exceeded', vendorCode: '20429', isRetryable: true });
    await expect(sendText(house.ctx, { textMessageId }, away)).rejects.toThrow(VendorError);
    expect(await sendText(house.ctx, { textMessageId }, nested)).toBe('sent');
    expect(vendor.texts).toHaveLength(1);
  });

  test('whose delivery is reported before our own note stays delivered', async () => {
    await using house = await setUpVisit();
    await house.text();
    const { id: textMessageId } = await house.onlyText();
    const report = { textMessageId, status: 'delivered', failure: null, errorCode: null } as const;
    const quick = {
      send: async () => {
        await recordTextStatus(house.ctx, report);
        return { sid: 'SM9' };
      },
    };
    expect(await sendText(house.ctx, { textMessageId }, quick)).toBe('sent');
    await recordTextStatus(house.ctx, { ...report, status: 'sent' });
    expect(await house.listTexts()).toMatchObject([{ status: 'delivered', twilioSid: 'SM9' }]);
  });

  test('is not sent more than six times in a call', async () => {
    await using house = await setUpVisit();
    const numbers = [8, 9, 10, 11, 12, 13].map((end) =>
      PhoneNumber.parse(`+160255501${String(end).padStart(2, '0')}`),
    );
    for (const number of numbers) {
      await house.consent(number);
      expect(await house.text('en', number)).toMatchObject({ ok: true });
    }
    expect(await house.text()).toEqual({ ok: false, refusal: 'too-many-texts' });
  });
});

describe('a failure', () => {
  test('of registration is a fault of the business until a text arrives', async () => {
    await using house = await setUpVisit();
    await house.text();
    await house.sendAll(createVendor());
    const { id: textMessageId } = await house.onlyText();
    const report = {
      textMessageId,
      status: 'undelivered',
      failure: 'sender-not-registered',
      errorCode: '30034',
    } as const;
    await recordTextStatus(house.ctx, report);
    await recordTextStatus(house.ctx, report);
    expect(await listTextFaults(house.ctx)).toMatchObject([
      { kind: 'sender-not-registered', errorCode: '30034', occurrences: 1 },
    ]);
    expect(await house.listTexts()).toMatchObject([{ status: 'undelivered', errorCode: '30034' }]);
    await house.consent(OTHER_NUMBER);
    await house.text('en', OTHER_NUMBER);
    await house.sendAll(createVendor());
    const [, second] = await house.listTexts();
    if (!second) throw new Error('A second text was queued');
    const delivered = {
      textMessageId: second.id,
      status: 'delivered',
      failure: null,
      errorCode: null,
    } as const;
    await recordTextStatus(house.ctx, delivered);
    expect(await listTextFaults(house.ctx)).toEqual([]);
  });

  test('of a sender that cannot text is one at once, without another try', async () => {
    await using house = await setUpVisit();
    await house.text();
    const refusing = createVendor({ reason: 'sender-cannot-text', vendorCode: '21606' });
    expect(await house.sendAll(refusing)).toEqual(['failed']);
    expect(await listTextFaults(house.ctx)).toMatchObject([{ kind: 'sender-cannot-text' }]);
    expect(await house.sendAll(createVendor())).toEqual([]);
  });

  test('because the recipient stopped texts at the carrier is their refusal, and no fault', async () => {
    await using house = await setUpVisit();
    await house.text();
    await house.sendAll(createVendor({ reason: 'recipient-stopped', vendorCode: '21610' }));
    expect(await holds(house)).toBe('refused');
    expect(await listTextFaults(house.ctx)).toEqual([]);
  });
});

describe('a pay link', () => {
  const LINKS = { toLink: ({ invoiceId }: { invoiceId: string }) => `https://pay.example.com/${invoiceId}` };

  async function addInvoice(
    { ctx, call }: House,
    of: { phone: string; isVerified: boolean },
  ): Promise<string> {
    return ctx.db.transaction(async (tx) => {
      const rows = await tx.select().from(customers);
      const known = rows.find(({ phone }) => phone === of.phone);
      const businessId = ctx.business.id;
      const [added] = known
        ? [known]
        : await tx
            .insert(customers)
            .values({ businessId, phone: PhoneNumber.parse(of.phone) })
            .returning();
      if (!added) throw new Error('There is no customer');
      const { id: customerId } = added;
      if (of.isVerified) {
        const proof = { method: 'name', verifiedAt: ctx.clock.now() } as const;
        await tx.insert(callerVerifications).values({ businessId, callId: call.id, customerId, ...proof });
      }
      const [invoice] = await tx
        .insert(invoices)
        .values({ businessId, customerId, balanceCents: 13_800 })
        .returning({ id: invoices.id });
      return invoice?.id ?? 'none';
    });
  }
  const ask = ({ ctx, call }: House, invoiceId: string, links: typeof LINKS | null = LINKS) =>
    sendPaymentLink(ctx, { callId: call.id, invoiceId, to: CALLER, language: 'en' }, links);

  test('goes to the verified customer, with the amount that the business keeps', async () => {
    await using house = await setUpVisit();
    const invoiceId = await addInvoice(house, { phone: CALLER, isVerified: true });
    expect(await ask(house, invoiceId)).toMatchObject({ ok: true, amountCents: 13_800 });
    expect(await house.listTexts()).toMatchObject([
      {
        kind: 'pay-link',
        body: expect.stringContaining(`pay $138 here: https://pay.example.com/${invoiceId}`),
      },
    ]);
  });

  test('is refused for an invoice of somebody else, for a stranger, and where there are no links', async () => {
    await using house = await setUpVisit();
    const own = await addInvoice(house, { phone: CALLER, isVerified: false });
    expect(await ask(house, own)).toEqual({ ok: false, refusal: 'unknown-invoice' });
    await addInvoice(house, { phone: CALLER, isVerified: true });
    const foreign = await addInvoice(house, { phone: '+16025550171', isVerified: false });
    expect(await ask(house, foreign)).toEqual({ ok: false, refusal: 'unknown-invoice' });
    expect(await ask(house, 'inv_1')).toEqual({ ok: false, refusal: 'unknown-invoice' });
    expect(await ask(house, own, null)).toEqual({ ok: false, refusal: 'no-payment-links' });
    expect(await house.listTexts()).toEqual([]);
  });
});
