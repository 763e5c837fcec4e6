import {
  readPhoneDigits,
  readPublishedFacts,
  type SpokenFactsLedger,
  toSpeakableWindow,
} from '@afterhourfix/domain';
import { toLocalDay } from '@afterhourfix/vocabulary';
import { z } from 'zod';

/** What a tool answered in this call. */
export interface ToolResult {
  toolCallId: string;
  name: string;
  result: unknown;
}

const Window = z.object({ startsAt: z.coerce.date(), endsAt: z.coerce.date() });
const KnownVisit = Window.extend({ timeZone: z.string().optional() });
const Price = z.object({
  totalCents: z.int(),
  lines: z.array(z.object({ label: z.string(), amountCents: z.int() })),
});
const Priced = Price.extend({
  alternatives: z.array(Price).default([]),
  optional: z
    .array(
      z.object({
        amountCents: z.int(),
        savedCents: z.int().optional(),
        /** What priority brings: from one window to an earlier one. */
        from: Window.optional(),
        to: Window.optional(),
      }),
    )
    .default([]),
  repairRanges: z.array(z.object({ lowCents: z.int(), highCents: z.int() })).default([]),
});
/** The zone is that of the service address, by whose clock everything is told from then on. */
const Offered = z.object({
  slots: z.array(Window),
  note: z.string().optional(),
  noteInSpanish: z.string().optional(),
  timeZone: z.string().optional(),
});
/** The wish fits two days, and the caller is asked which. */
const DayAsked = z.object({ refusal: z.literal('ask-day'), days: z.array(z.iso.date()) });
const Booked = z.object({
  booking: Window.extend({
    technicianName: z.string().nullable(),
    movedFrom: z.string().nullable(),
    isConfirmed: z.boolean().default(true),
  }),
});
const Cancelled = Window.extend({ cancelled: z.literal(true), feeCents: z.int() });
/** What a change costs, told before it is made; 0 when it is free. */
const FeeAsked = z.object({ refusal: z.literal('not-confirmed'), feeCents: z.int().nonnegative() });
const MessageKept = z.object({ message: z.object({ isPaged: z.boolean() }) });
const Texted = z.object({ text: z.object({ kind: z.string() }) });
const LinkSent = Texted.extend({ amountCents: z.int().positive() });
const CallbackAsked = z.object({ callback: z.object({ isPaged: z.boolean() }) });
const Ringing = z.object({ status: z.literal('ringing') });
const AreaFee = z.object({ feeCents: z.int().positive() });
/** Of a caller who was not verified there is no customer in it. */
const KnownCustomer = z.object({
  isVerified: z.literal(true),
  customer: z.object({
    appointments: z.array(KnownVisit),
    pastVisits: z.array(KnownVisit),
    invoices: z.array(z.object({ balanceCents: z.int() })).default([]),
  }),
});
const PrivacyRequested = z.object({ privacyRequest: z.object({ dueOn: z.iso.date() }) });
const Dispatch = z.object({
  dispatchId: z.string(),
  status: z.string().default('paging'),
  technicianName: z.string().nullable().default(null),
  etaMinutes: z.object({ usual: z.int(), veryLikely: z.int() }).optional(),
  arrivesBy: z.coerce.date().optional(),
});
const Dispatched = Dispatch.extend({ others: z.array(Dispatch).default([]) });
const Articles = z.object({ articles: z.array(z.object({ title: z.string(), body: z.string() })) });

type Add = (ledger: SpokenFactsLedger, answer: ToolResult) => SpokenFactsLedger;

/** By the tool's name: what its result lets the agent say. A tool that is not here lets it say nothing. */
const ADDITIONS: Readonly<Record<string, Add>> = {
  get_pricing: reading(Priced, addQuote),
  get_slots: (ledger, answer) => askDay(reading(Offered, addOffer)(ledger, answer), answer),
  book_slot: reading(Booked, addBooking),
  reschedule_booking: (ledger, answer) => publishFee(reading(Booked, addBooking)(ledger, answer), answer),
  cancel_booking: (ledger, answer) => publishFee(reading(Cancelled, addCancellation)(ledger, answer), answer),
  take_message: reading(MessageKept, (ledger, { toolCallId: toolResultId, message }) => ({
    ...ledger,
    messages: [...ledger.messages, { toolResultId, isPaged: message.isPaged }],
  })),
  request_callback: reading(CallbackAsked, (ledger, { toolCallId: toolResultId, callback }) => ({
    ...ledger,
    messages: [...ledger.messages, { toolResultId, isPaged: callback.isPaged }],
    callbacks: [...ledger.callbacks, { toolResultId }],
  })),
  send_sms: reading(Texted, addText),
  send_payment_link: reading(LinkSent, (ledger, { amountCents, ...sent }) => ({
    ...addText(ledger, sent),
    publications: [
      ...ledger.publications,
      { ...NOTHING_PUBLISHED, toolResultId: sent.toolCallId, amountsCents: [amountCents] },
    ],
  })),
  transfer_call: reading(Ringing, (ledger, { toolCallId: toolResultId }) => ({
    ...ledger,
    transfers: [...ledger.transfers, { toolResultId }],
  })),
  check_service_area: reading(AreaFee, (ledger, { toolCallId: toolResultId, feeCents }) => ({
    ...ledger,
    publications: [...ledger.publications, { ...NOTHING_PUBLISHED, toolResultId, amountsCents: [feeCents] }],
  })),
  dispatch_technician: reading(Dispatched, addDispatch),
  get_dispatch_status: reading(Dispatched, addDispatch),
  lookup_customer: reading(KnownCustomer, addCustomer),
  create_privacy_request: reading(
    PrivacyRequested,
    (ledger, { toolCallId: toolResultId, privacyRequest: { dueOn } }) => ({
      ...ledger,
      publications: [...ledger.publications, { ...NOTHING_PUBLISHED, toolResultId, isoDates: [dueOn] }],
    }),
  ),
  get_knowledge: reading(Articles, (ledger, { toolCallId, articles }) =>
    publish(ledger, { toolCallId, text: articles.map(({ title, body }) => `${title}. ${body}`).join(' ') }),
  ),
};

const publishFee = reading(FeeAsked, (ledger, { toolCallId: toolResultId, feeCents }) => ({
  ...ledger,
  publications: [...ledger.publications, { ...NOTHING_PUBLISHED, toolResultId, amountsCents: [feeCents] }],
  discounts: feeCents === 0 ? [...ledger.discounts, { toolResultId }] : ledger.discounts,
}));

const askDay = reading(DayAsked, (ledger, { toolCallId: toolResultId, days: isoDates }) => ({
  ...ledger,
  publications: [...ledger.publications, { ...NOTHING_PUBLISHED, toolResultId, isoDates }],
}));

const NOTHING_PUBLISHED = { amountsCents: [], minutesOfDay: [], isoDates: [], durationMinutes: [] };

/** The ledger after a tool has answered; a refusal adds nothing. */
export function issueFacts(ledger: SpokenFactsLedger, answer: ToolResult): SpokenFactsLedger {
  const add = ADDITIONS[answer.name];
  // A referral's number, and whatever other one a tool gives.
  const given = readPhoneDigits(JSON.stringify(answer.result) ?? '');
  const phoneNumbers = given.length > 0 && ledger.phoneNumbers ? [...ledger.phoneNumbers, ...given] : null;
  const known = phoneNumbers ? { ...ledger, phoneNumbers } : ledger;
  return add ? add(known, answer) : known;
}

/** What the business says about itself, in either language. */
export function publish(
  ledger: SpokenFactsLedger,
  { toolCallId: toolResultId, text }: { toolCallId: string; text: string },
): SpokenFactsLedger {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: ledger.timeZone }).format(ledger.now);
  const read = (language: 'en' | 'es') => readPublishedFacts({ toolResultId, text }, { language, today });
  return { ...ledger, publications: [...ledger.publications, read('en'), read('es')] };
}

function reading<Result extends object>(
  schema: z.ZodType<Result>,
  add: (ledger: SpokenFactsLedger, read: Result & { toolCallId: string }) => SpokenFactsLedger,
): Add {
  return (ledger, { toolCallId, result }) => {
    const read = schema.safeParse(result);
    return read.success ? add(ledger, { ...read.data, toolCallId }) : ledger;
  };
}

/** The visit itself is the newest quote; what it costs at another time, what it saves and what is extra may be said too. */
function addQuote(
  ledger: SpokenFactsLedger,
  {
    toolCallId: toolResultId,
    alternatives,
    optional,
    repairRanges,
    ...visit
  }: z.infer<typeof Priced> & {
    toolCallId: string;
  },
): SpokenFactsLedger {
  const quotes = [...alternatives, visit].map(({ totalCents, lines }) => ({
    toolResultId,
    totalCents,
    lines: lines.map((line) => ({ ...line, amountCents: Math.abs(line.amountCents) })),
  }));
  const amountsCents = [
    ...optional.flatMap(({ amountCents, savedCents = amountCents }) => [amountCents, savedCents]),
    ...repairRanges.flatMap(({ lowCents, highCents }) => [lowCents, highCents]),
  ];
  const hasSaving = visit.totalCents === 0 || visit.lines.some(({ amountCents }) => amountCents < 0);
  const extras = { ...NOTHING_PUBLISHED, toolResultId, amountsCents };
  const windows = optional
    .flatMap(({ from, to }) => [from, to])
    .filter((window) => window !== undefined)
    .map((window) => ({ ...window, toolResultId, status: 'offered' as const }));
  return {
    ...ledger,
    windows: [...ledger.windows, ...windows],
    quotes: [...ledger.quotes, ...quotes],
    discounts: hasSaving ? [...ledger.discounts, { toolResultId }] : ledger.discounts,
    publications: amountsCents.length > 0 ? [...ledger.publications, extras] : ledger.publications,
  };
}

/** The times in a note about the clocks may be said as it says them. */
function addOffer(
  ledger: SpokenFactsLedger,
  offer: z.infer<typeof Offered> & { toolCallId: string },
): SpokenFactsLedger {
  const { toolCallId, slots, note, noteInSpanish, timeZone = ledger.timeZone } = offer;
  const offered = slots.map((slot) => ({ ...slot, toolResultId: toolCallId, status: 'offered' as const }));
  const known = { ...ledger, timeZone, windows: [...ledger.windows, ...offered] };
  const notes = [note, noteInSpanish].filter((text) => text !== undefined);
  return notes.reduce<SpokenFactsLedger>((before, text) => publish(before, { toolCallId, text }), known);
}

/** Nobody has been asked to come while the owner is asked, and nobody comes after. */
const ASKS_NOBODY = ['waiting-for-owner', 'owner-refused', 'owner-did-not-answer', 'cancelled'];

/**
 * Somebody is named and timed only once they have taken it: before that the tool gives no minutes. What was told of the
 * same dispatch before counts no more: whoever took it may have given it back.
 */
function addDispatch(
  ledger: SpokenFactsLedger,
  { toolCallId: toolResultId, others, ...asked }: z.infer<typeof Dispatched> & { toolCallId: string },
): SpokenFactsLedger {
  const all = [...others, asked];
  const told = all.flatMap(({ dispatchId, status, technicianName, etaMinutes, arrivesBy }) => {
    if (ASKS_NOBODY.includes(status)) return [];
    const isAcknowledged = etaMinutes !== undefined;
    return {
      ...{ toolResultId, dispatchId, isAcknowledged, technicianName },
      etaMinutes: etaMinutes ? [etaMinutes.usual, etaMinutes.veryLikely] : [],
      arrivesBy: arrivesBy ?? null,
    };
  });
  const isTold = (id: string | undefined) => all.some(({ dispatchId }) => dispatchId === id);
  const earlier = ledger.dispatches.filter(({ dispatchId }) => !isTold(dispatchId));
  return { ...ledger, dispatches: [...earlier, ...told] };
}

function addCancellation(
  ledger: SpokenFactsLedger,
  { toolCallId: toolResultId, startsAt, endsAt }: z.infer<typeof Cancelled> & { toolCallId: string },
): SpokenFactsLedger {
  const isOther = (window: { startsAt: Date }) => window.startsAt.getTime() !== startsAt.getTime();
  const windows = ledger.windows.filter(isOther);
  return { ...ledger, windows: [...windows, { startsAt, endsAt, toolResultId, status: 'cancelled' }] };
}

function addText(
  ledger: SpokenFactsLedger,
  { toolCallId: toolResultId }: { toolCallId: string },
): SpokenFactsLedger {
  return { ...ledger, textMessages: [...ledger.textMessages, { toolResultId }] };
}

/** Of a moved visit the earlier window is given up: it can't be spoken as booked any more. */
function addBooking(
  ledger: SpokenFactsLedger,
  { toolCallId: toolResultId, booking }: z.infer<typeof Booked> & { toolCallId: string },
): SpokenFactsLedger {
  const { startsAt, endsAt, technicianName: name, movedFrom, isConfirmed } = booking;
  // Held while the calendar of the business is silent: to call it booked would be false.
  const status = isConfirmed ? 'booked' : 'offered';
  const windows = ledger.windows.map((window) =>
    window.status === 'booked' && toSpeakableWindow(window, window.timeZone ?? ledger.timeZone) === movedFrom
      ? { ...window, status: 'moved-from' as const }
      : window,
  );
  return {
    ...ledger,
    windows: [...windows, { startsAt, endsAt, toolResultId, status }],
    technicians: name === null ? ledger.technicians : [...ledger.technicians, { toolResultId, name }],
  };
}

/** Visits that the caller has booked before may be told as booked; of past ones only the day. */
function addCustomer(
  ledger: SpokenFactsLedger,
  { toolCallId: toolResultId, customer }: z.infer<typeof KnownCustomer> & { toolCallId: string },
): SpokenFactsLedger {
  const { appointments, pastVisits, invoices } = customer;
  const booked = appointments.map((visit) => ({ ...visit, toolResultId, status: 'booked' as const }));
  const isoDates = pastVisits.map(({ startsAt, timeZone = ledger.timeZone }) =>
    toLocalDay(startsAt, timeZone),
  );
  const amountsCents = invoices.map(({ balanceCents }) => balanceCents);
  return {
    ...ledger,
    windows: [...ledger.windows, ...booked],
    publications: [...ledger.publications, { ...NOTHING_PUBLISHED, toolResultId, isoDates, amountsCents }],
  };
}
