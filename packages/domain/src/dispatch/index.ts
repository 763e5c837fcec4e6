export { type FindTransferTargetResult, findTransferTarget } from './find-transfer-target.ts';
export { type PageOnCallResult, pageOnCall } from './page-on-call.ts';
export type { TransferTarget } from './rules/choose-transfer-target.ts';
export { type MessagePart, saveMessagePart } from './save-message-part.ts';
export { saveUnroutedMessage, type UnroutedMessage } from './save-unrouted-message.ts';
export type { TextMessages } from './text-messages.ts';
