import {
  finishCallBySid,
  readCallerNumber,
  type SystemContext,
  type TakenMessage,
  takeMessage,
} from '@afterhourfix/domain';
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
type Part = Pick<TakenMessage, 'callerPhone' | 'nameRecordingUrl' | 'recordingUrl' | 'isComplete'>;

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
    readPhoneNumber(field(fields, 'Digits') ?? '') ?? readCallerNumber(field(fields, 'From') ?? '');
  await keep(desk, { fields, cause }, { ...(callerPhone && { callerPhone }) });
  return toProblemStep(desk.urls, cause);
}

/** The end of the script and of the call. */
export async function takeProblem(desk: MessageDesk, { fields, cause }: Step): Promise<string> {
  const recordingUrl = field(fields, 'RecordingUrl');
  const part = { isComplete: true, ...(recordingUrl && { recordingUrl }) };
  const isPaged = await keep(desk, { fields, cause }, part);
  const callSid = field(fields, 'CallSid') ?? '';
  await desk.deferred.run('calls.finish', () =>
    finishCallBySid(desk.system, { callSid, outcome: 'message_taken', reason: cause }),
  );
  return toMessageTaken({ isPaged });
}

/** True once somebody is being paged: not while the message waits, nor when nobody is on call. */
async function keep(desk: MessageDesk, { fields }: Step, part: Part): Promise<boolean> {
  const { system, deferred } = desk;
  const message = {
    callSid: field(fields, 'CallSid') ?? '',
    fromRaw: field(fields, 'From') ?? '',
    toRaw: field(fields, 'To') ?? '',
    receivedAt: system.clock.now(),
    source: 'keypad' as const,
    ...part,
  };
  const taken = { isPaged: false };
  const isKept = await deferred.run('calls.take-message', async () => {
    Object.assign(taken, await takeMessage(system, message));
  });
  return isKept && taken.isPaged;
}
