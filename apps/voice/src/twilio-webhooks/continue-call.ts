import {
  acceptTransfer,
  actFor,
  concludeTransfer,
  type ResumeCallResult,
  resumeCall,
} from '@afterhourfix/domain';
import { toHangup, toSentence } from '@afterhourfix/integrations/twilio/twiml';
import { readPhoneNumber } from '@afterhourfix/vocabulary';
import { AFTER_FAULT, AFTER_TRANSFER, type CallReturn } from '../call-returns.ts';
import { openSession } from '../open-session.ts';
import type { WebhookParts } from './answer-call.ts';
import { toAgent, toWhisper } from './call-script.ts';
import { toNameStep } from './message-script.ts';
import { type FormFields, field, isCallerGone } from './signed-form.ts';
import { startTransfer } from './start-transfer.ts';

/** The transcript must be in the database before it is read; PostgreSQL may be away. */
const JOURNAL_LIMIT_MS = 1_000;

/** The crash net: the media has ended, and the carrier asks what comes next. */
export async function continueAfterStream(parts: WebhookParts, fields: FormFields): Promise<string> {
  const callSid = field(fields, 'CallSid') ?? '';
  if (isCallerGone(fields)) return toHangup();
  const departure = parts.liveCalls.takeDeparture(callSid);
  if (departure?.kind === 'hang-up') return toHangup();
  if (departure?.kind === 'transfer') return startTransfer(parts, { fields, to: departure.to });
  await flushJournal(parts);
  return toNext(parts, { fields, next: await resumeCall(parts.system, { callSid }), back: AFTER_FAULT });
}

/** The person rung has hung up, did not answer, or let it ring; or the caller has not waited for it. */
export async function continueAfterDial(parts: WebhookParts, fields: FormFields): Promise<string> {
  const { system, deferred } = parts;
  const callSid = field(fields, 'CallSid') ?? '';
  if (isCallerGone(fields)) {
    const conclusion = { callSid, isCallerGone: true };
    await deferred.run('calls.conclude-transfer', () => concludeTransfer(system, conclusion));
    return toHangup();
  }
  // Who took the call may still wait to be written.
  if (deferred.waitingCount > 0) await deferred.retry();
  await flushJournal(parts);
  return toNext(parts, { fields, next: await concludeTransfer(system, { callSid }), back: AFTER_TRANSFER });
}

/** `callSid` is the caller's: the person rung has a call of their own. */
export function whisper(parts: WebhookParts, callSid: string): string {
  return toWhisper(parts.urls, callSid);
}

/** While PostgreSQL does not answer, who pressed 1 gets the caller; a bridge to nobody harms nobody. */
export async function answerWhisper(
  { system, deferred }: WebhookParts,
  { callSid, fields }: { callSid: string; fields: FormFields },
): Promise<string> {
  if (field(fields, 'Digits') !== '1') return toHangup();
  const to = readPhoneNumber(field(fields, 'To') ?? '');
  let isTaken = true;
  await deferred.run('calls.accept-transfer', async () => {
    isTaken = await acceptTransfer(system, { callSid, to });
  });
  return isTaken ? toSentence('Connecting you now.') : toHangup('The caller has hung up.');
}

async function flushJournal({ sessions }: WebhookParts): Promise<void> {
  const limit = Promise.withResolvers<void>();
  const timer = sessions.clock.after(JOURNAL_LIMIT_MS, limit.resolve);
  await Promise.race([sessions.writer.flush(), limit.promise]).catch(() => limit.resolve());
  timer[Symbol.dispose]();
}

async function toNext(
  parts: WebhookParts,
  { fields, next, back }: { fields: FormFields; next: ResumeCallResult; back: CallReturn },
): Promise<string> {
  switch (next.next) {
    case 'finished':
    case 'hang-up':
      return toHangup();
    case 'unknown-call':
      return toNameStep(parts.urls, 'tech_failure');
    case 'give-up':
      return toNameStep(parts.urls, 'tech_failure');
    case 'transfer':
      return startTransfer(parts, { fields, to: next.to });
    case 'reconnect':
      return reconnect(parts, next, back);
  }
}

async function reconnect(
  parts: WebhookParts,
  next: Extract<ResumeCallResult, { next: 'reconnect' }>,
  back: CallReturn,
): Promise<string> {
  const { call, business, agent, mediaToken, conversation, isTransferFailed } = next;
  if (parts.isDraining()) return toNameStep(parts.urls, 'tech_failure');
  const domain = actFor(parts.system, business, { kind: 'agent', callId: call.id });
  openSession(parts.sessions, {
    domain,
    call,
    business,
    agent,
    opening: { kind: 'resumption', text: back.text },
    conversation,
    knownFacts: [...next.facts, ...back.knownFacts],
    isRecordingRefused: next.isRecordingRefused,
    danger: next.danger,
    facts: { isTransferFailed, ...back.facts, isBooked: next.isBooked, isMessageTaken: next.isMessageTaken },
  });
  return toAgent(parts.urls, { token: mediaToken, back });
}
