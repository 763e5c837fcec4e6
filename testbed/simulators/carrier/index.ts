export type { CallRequest, CallStatus, MediaListeners, NumberSettings } from './call-request.ts';
export type { CalleeBehaviour, Callees } from './callees.ts';
export type { HeardListener } from './caller-line.ts';
export type { CarrierCall } from './carrier-call.ts';
export {
  type CarrierSimulator,
  type CarrierSimulatorOptions,
  startCarrierSimulator,
} from './carrier-simulator.ts';
export type { CallFaults } from './faults.ts';
export type { Reply } from './keypad.ts';
export type { TwimlStep } from './leg.ts';
export type { OutgoingCall, OutgoingEvent } from './outgoing-call.ts';
export type { MarkRecord } from './playback-queue.ts';
export type { Problem } from './problems.ts';
export type { Recording, RecordingRequest } from './recordings.ts';
export { newSid } from './sids.ts';
export { type FormFields, signForm, signStreamUrl } from './signature.ts';
export type { ClearRecord, StreamEnding, StreamRecord } from './stream-record.ts';
export type { Transcription } from './transcriptions.ts';
export { sendWebhook } from './webhook-client.ts';
