import { claimMediaStream, forBusiness, getLiveCall, type SystemContext } from '@afterhourfix/domain';
import { AFTER_FAULT } from './call-returns.ts';
import type { LiveCalls } from './live-calls.ts';
import type { TwilioCarrierLeg } from './media-stream/twilio-carrier-leg.ts';
import { openSession, type SessionParts } from './open-session.ts';

export type Admission = { ok: true } | { ok: false; refusal: string };

/**
 * Gives a carrier leg to its call. The token is spent in the database, so of two streams one wins on whatever node;
 * when another node answered the call, its session is opened here.
 */
export async function admitMedia(
  parts: { system: SystemContext; liveCalls: LiveCalls; sessions: SessionParts },
  leg: TwilioCarrierLeg,
): Promise<Admission> {
  const { callSid, parameters, encoding, sampleRateHz } = leg.started;
  if (encoding !== 'audio/x-mulaw' || sampleRateHz !== 8000)
    return { ok: false, refusal: 'unsupported format' };
  const claimed = await claimMediaStream(parts.system, { callSid, token: parameters.token ?? '' });
  if (!claimed.ok) return claimed;
  const waiting = parts.liveCalls.claim(callSid);
  if (waiting) {
    waiting.attachCarrier(leg);
    return { ok: true };
  }
  if (parts.liveCalls.has(callSid)) return { ok: false, refusal: 'call has media' };
  const domain = await forBusiness(parts.system, claimed.businessId, { kind: 'carrier' });
  const { call, agent, conversation, facts, isBooked } = await getLiveCall(domain, {
    callId: claimed.callId,
  });
  openSession(parts.sessions, {
    domain,
    call,
    business: domain.business,
    agent,
    opening:
      conversation.length === 0
        ? { kind: 'greeting', text: agent.greeting }
        : { kind: 'resumption', text: AFTER_FAULT.text },
    conversation,
    knownFacts: facts,
    facts: { isBooked },
  });
  parts.liveCalls.claim(callSid)?.attachCarrier(leg);
  return { ok: true };
}
