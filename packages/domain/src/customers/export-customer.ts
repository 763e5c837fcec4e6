import type { Transaction } from '@afterhourfix/database';
import {
  bookings,
  calls,
  consentRecords,
  customerAddresses,
  customers,
  incomingTexts,
  invoices,
  messages,
  privacyRequests,
  recordings,
  textMessages,
  transcriptTurns,
} from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CustomerId } from '@afterhourfix/vocabulary';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type CustomerTraces, findTraces, messagesOf } from './customer-traces.ts';

export interface CustomerExport {
  exportedAt: Date;
  business: string;
  customers: Record<string, unknown>[];
  addresses: Record<string, unknown>[];
  consents: Record<string, unknown>[];
  visits: Record<string, unknown>[];
  calls: Record<string, unknown>[];
  turns: Record<string, unknown>[];
  recordings: Record<string, unknown>[];
  messages: Record<string, unknown>[];
  /** To and from the person's numbers. */
  texts: Record<string, unknown>[];
  invoices: Record<string, unknown>[];
  privacyRequests: Record<string, unknown>[];
}

/** All that is kept of a person, to be handed to them once somebody has made sure who asks. Throws `NotFound`. */
export function exportCustomer(
  ctx: DomainContext,
  input: { customerId: CustomerId },
): Promise<CustomerExport> {
  const businessId = ctx.business.id;
  return ctx.db.transaction(async (tx) => {
    const traces = await findTraces(tx, { businessId, ...input });
    if (traces.customerIds.length === 0) throw new NotFound(`No customer ${input.customerId}`);
    const { name } = ctx.business;
    const person = await readPerson(tx, traces);
    return { exportedAt: ctx.clock.now(), business: name, ...person, ...(await readCalls(tx, traces)) };
  });
}

async function readPerson(tx: Transaction, { businessId, customerIds, numbers }: CustomerTraces) {
  return {
    customers: await tx.select().from(customers).where(inArray(customers.id, customerIds)),
    addresses: await tx
      .select()
      .from(customerAddresses)
      .where(inArray(customerAddresses.customerId, customerIds)),
    consents: await tx
      .select()
      .from(consentRecords)
      .where(and(eq(consentRecords.businessId, businessId), inArray(consentRecords.number, numbers)))
      .orderBy(asc(consentRecords.at)),
    visits: await tx
      .select()
      .from(bookings)
      .where(inArray(bookings.customerId, customerIds))
      .orderBy(asc(bookings.startsAt)),
    invoices: await tx.select().from(invoices).where(inArray(invoices.customerId, customerIds)),
    texts: await readTexts(tx, { businessId, numbers }),
    privacyRequests: await tx
      .select()
      .from(privacyRequests)
      .where(inArray(privacyRequests.customerId, customerIds)),
  };
}

async function readTexts(
  tx: Transaction,
  { businessId, numbers }: Pick<CustomerTraces, 'businessId' | 'numbers'>,
): Promise<Record<string, unknown>[]> {
  const sent = await tx
    .select({ to: textMessages.toNumber, body: textMessages.body, sentAt: textMessages.sentAt })
    .from(textMessages)
    .where(and(eq(textMessages.businessId, businessId), inArray(textMessages.toNumber, numbers)));
  const received = await tx
    .select({
      from: incomingTexts.fromNumber,
      body: incomingTexts.body,
      receivedAt: incomingTexts.receivedAt,
    })
    .from(incomingTexts)
    .where(and(eq(incomingTexts.businessId, businessId), inArray(incomingTexts.fromNumber, numbers)));
  return [...sent, ...received];
}

async function readCalls(tx: Transaction, traces: CustomerTraces) {
  const { callIds } = traces;
  return {
    calls: await tx
      .select({
        id: calls.id,
        from: calls.fromRaw,
        startedAt: calls.startedAt,
        endedAt: calls.endedAt,
        outcome: calls.outcome,
        summary: calls.summary,
        agentNote: calls.agentNote,
      })
      .from(calls)
      .where(inArray(calls.id, callIds))
      .orderBy(asc(calls.startedAt)),
    turns: await tx
      .select({
        callId: transcriptTurns.callId,
        speaker: transcriptTurns.speaker,
        text: transcriptTurns.text,
        startedAt: transcriptTurns.startedAt,
      })
      .from(transcriptTurns)
      .where(inArray(transcriptTurns.callId, callIds))
      .orderBy(asc(transcriptTurns.startedAt)),
    recordings: await tx
      .select({ callId: recordings.callId, url: recordings.url, status: recordings.status })
      .from(recordings)
      .where(inArray(recordings.callId, callIds)),
    messages: await tx.select().from(messages).where(messagesOf(traces)),
  };
}
