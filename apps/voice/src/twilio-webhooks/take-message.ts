import { finishCallBySid, type SystemContext, takeMessage } from '@afterhourfix/domain';
import { readPhoneNumber } from '@afterhourfix/vocabulary';
import type { DeferredVerbs } from '../deferred-verbs.ts';
import {
  MESSAGE_CAUSES,
  type MessageCause,
  toMessageTaken,
  toNumberStep,
  toProblemStep,
} from './message-script.ts';
import { type FormFields, field } from './signed-form.ts';
import type { WebhookUrls } from './webhook-urls.ts';

export interface MessageDesk {
  system: SystemContext;
  deferred: DeferredVerbs;
  urls: WebhookUrls;
}

type Step = { fields: FormFields; cause: MessageCause };
type Part = Omit<Parameters<typeof takeMessage>[1], 'callSid' | 'fromRaw' | 'toRaw' | 'source'>;

/** Hostile or mistyped causes read as a technical failure, which promises nothing. */
export function readCause(text: unknown): MessageCause {
  return MESSAGE_CAUSES.find((cause) => cause === text) ?? 'tech_failure';
}

export async function takeName(desk: MessageDesk, { fields, cause }: Step): Promise<string> {
  const nameRecordingUrl = field(fields, 'RecordingUrl');
  await keep(desk, { fields, cause }, { ...(nameRecordingUrl && { nameRecordingUrl }) });
  return toNumberStep(desk.urls, cause);
}

export async function takeNumber(desk: MessageDesk, { fields, cause }: Step): Promise<string> {
  const callerPhone =
    readPhoneNumber(field(fields, 'Digits') ?? '') ?? readPhoneNumber(field(fields, 'From') ?? '');
  await keep(desk, { fields, cause }, { ...(callerPhone && { callerPhone }) });
  return toProblemStep(desk.urls, cause);
}

/** The end of the script and of the call. */
export async function takeProblem(desk: MessageDesk, { fields, cause }: Step): Promise<string> {
  const recordingUrl = field(fields, 'RecordingUrl');
  const isKept = await keep(
    desk,
    { fields, cause },
    { isComplete: true, ...(recordingUrl && { recordingUrl }) },
  );
  const callSid = field(fields, 'CallSid') ?? '';
  const reason = cause === 'tech_failure' ? 'tech_failure' : cause;
  await desk.deferred.run('calls.finish', () =>
    finishCallBySid(desk.system, { callSid, outcome: 'message_taken', reason }),
  );
  return toMessageTaken({ isPaged: isKept && cause !== 'unknown_number' });
}

function keep(desk: MessageDesk, { fields }: Step, part: Part): Promise<boolean> {
  const callSid = field(fields, 'CallSid') ?? '';
  const message = {
    callSid,
    fromRaw: field(fields, 'From') ?? '',
    toRaw: field(fields, 'To') ?? '',
    source: 'keypad' as const,
    ...part,
  };
  return desk.deferred.run('calls.take-message', () => takeMessage(desk.system, message));
}
