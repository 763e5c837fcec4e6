import type { Clock, Logger } from '@afterhourfix/foundation';
import type {
  BookingId,
  BusinessId,
  CallId,
  CallOutcome,
  CallOutcomeReason,
  CustomerId,
  MessageId,
  QuoteId,
  TextFault,
  TextKind,
  TextMessageId,
} from '@afterhourfix/vocabulary';

interface Source {
  log: Logger;
  clock: Clock;
  business: { id: BusinessId };
}

const counts = new Map<string, number>();

/** How often each business event happened in this process since it started; apps expose it as a metric. */
export function readEventCounts(): ReadonlyMap<string, number> {
  return counts;
}

// Ids only: names, numbers and words of callers are personal data and belong in rows.
function record(source: Source, event: string, fields: Record<string, unknown>): void {
  counts.set(event, (counts.get(event) ?? 0) + 1);
  source.log.info({ event, businessId: source.business.id, ...fields }, event);
}

export function callAnswered(source: Source, fields: { callId: CallId; isRepeat: boolean }): void {
  record(source, 'call-answered', fields);
}

export function callResumed(source: Source, fields: { callId: CallId; next: string }): void {
  record(source, 'call-resumed', fields);
}

export function callFinished(
  source: Source,
  fields: { callId: CallId; outcome: CallOutcome; reason: CallOutcomeReason },
): void {
  record(source, 'call-finished', fields);
}

export function writeRepeated(source: Source, fields: { callId: CallId; tool: string }): void {
  record(source, 'write-repeated', fields);
}

export function messageCompleted(source: Source, fields: { callId: CallId; messageId: MessageId }): void {
  record(source, 'message-completed', fields);
}

export function slotsOffered(source: Source, fields: { callId: CallId; count: number }): void {
  record(source, 'slots-offered', fields);
}

export function slotBooked(source: Source, fields: { callId: CallId; bookingId: BookingId }): void {
  record(source, 'slot-booked', fields);
}

export function bookingMoved(source: Source, fields: { callId: CallId; bookingId: BookingId }): void {
  record(source, 'booking-moved', fields);
}

export function bookingCancelled(
  source: Source,
  fields: { callId: CallId | null; bookingId: BookingId },
): void {
  record(source, 'booking-cancelled', fields);
}

/** The business's own calendar did not take a visit that was promised; a human is asked. */
export function bookingUnconfirmed(
  source: Source,
  fields: { bookingId: BookingId; settlement: string },
): void {
  record(source, 'booking-unconfirmed', fields);
}

/** What was corrected about a visit was taken there, or not; `unwritten` has no place there. */
export function calendarCorrected(
  source: Source,
  fields: { bookingId: BookingId; result: string; unwritten: readonly string[] },
): void {
  record(source, 'calendar-corrected', fields);
}

/** Somebody changed a visit in the business's own calendar. */
export function calendarChanged(source: Source, fields: { bookingId: BookingId; result: string }): void {
  record(source, 'calendar-changed', fields);
}

/** The call had ended with another outcome before its booking was there. */
export function outcomeCorrected(source: Source, fields: { callId: CallId; outcome: CallOutcome }): void {
  record(source, 'outcome-corrected', fields);
}

export function slotRefused(source: Source, fields: { callId: CallId; refusal: string }): void {
  record(source, 'slot-refused', fields);
}

export function holdsExpired(source: Source, fields: { count: number }): void {
  record(source, 'holds-expired', fields);
}

export function quoteIssued(source: Source, fields: { callId: CallId; quoteId: QuoteId }): void {
  record(source, 'quote-issued', fields);
}

export function priceBookPublished(source: Source, fields: { priceBookId: string; version: number }): void {
  record(source, 'price-book-published', fields);
}

export function onCallPaged(source: Source, fields: { callId: CallId; messageId: MessageId | null }): void {
  record(source, 'on-call-paged', fields);
}

export function nobodyOnCall(source: Source, fields: { callId?: CallId }): void {
  record(source, 'nobody-on-call', fields);
}

export function technicianDispatched(source: Source, fields: { callId: CallId; dispatchId: string }): void {
  record(source, 'technician-dispatched', fields);
}

export function technicianPaged(
  source: Source,
  fields: { callId: CallId; dispatchId: string; kind: string },
): void {
  record(source, 'technician-paged', fields);
}

export function dispatchAcknowledged(source: Source, fields: { dispatchId: string }): void {
  record(source, 'dispatch-acknowledged', fields);
}

/** A technician was woken more often in thirty days than the business wants. */
export function wakeBudgetExceeded(source: Source, fields: { technicianId: string; wakes: number }): void {
  record(source, 'wake-budget-exceeded', fields);
}

/** Somebody whom we page takes no texts of ours any more. */
export function pagesStopped(source: Source, fields: { errorCode: string | null }): void {
  record(source, 'pages-stopped', fields);
}

/** There is more to do than those on call can, or no more. */
export function surgeChanged(source: Source, fields: { isDemand: boolean }): void {
  record(source, 'surge-changed', fields);
}

/** Somebody should have been sent after this call. */
export function emergencyMissed(source: Source, fields: { callId: CallId }): void {
  record(source, 'emergency-missed', fields);
}

/** Nobody is on call for a while, and there is nobody to tell. */
export function gapUnheard(source: Source, fields: { gaps: number }): void {
  record(source, 'rota-gap-unheard', fields);
}

/** Everybody was asked and nobody has said yes. */
export function escalationExhausted(source: Source, fields: { callId: CallId; dispatchId: string }): void {
  record(source, 'escalation-exhausted', fields);
}

export function technicianAnswered(source: Source, fields: { dispatchId: string; answer: string }): void {
  record(source, 'technician-answered', fields);
}

export function customersMerged(source: Source, fields: { keptId: CustomerId; mergedId: CustomerId }): void {
  record(source, 'customers-merged', fields);
}

export function mergeUndone(source: Source, fields: { keptId: CustomerId; mergedId: CustomerId }): void {
  record(source, 'customer-merge-undone', fields);
}

export function privacyRequested(source: Source, fields: { callId: CallId; kind: string }): void {
  record(source, 'privacy-requested', fields);
}

export function customerErased(source: Source, fields: { customerId: CustomerId }): void {
  record(source, 'customer-erased', fields);
}

export function crmNewsDelivered(source: Source, fields: { connectionId: string; newsEvent: string }): void {
  record(source, 'crm-news-delivered', fields);
}

/** The vendor refused it for good; the owner sees why in the outbox. */
export function crmNewsGivenUp(source: Source, fields: { connectionId: string; newsEvent: string }): void {
  record(source, 'crm-news-given-up', fields);
}

export function textSent(source: Source, fields: { textMessageId: TextMessageId; kind: TextKind }): void {
  record(source, 'text-sent', fields);
}

/** It was not to be sent any more when its time came. */
export function textWithheld(source: Source, fields: { textMessageId: TextMessageId; reason: string }): void {
  record(source, 'text-withheld', fields);
}

export function textFailed(
  source: Source,
  fields: { textMessageId: TextMessageId; failure: string; errorCode: string | null },
): void {
  record(source, 'text-failed', fields);
}

/** No text of the business arrives until somebody mends it. */
export function textsFaulty(source: Source, fields: { fault: TextFault; errorCode: string | null }): void {
  record(source, 'texts-faulty', fields);
}

export function textReceived(source: Source, fields: { answer: string }): void {
  record(source, 'text-received', fields);
}

export function payLinkQueued(source: Source, fields: { callId: CallId }): void {
  record(source, 'pay-link-queued', fields);
}
