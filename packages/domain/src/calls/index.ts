export { acceptTransfer } from './accept-transfer.ts';
export { type AnswerCallInput, type AnswerCallResult, answerCall } from './answer-call.ts';
export { type AnsweredCall, type ConversationTurn, Handover } from './call.ts';
export { type ClaimMediaStreamResult, type ClaimRefusal, claimMediaStream } from './claim-media-stream.ts';
export { closeStaleCalls } from './close-stale-calls.ts';
export { concludeTransfer } from './conclude-transfer.ts';
export { type CallRecordings, deleteRecording } from './delete-recording.ts';
export { type FindTransferResult, findTransfer } from './find-transfer.ts';
export { type CallEnding, finishCall } from './finish-call.ts';
export { finishCallBySid } from './finish-call-by-sid.ts';
export { missTransfer, noteTransferCall } from './follow-transfer.ts';
export { getLiveCall, type LiveCall } from './get-live-call.ts';
export {
  findHoldMusic,
  type HoldMusic,
  removeHoldMusic,
  type SetHoldMusicResult,
  setHoldMusic,
} from './hold-music.ts';
export type {
  EngineSessionEntry,
  EventEntry,
  JournalEntry,
  PromiseEntry,
  RecordingWishEntry,
  ToolCallEntry,
  TurnEntry,
  UsageEntry,
} from './journal-entry.ts';
export type { DangerBefore, DangerStep, EarlierVerdict } from './load-danger-before.ts';
export { type Conversation, readConversation } from './read-conversation.ts';
export { type IssuedBefore, readIssuedBefore } from './read-issued-before.ts';
export { readTransfer, type TransferUnderWay } from './read-transfer.ts';
export { type CallStatusReport, recordCallStatus } from './record-call-status.ts';
export { recordCarrierEvent } from './record-carrier-event.ts';
export { type RecordingReport, recordRecording } from './record-recording.ts';
export { recordTalk } from './record-talk.ts';
export { type ResumeCallResult, resumeCall } from './resume-call.ts';
export { readCallerNumber } from './rules/caller-number.ts';
export { runWriteOnce, type WriteRun } from './run-write-once.ts';
export { setHandover } from './set-handover.ts';
export { type TakenMessage, takeMessage } from './take-message.ts';
export { writeJournal } from './write-journal.ts';
export { writeSummary } from './write-summary.ts';
