import type { Transaction } from '@afterhourfix/database';
import {
  callEvents,
  calls,
  dispatchCallers,
  dispatches,
  dispatchPages,
  incomingTexts,
  locatedAddresses,
  messages,
  missedEmergencies,
  pages,
  recordings,
  spokenPromises,
  textCodes,
  textMessages,
  toolCalls,
  transcriptTurns,
} from '@afterhourfix/database/schema';
import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { enqueue } from '../jobs.ts';
import { type CustomerTraces, messagesOf } from './customer-traces.ts';

/** Stands where a person's words stood and a row must stay. */
export const ERASED = '[erased]';

/**
 * Erases what calls have kept of a person. Rows stay with their times, outcomes and costs, which are nobody's, so that
 * figures of past months do not change; words, numbers and arguments go. Recordings are deleted at the carrier by jobs
 * that commit with this. The one place where customers write the rows of other features: it is all or nothing.
 */
export async function eraseCallTraces(
  tx: Transaction,
  traces: CustomerTraces,
): Promise<Record<string, number>> {
  const { callIds } = traces;
  const turns = await tx
    .update(transcriptTurns)
    .set({ text: '', isWithheld: true })
    .where(inArray(transcriptTurns.callId, callIds))
    .returning({ id: transcriptTurns.id });
  // The digest of a name and an address can be guessed back.
  await tx
    .update(toolCalls)
    .set({ arguments: {}, argumentsHash: sql`${toolCalls.id}::text`, result: null })
    .where(inArray(toolCalls.callId, callIds));
  await tx.delete(locatedAddresses).where(inArray(locatedAddresses.callId, callIds));
  await tx.update(spokenPromises).set({ detail: {} }).where(inArray(spokenPromises.callId, callIds));
  await tx.update(callEvents).set({ payload: null }).where(inArray(callEvents.callId, callIds));
  await tx
    .update(calls)
    .set({ fromNumber: null, fromRaw: ERASED, forwardedFrom: null, summary: null, agentNote: null })
    .where(inArray(calls.id, callIds));
  const texts = await eraseTexts(tx, traces);
  await eraseDispatches(tx, traces);
  await tx.update(missedEmergencies).set({ note: null }).where(inArray(missedEmergencies.callId, callIds));
  const erasedMessages = await eraseMessages(tx, traces);
  const erasedRecordings = await eraseRecordings(tx, traces);
  return {
    calls: callIds.length,
    turns: turns.length,
    messages: erasedMessages,
    texts,
    recordings: erasedRecordings,
  };
}

/** Texts of the person's calls, and to and from the person's numbers; that there was one stays, with its time. */
async function eraseTexts(
  tx: Transaction,
  { businessId, callIds, numbers }: CustomerTraces,
): Promise<number> {
  const isSent = or(inArray(textMessages.callId, callIds), inArray(textMessages.toNumber, numbers));
  const sent = await tx
    .update(textMessages)
    .set({
      toNumber: sql`${ERASED}`,
      body: ERASED,
      idempotencyKey: sql`${textMessages.id}::text`,
      error: null,
      status: sql`case ${textMessages.status} when 'queued' then 'withheld' else ${textMessages.status} end`,
    })
    .where(and(eq(textMessages.businessId, businessId), isSent))
    .returning({ id: textMessages.id });
  const received = await tx
    .update(incomingTexts)
    .set({ fromNumber: sql`${ERASED}`, body: ERASED })
    .where(and(eq(incomingTexts.businessId, businessId), inArray(incomingTexts.fromNumber, numbers)))
    .returning({ id: incomingTexts.id });
  await tx
    .delete(textCodes)
    .where(and(eq(textCodes.businessId, businessId), inArray(textCodes.number, numbers)));
  return sent.length + received.length;
}

/** Who came, when, and whether it was an emergency stays: that is the technicians' and nobody's else. */
async function eraseDispatches(tx: Transaction, { callIds }: CustomerTraces): Promise<void> {
  await tx
    .update(dispatchCallers)
    .set({ contactName: null, contactPhone: null })
    .where(inArray(dispatchCallers.callId, callIds));
  const rows = await tx
    .update(dispatches)
    .set({ problem: ERASED, addressLine: ERASED, placeKey: ERASED, streetKey: ERASED, approvedBy: null })
    .where(inArray(dispatches.callId, callIds))
    .returning({ id: dispatches.id });
  const joined = await tx
    .select({ id: dispatchCallers.dispatchId })
    .from(dispatchCallers)
    .where(inArray(dispatchCallers.callId, callIds));
  const ids = [...rows, ...joined].map(({ id }) => id);
  await tx.update(dispatchPages).set({ body: ERASED }).where(inArray(dispatchPages.dispatchId, ids));
}

async function eraseMessages(tx: Transaction, traces: CustomerTraces): Promise<number> {
  const ofPerson = messagesOf(traces);
  const rows = await tx.select({ id: messages.id }).from(messages).where(ofPerson);
  const ids = rows.map(({ id }) => id);
  await tx
    .update(pages)
    .set({ body: ERASED })
    .where(or(inArray(pages.messageId, ids), inArray(pages.callId, traces.callIds)));
  await tx
    .update(messages)
    .set({ callerName: null, callerPhone: null, problem: null, recordingUrl: null, nameRecordingUrl: null })
    .where(inArray(messages.id, ids));
  return ids.length;
}

async function eraseRecordings(tx: Transaction, { businessId, callIds }: CustomerTraces): Promise<number> {
  const rows = await tx
    .update(recordings)
    .set({ url: null, payload: null })
    .where(and(inArray(recordings.callId, callIds), ne(recordings.status, 'deleted')))
    .returning({ recordingSid: recordings.recordingSid });
  for (const { recordingSid } of rows)
    await enqueue(tx, 'calls.delete-recording', { businessId, recordingSid });
  return rows.length;
}
