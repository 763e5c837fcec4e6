import { acceptTransfer, missTransfer } from '@afterhourfix/domain';
import { toHangup } from '@afterhourfix/integrations/twilio/twiml';
import { readPhoneNumber } from '@afterhourfix/vocabulary';
import type { WebhookParts } from './answer-call.ts';
import { continueAfterDial } from './continue-call.ts';
import { endRound } from './hold-round.ts';
import { type FormFields, field, isCallerGone } from './signed-form.ts';
import { callAway, endPersonCall, findTransfer, type TransferParts } from './transfer-calls.ts';
import {
  toBriefing,
  toDeclined,
  toHold,
  toMusicUrl,
  toRoomOfCaller,
  toRoomOfPerson,
} from './transfer-script.ts';

/** Twice what we wait for the carrier to do it. */
const CALLED_AWAY_WITHIN_MS = 8_000;

export interface TransferRequest {
  fields: FormFields;
  query: Record<string, unknown>;
}

/**
 * The music has ended: more of it, unless the caller should have been called away long ago and was not. Never before
 * that, for what calls them away would cut off what they got here.
 */
export async function holdCaller(parts: WebhookParts, { fields, query }: TransferRequest): Promise<string> {
  const callSid = field(fields, 'CallSid') ?? '';
  if (isCallerGone(fields)) return toHangup();
  const now = parts.system.clock.now();
  const { next, isHeard, isOver } = endRound(query, now);
  const transfer = await findTransfer(parts, callSid);
  const settledForMs = transfer?.settledAt ? now.getTime() - transfer.settledAt.getTime() : 0;
  if (transfer?.state !== 'over' && settledForMs < CALLED_AWAY_WITHIN_MS && !isOver) {
    const musicUrl = toMusicUrl(parts.urls, isHeard ? transfer : null);
    return toHold({ urls: parts.urls, callSid }, { musicUrl, ...next });
  }
  if (transfer?.state === 'taken') return toRoomOfCaller({ urls: parts.urls, callSid });
  if (transfer?.personCallSid) await endPersonCall(parts, transfer.personCallSid);
  return continueAfterDial(parts, fields);
}

/** The caller's leg, called away from the music. */
export function joinCaller(parts: WebhookParts, fields: FormFields): string {
  const callSid = field(fields, 'CallSid') ?? '';
  return isCallerGone(fields) ? toHangup() : toRoomOfCaller({ urls: parts.urls, callSid });
}

/** Somebody has answered; a machine is left at once, and hears nothing of the caller. */
export async function briefPerson(parts: WebhookParts, { fields, query }: TransferRequest): Promise<string> {
  const answeredBy = field(fields, 'AnsweredBy') ?? 'unknown';
  if (/^(machine|fax)/.test(answeredBy)) return toHangup();
  return brief(parts, String(query.call ?? ''), answeredBy === 'human');
}

/** While PostgreSQL does not answer, who presses 1 gets the caller. */
export async function takePersonKey(
  parts: WebhookParts,
  { fields, query }: TransferRequest,
): Promise<string> {
  const callSid = String(query.call ?? '');
  const digits = field(fields, 'Digits');
  if (digits === '2') return toDeclined();
  if (digits !== '1') return brief(parts, callSid, true);
  const to = readPhoneNumber(field(fields, 'To') ?? '');
  let isTaken = true;
  await parts.deferred.run('calls.accept-transfer', async () => {
    isTaken = await acceptTransfer(parts.system, { callSid, to });
  });
  if (!isTaken) return toHangup('The caller has hung up.');
  await callAway(parts, { callSid, path: 'transfer/join' });
  void record(parts, callSid);
  return toRoomOfPerson(callSid);
}

/** The call to the person is over: a caller who still waits for them goes back to the agent at once. */
export async function endPerson(parts: WebhookParts, { fields, query }: TransferRequest): Promise<void> {
  const callSid = String(query.call ?? '');
  const personCallSid = field(fields, 'CallSid') ?? '';
  let isMissed = false;
  await parts.deferred.run('calls.miss-transfer', async () => {
    isMissed = await missTransfer(parts.system, { callSid, personCallSid });
  });
  if (isMissed) await callAway(parts, { callSid, path: 'dial-ended' });
}

/** The caller has hung up: nobody is rung or kept waiting for them any longer. */
export async function releasePerson(parts: TransferParts, fields: FormFields): Promise<void> {
  const transfer = await findTransfer(parts, field(fields, 'CallSid') ?? '');
  if (transfer?.personCallSid) await endPersonCall(parts, transfer.personCallSid);
}

async function brief(parts: WebhookParts, callSid: string, isPersonCertain: boolean): Promise<string> {
  const transfer = await findTransfer(parts, callSid);
  const { businessName = null, briefing = null } = transfer ?? {};
  return toBriefing({ urls: parts.urls, callSid }, { businessName, briefing, isPersonCertain });
}

/** Sound and words of the human part of the call, unless the caller has refused to be recorded. */
async function record(parts: WebhookParts, callSid: string): Promise<void> {
  const { telephone, urls, system } = parts;
  const transfer = await findTransfer(parts, callSid);
  if (!transfer?.isRecorded) return;
  const warn = (error: unknown) =>
    system.log.warn({ err: error, callSid }, 'the talk with a person is not kept whole');
  await Promise.all([
    telephone.startRecording({ callSid, reportUrl: urls.http('recording') }).catch(warn),
    telephone.startTranscription({ callSid, reportUrl: urls.http('transcription') }).catch(warn),
  ]);
}
