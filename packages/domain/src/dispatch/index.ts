export { completeMessage } from './complete-message.ts';
export type { PageOnCallResult } from './deliver-page.ts';
export { type FindTransferTargetResult, findTransferTarget } from './find-transfer-target.ts';
export { listMessageFacts, type MessageFacts } from './list-message-facts.ts';
export { pageMissedTransfer } from './page-missed-transfer.ts';
export { pageOnCall } from './page-on-call.ts';
export { pageUnconfirmedBooking } from './page-unconfirmed-booking.ts';
export type { TransferTarget } from './rules/choose-transfer-target.ts';
export { readKeyedMinutes } from './rules/technician-call-answer.ts';
export { type MessagePart, type SavedMessage, saveMessagePart } from './save-message-part.ts';
export { saveUnroutedMessage, type UnroutedMessage } from './save-unrouted-message.ts';
export {
  type OnTechnicianAnswer,
  recordTechnicianAnswer,
  type TechnicianAnswer,
} from './technician-call-answers.ts';
export {
  getTechnicianCall,
  mayCallTechnician,
  noteTechnicianCallSid,
  openTechnicianCall,
} from './technician-call-rows.ts';
export type { TechnicianCallRequest, TechnicianCalls } from './technician-calls.ts';
export type { TextMessages } from './text-messages.ts';
