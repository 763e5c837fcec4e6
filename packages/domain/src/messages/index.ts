export { noteTextFailure } from './fail-text.ts';
export type { PaymentLinks } from './payment-links.ts';
export { type QueueTextResult, queueText, type TextToQueue } from './queue-text.ts';
export {
  type HearTechnician,
  type IncomingText,
  type ReceiveTextResult,
  receiveText,
} from './receive-text.ts';
export { recordTextStatus, type TextReport } from './record-text-status.ts';
export type { ReportedStatus } from './rules/delivery.ts';
export type { TextSubject } from './rules/text-body.ts';
export {
  type SendPaymentLinkInput,
  type SendPaymentLinkResult,
  sendPaymentLink,
} from './send-payment-link.ts';
export { type SendTextResult, sendText } from './send-text.ts';
export { type DispatchFacts, type DispatchNews, queueDispatchNews, textDispatch } from './text-dispatch.ts';
export { textDroppedCaller } from './text-dropped-caller.ts';
export { listTextFaults, noteTextArrived, type StandingTextFault } from './text-faults.ts';
export type { ReportTo, TextMessages } from './text-messages.ts';
export { type TextFromCallResult, textVisit, textVisitNews } from './text-visit.ts';
