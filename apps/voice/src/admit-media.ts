import {
  claimMediaStream,
  type DomainContext,
  forBusiness,
  getLiveCall,
  type LiveCall,
  type SystemContext,
} from '@afterhourfix/domain';
import { AFTER_FAULT, readCallReturn } from './call-returns.ts';
import { toOpening } from './instructions/opening.ts';
import type { LiveCalls } from './live-calls.ts';
import type { TwilioCarrierLeg } from './media-stream/twilio-carrier-leg.ts';
import { openSession, type SessionParts } from './open-session.ts';

export type Admission = { ok: true } | { ok: false; refusal: string };

const TOO_LATE = { ok: false, refusal: 'too late' } as const;

/**
 * Gives a carrier leg to its call. The token is spent in the database, so of two streams one wins on whatever node;
 * when another node answered the call, its session is opened here.
 */
export async function admitMedia(
  parts: { system: SystemContext; liveCalls: LiveCalls; sessions: SessionParts },
  { leg, expired }: { leg: TwilioCarrierLeg; expired: AbortSignal },
): Promise<Admission> {
  const { callSid, parameters, encoding, sampleRateHz } = leg.started;
  if (encoding !== 'audio/x-mulaw' || sampleRateHz !== 8000)
    return { ok: false, refusal: 'unsupported format' };
  const claimed = await claimMediaStream(parts.system, { callSid, token: parameters.token ?? '' });
  if (!claimed.ok) return claimed;
  // The carrier has asked again meanwhile: the session that waits now is for its next stream.
  if (expired.aborted) return TOO_LATE;
  const waiting = parts.liveCalls.claim(callSid);
  if (waiting) {
    waiting.attachCarrier(leg);
    return { ok: true };
  }
  if (parts.liveCalls.has(callSid)) return { ok: false, refusal: 'call has media' };
  const domain = await forBusiness(parts.system, claimed.businessId, { kind: 'carrier' });
  const live = await getLiveCall(domain, { callId: claimed.callId });
  if (expired.aborted) return TOO_LATE;
  openSession(parts.sessions, {
    domain,
    business: domain.business,
    ...toBeginning(domain, { live, backKind: parameters.back }),
  });
  parts.liveCalls.claim(callSid)?.attachCarrier(leg);
  return { ok: true };
}

/** A call that has been talked about needs no greeting, even when nobody says what brings it back. */
function toBeginning(
  domain: DomainContext,
  { live, backKind }: { live: LiveCall; backKind: string | undefined },
) {
  const { call, agent, conversation, facts, isBooked, isMessageTaken, isRecordingRefused, danger } = live;
  const isTalkedAbout = conversation.length > 0 || isRecordingRefused;
  const back = readCallReturn(backKind) ?? (isTalkedAbout ? AFTER_FAULT : null);
  return {
    call,
    agent,
    conversation,
    opening: back ? { kind: 'resumption' as const, text: back.text } : toOpening(domain, agent),
    isRecordingRefused,
    danger,
    knownFacts: [...facts, ...(back?.knownFacts ?? [])],
    facts: { isTransferFailed: live.isTransferFailed, ...back?.facts, isBooked, isMessageTaken },
  };
}
