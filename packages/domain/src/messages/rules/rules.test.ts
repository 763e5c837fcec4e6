import { PhoneNumber, TEXT_KINDS, TEXT_STATUSES, type TextKind } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { type ReportedStatus, stepDelivery } from './delivery.ts';
import { toSendTime } from './quiet-hours.ts';
import { isAnsweredByCarrier, readTextCode } from './read-text-code.ts';
import { type TextSubject, toTextBody } from './text-body.ts';
import { guessTextLanguage } from './text-language.ts';
import { getTextPolicy, isConsentEnough } from './text-policy.ts';

const ZONES = ['America/New_York', 'America/Phoenix', 'America/Los_Angeles', 'Pacific/Honolulu'] as const;

describe('quiet hours', () => {
  test.each([
    ['2026-11-23T21:00', 'America/New_York', '2026-11-24T08:00'],
    ['2026-11-23T20:59', 'America/New_York', '2026-11-23T20:59'],
    ['2026-11-24T02:20', 'America/New_York', '2026-11-24T08:00'],
    ['2026-11-24T08:00', 'America/New_York', '2026-11-24T08:00'],
    ['2027-03-13T22:00', 'America/New_York', '2027-03-14T08:00'],
  ])('a text of %s in %s goes out at %s', (now, zone, then) => {
    const at = (local: string) => DateTime.fromISO(local, { zone }).toJSDate();
    expect(toSendTime(at(now), zone)).toEqual(at(then));
  });

  test('are never broken, never cost more than a night, and cost nothing by day', () => {
    const instant = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2028-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (now, zone) => {
        const sentAt = toSendTime(now, zone);
        const { hour } = DateTime.fromJSDate(sentAt, { zone });
        expect(hour).toBeGreaterThanOrEqual(8);
        expect(hour).toBeLessThan(21);
        const waitedHours = (sentAt.getTime() - now.getTime()) / 3_600_000;
        expect(waitedHours).toBeGreaterThanOrEqual(0);
        expect(waitedHours).toBeLessThanOrEqual(12);
        const isDay = DateTime.fromJSDate(now, { zone }).hour;
        if (isDay >= 8 && isDay < 21) expect(sentAt).toEqual(now);
      }),
    );
  });
});

describe('delivery', () => {
  const REPORTS: readonly ReportedStatus[] = ['sent', 'delivered', 'undelivered', 'failed'];

  test('whatever the order of reports, the first last word stands and nothing goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...REPORTS), { minLength: 1 }), (reports) => {
        const final = reports.find((report) => report !== 'sent');
        expect(reports.reduce(stepDelivery, 'queued')).toBe(final ?? 'sent');
      }),
    );
  });

  test.each(TEXT_STATUSES)('a report that is repeated changes nothing (%s)', (held) => {
    for (const report of REPORTS) {
      const once = stepDelivery(held, report);
      expect(stepDelivery(once, report)).toBe(once);
    }
  });
});

test.each([
  ['C1', { code: 1, isConfirmed: false }],
  ['c 2', { code: 2, isConfirmed: false }],
  [' C12 yes please', { code: 12, isConfirmed: true }],
  ['C1, sí', { code: 1, isConfirmed: true }],
  ['C1 no', { code: 1, isConfirmed: false }],
  ['C1 yesterday', { code: 1, isConfirmed: false }],
  ['C0', null],
  ['C12345', null],
  ['cancel', null],
  ['call me at C1', null],
  ['C1x', null],
])('%j reads as the code %j', (text, code) => {
  expect(readTextCode(text)).toEqual(code);
});

test.each([
  ['STOP', true],
  [' Cancel ', true],
  ['alto', false],
  ['stop texting me', false],
  ['C1 YES', false],
])('that the carrier answers %j by itself is %j', (text, isAnswered) => {
  expect(isAnsweredByCarrier(text)).toBe(isAnswered);
});

test.each([
  ['ALTO', 'es'],
  ['¿Cuándo viene el técnico?', 'es'],
  ['when do you come', null],
  ['C1 SI', 'es'],
])('%j is of the language %j', (text, language) => {
  expect(guessTextLanguage(text)).toBe(language);
});

test.each<[TextKind, 'granted' | 'refused' | 'unasked', boolean]>([
  ['booking-confirmation', 'granted', true],
  ['booking-confirmation', 'unasked', false],
  ['pay-link', 'refused', false],
  ['dispatch-eta', 'unasked', false],
  ['dropped-call', 'unasked', false],
  ['cancel-question', 'unasked', true],
  ['unread-reply', 'refused', false],
  ['opt-out-confirmation', 'refused', true],
])('a %s to somebody whose consent is %s goes out: %j', (kind, held, isEnough) => {
  expect(isConsentEnough(getTextPolicy(kind).consent, held)).toBe(isEnough);
});

describe('the words', () => {
  const line = PhoneNumber.parse('+16145550142');
  const visit = {
    window: { startsAt: new Date('2026-11-24T16:00:00Z'), endsAt: new Date('2026-11-24T18:00:00Z') },
    timeZone: 'America/New_York',
  };
  const arrival = { technicianName: 'Ben Ochoa', arrivesBy: new Date('2026-11-24T06:25:00Z') };
  const SUBJECTS: readonly TextSubject[] = [
    { kind: 'booking-confirmation', cancelCode: 1, ...visit },
    { kind: 'booking-moved', cancelCode: 2, ...visit },
    { kind: 'booking-cancelled', ...visit },
    { kind: 'cancel-question', cancelCode: 1, feeCents: 4_900, ...visit },
    { kind: 'dispatch-eta', ...arrival, timeZone: visit.timeZone },
    { kind: 'slip-notice', ...arrival, timeZone: visit.timeZone },
    { kind: 'dispatch-late', ...arrival, timeZone: visit.timeZone, line },
    { kind: 'dispatch-requested', line },
    { kind: 'dispatch-returned', line },
    { kind: 'dispatch-exhausted', line },
    { kind: 'dispatch-called-off', line },
    { kind: 'dropped-call', line },
    { kind: 'cancel-refused', line },
    { kind: 'help', line },
    { kind: 'unread-reply', line },
    { kind: 'pay-link', url: 'https://pay.example.com/invoices/1', amountCents: 13_800 },
    { kind: 'opt-out-confirmation' },
    { kind: 'opt-in-confirmation' },
  ];
  const say = (subject: TextSubject, language: 'en' | 'es', isFirst = false) =>
    toTextBody({ brand: 'Oak and Iron', language, subject, isFirst });
  const all = SUBJECTS.flatMap((subject) =>
    (['en', 'es'] as const).map((language) => ({ subject, language })),
  );

  test('are there for every kind', () => {
    expect(new Set(SUBJECTS.map(({ kind }) => kind))).toEqual(new Set(TEXT_KINDS));
  });

  test.each(all)(
    'of $subject.kind in $language name the brand, are short, and ask for no word that stops all texts',
    ({ subject, language }) => {
      const body = say(subject, language, true);
      expect(body).toMatch(/^Oak and Iron: \S/);
      expect(body.length).toBeLessThanOrEqual(320);
      expect(body).not.toMatch(/reply (?:cancel|end|quit|revoke|yes)\b|responda (?:cancel|end|quit|fin)\b/i);
      if (subject.kind !== 'opt-out-confirmation') expect(body).toContain('STOP');
      expect(say(subject, language).length).toBeLessThanOrEqual(body.length);
    },
  );

  test.each([
    [
      SUBJECTS[0],
      'en',
      'Oak and Iron: your visit is booked for Tue, Nov 24, 11 AM-1 PM. To cancel it, reply C1.',
    ],
    [
      SUBJECTS[0],
      'es',
      'Oak and Iron: su visita está reservada para el mar 24 nov, 11:00-13:00. Para anularla, responda C1.',
    ],
    [
      SUBJECTS[3],
      'en',
      'Oak and Iron: cancel your visit on Tue, Nov 24, 11 AM-1 PM for a fee of $49? Reply C1 YES to cancel it.',
    ],
    [SUBJECTS[4], 'en', 'Oak and Iron: Ben Ochoa is coming to you, by 1:25 AM.'],
    [
      SUBJECTS.find(({ kind }) => kind === 'dispatch-late'),
      'en',
      'Oak and Iron: Ben Ochoa was to be with you by 1:25 AM and has not told us of arriving. We are asking. Questions: +16145550142.',
    ],
    [
      SUBJECTS.find(({ kind }) => kind === 'pay-link'),
      'es',
      'Oak and Iron: pague $138 aquí: https://pay.example.com/invoices/1 Nunca nos mande números de tarjeta.',
    ],
  ] as const)('of a text are exact (%#)', (subject, language, body) => {
    if (!subject) throw new Error('There is no such subject');
    expect(say(subject, language)).toBe(body);
  });
});
