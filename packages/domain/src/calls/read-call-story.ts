import type { Transaction } from '@afterhourfix/database';
import {
  bookings,
  callEvents,
  customers,
  messages,
  pages,
  quotes,
  technicians,
} from '@afterhourfix/database/schema';
import { Severity } from '@afterhourfix/vocabulary';
import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import { toSpeakableWindow } from '../booking/index.ts';
import type { DomainContext } from '../context.ts';
import type { Ending } from './derive-ending.ts';
import type { CallRow } from './find-call.ts';
import { listVisitChanges } from './list-visit-changes.ts';
import type { CallStory, CallVerdict } from './rules/summarise-call.ts';
import { TELLING_EVENTS } from './telling-events.ts';

/** As other rooms write it; what does not fit is no verdict. */
const Verdict = z.object({
  severity: Severity,
  trades: z.array(z.string()),
  jobTypes: z.array(z.string()),
  isVulnerable: z.boolean(),
});
const LineOfEvent = z.object({ lineId: z.string() });

export interface EndedCall {
  ctx: DomainContext;
  row: CallRow;
  ending: Ending & { endedAt: Date };
}

/** What the rows say of a call that has ended. */
export async function readCallStory(tx: Transaction, ended: EndedCall): Promise<CallStory> {
  const { ctx, row, ending } = ended;
  return {
    startedAt: row.startedAt,
    timeZone: ctx.business.timeZone,
    lengthMs: row.durationMs ?? 0,
    callerNumber: row.fromNumber,
    customerName: await findCustomerName(tx, ended),
    ...(await readEvents(tx, ended)),
    isRecordingRefused: row.recordingRefusedAt !== null && row.recordingAllowedAt === null,
    quotes: await listQuotes(tx, ended),
    visits: await listVisits(tx, ended),
    changes: await listVisitChanges(tx, ended),
    message: await findMessage(tx, ended),
    transfers: {
      count: row.transferCount,
      isTaken: row.handover?.kind === 'transfer' && row.handover.isAccepted,
    },
    ...(await readPages(tx, ended)),
    outcome: ending.outcome,
    reason: ending.reason,
  };
}

/** Whom the call booked for, else the customer of the number that called. */
export async function findCustomerName(
  tx: Transaction,
  { ctx, row }: Omit<EndedCall, 'ending'>,
): Promise<string | null> {
  const isOfCall = row.customerId
    ? eq(customers.id, row.customerId)
    : row.fromNumber && eq(customers.phone, row.fromNumber);
  if (!isOfCall) return null;
  const [customer] = await tx
    .select({ name: customers.name })
    .from(customers)
    .where(and(eq(customers.businessId, ctx.business.id), isOfCall));
  return customer?.name ?? null;
}

type EventStory = Pick<
  CallStory,
  'verdict' | 'spokenLines' | 'failedLines' | 'correctionCount' | 'isCardStopped'
>;

export async function readEvents(
  tx: Transaction,
  { ctx, row }: Omit<EndedCall, 'ending'>,
): Promise<EventStory> {
  const events = await tx
    .select({ type: callEvents.type, payload: callEvents.payload })
    .from(callEvents)
    .where(
      and(
        eq(callEvents.businessId, ctx.business.id),
        eq(callEvents.callId, row.id),
        inArray(callEvents.type, [...TELLING_EVENTS]),
      ),
    )
    .orderBy(asc(callEvents.at), asc(callEvents.id));
  const payloadsOf = (wanted: string) =>
    events.flatMap(({ type, payload }) => (type === wanted ? [payload] : []));
  const linesOf = (wanted: string) =>
    new Set(payloadsOf(wanted).flatMap((payload) => LineOfEvent.safeParse(payload).data?.lineId ?? []));
  const spokenLines = linesOf('safety-line-spoken');
  return {
    verdict: toVerdict(payloadsOf('triage-judged')),
    spokenLines: [...spokenLines],
    failedLines: [...linesOf('safety-line-failed')].filter((lineId) => !spokenLines.has(lineId)),
    correctionCount: payloadsOf('spoken-fact-corrected').length,
    isCardStopped: payloadsOf('card-stopped').length > 0,
  };
}

/** The last one was judged over all that the caller had said. */
function toVerdict(payloads: readonly unknown[]): CallVerdict | null {
  return Verdict.safeParse(payloads.at(-1)).data ?? null;
}

/** A price that came when the caller was gone has told them nothing. */
function listQuotes(tx: Transaction, { ctx, row, ending }: EndedCall): Promise<CallStory['quotes']> {
  return tx
    .select({ trade: quotes.trade, totalCents: quotes.totalCents })
    .from(quotes)
    .where(
      and(
        eq(quotes.businessId, ctx.business.id),
        eq(quotes.callId, row.id),
        lte(quotes.createdAt, ending.endedAt),
      ),
    )
    .orderBy(asc(quotes.createdAt), asc(quotes.id));
}

async function listVisits(tx: Transaction, { ctx, row }: EndedCall): Promise<CallStory['visits']> {
  const rows = await tx
    .select({ booking: bookings, technicianName: technicians.name })
    .from(bookings)
    .leftJoin(technicians, eq(technicians.id, bookings.technicianId))
    .where(and(eq(bookings.businessId, ctx.business.id), eq(bookings.callId, row.id)))
    .orderBy(asc(bookings.createdAt), asc(bookings.id));
  return rows.map(({ booking, technicianName }) => ({
    trade: booking.trade,
    window: toSpeakableWindow(booking, booking.timeZone ?? ctx.business.timeZone),
    technicianName,
    isBooked: booking.status === 'booked',
  }));
}

async function findMessage(tx: Transaction, { ctx, row }: EndedCall): Promise<CallStory['message']> {
  const [message] = await tx
    .select({ completedAt: messages.completedAt, pagedAt: messages.pagedAt })
    .from(messages)
    .where(and(eq(messages.businessId, ctx.business.id), eq(messages.callId, row.id)));
  return message ? { isComplete: message.completedAt !== null, isPaged: message.pagedAt !== null } : null;
}

/** What the person on call was texted of the call itself; a page of a danger tells of a missed transfer as well. */
async function readPages(
  tx: Transaction,
  { ctx, row }: EndedCall,
): Promise<Pick<CallStory, 'isCallbackPaged' | 'isDangerPaged'>> {
  const sent = await tx
    .select({ tellsDanger: pages.tellsDanger })
    .from(pages)
    .where(
      and(
        eq(pages.businessId, ctx.business.id),
        eq(pages.callId, row.id),
        isNull(pages.messageId),
        isNull(pages.bookingId),
        eq(pages.status, 'sent'),
      ),
    );
  const isDangerPaged = sent.some(({ tellsDanger }) => tellsDanger);
  const isOfTransfer = row.transferCount > 0 || row.handover?.kind === 'transfer' || !isDangerPaged;
  return { isDangerPaged, isCallbackPaged: sent.length > 0 && isOfTransfer };
}
