import {
  recordCallStatus,
  recordCarrierEvent,
  recordRecording,
  recordTalk,
  type SystemContext,
} from '@afterhourfix/domain';
import { z } from 'zod';
import type { JournalWriter } from '../call-journal/journal-writer.ts';
import type { DeferredVerbs } from '../deferred-verbs.ts';
import type { LiveCalls } from '../live-calls.ts';
import { type FormFields, field, isCallerGone, numberField } from './signed-form.ts';

export interface ReportDesk {
  system: SystemContext;
  deferred: DeferredVerbs;
  sessions: { writer: JournalWriter; liveCalls: LiveCalls };
}

/** The call's status at the carrier; reports may come late and out of order. */
export async function storeCallStatus(desk: ReportDesk, fields: FormFields): Promise<void> {
  const { system, deferred, sessions } = desk;
  const callSid = field(fields, 'CallSid');
  const status = field(fields, 'CallStatus');
  if (!callSid || !status) return;
  if (isCallerGone(fields)) sessions.liveCalls.awaited.forget(callSid);
  const report = {
    callSid,
    status,
    sequenceNumber: numberField(fields, 'SequenceNumber'),
    at: readInstant(field(fields, 'Timestamp')) ?? system.clock.now(),
    durationSeconds: numberField(fields, 'CallDuration'),
    payload: fields,
  };
  await deferred.run('calls.record-status', async () => {
    // The session's own word about the end comes first: a report without it would conclude "abandoned".
    await sessions.writer.flush();
    await recordCallStatus(system, report);
  });
}

export async function storeRecording({ system, deferred }: ReportDesk, fields: FormFields): Promise<void> {
  const callSid = field(fields, 'CallSid');
  const recordingSid = field(fields, 'RecordingSid');
  if (!callSid || !recordingSid) return;
  const report = {
    callSid,
    recordingSid,
    url: field(fields, 'RecordingUrl') ?? null,
    status: field(fields, 'RecordingStatus') ?? 'unknown',
    durationSeconds: numberField(fields, 'RecordingDuration'),
    channels: numberField(fields, 'RecordingChannels'),
    source: field(fields, 'RecordingSource') ?? null,
    startedAt: readInstant(field(fields, 'RecordingStartTime')),
    payload: fields,
  };
  await deferred.run('calls.record-recording', () => recordRecording(system, report));
}

const Understood = z.object({ transcript: z.string().trim().min(1) });

/** What caller and person say to each other, as the carrier understands it; guesses that may change are left out. */
export async function storeTranscription(
  { system, deferred }: ReportDesk,
  fields: FormFields,
): Promise<void> {
  const callSid = field(fields, 'CallSid');
  const speaker = readSpeaker(field(fields, 'Track'));
  const isContent = field(fields, 'TranscriptionEvent') === 'transcription-content';
  if (!callSid || !speaker || !isContent || field(fields, 'Final') === 'false') return;
  const read = Understood.safeParse(readJson(field(fields, 'TranscriptionData') ?? ''));
  if (!read.success) return;
  const key = `${field(fields, 'TranscriptionSid') ?? '-'}:${field(fields, 'SequenceId') ?? '-'}`;
  const at = readInstant(field(fields, 'Timestamp')) ?? system.clock.now();
  const turn = { callSid, key, speaker, text: read.data.transcript, at };
  await deferred.run('calls.record-talk', () => recordTalk(system, turn));
}

const readSpeaker = (track: string | undefined): 'caller' | 'person' | null =>
  track === 'inbound_track' ? 'caller' : track === 'outbound_track' ? 'person' : null;

/** Null for what is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function storeStreamStatus({ system, deferred }: ReportDesk, fields: FormFields): Promise<void> {
  const callSid = field(fields, 'CallSid');
  const event = field(fields, 'StreamEvent');
  if (!callSid || !event) return;
  const report = {
    callSid,
    key: `${field(fields, 'StreamSid') ?? '-'}:${event}`,
    type: event,
    at: readInstant(field(fields, 'Timestamp')) ?? system.clock.now(),
    payload: fields,
  };
  await deferred.run('calls.record-stream', () => recordCarrierEvent(system, report));
}

/** Twilio sends RFC 2822 or ISO times; of no other century. */
function readInstant(text: string | undefined): Date | null {
  const instant = new Date(text ?? Number.NaN);
  const year = instant.getUTCFullYear();
  return year >= 2000 && year < 2100 ? instant : null;
}
