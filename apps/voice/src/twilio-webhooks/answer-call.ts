import {
  actFor,
  answerCall,
  type Business,
  type OnTechnicianAnswer,
  type SystemContext,
} from '@afterhourfix/domain';
import type { TwilioRest } from '@afterhourfix/integrations/twilio/rest-client';
import { toHangup } from '@afterhourfix/integrations/twilio/twiml';
import type { DeferredVerbs } from '../deferred-verbs.ts';
import { toOpening } from '../instructions/opening.ts';
import type { LiveCalls } from '../live-calls.ts';
import { openSession, type SessionParts } from '../open-session.ts';
import { toAgent } from './call-script.ts';
import { type MessageCause, toNameStep } from './message-script.ts';
import { type FormFields, field } from './signed-form.ts';
import type { WebhookUrls } from './webhook-urls.ts';

export type Telephone = Pick<
  TwilioRest,
  'makeCall' | 'endCall' | 'redirectCall' | 'startRecording' | 'startTranscription'
>;

export interface WebhookParts {
  system: SystemContext;
  sessions: SessionParts;
  liveCalls: LiveCalls;
  urls: WebhookUrls;
  deferred: DeferredVerbs;
  onTechnicianAnswer: OnTechnicianAnswer;
  /** The carrier, asked by us. */
  telephone: Telephone;
  isDraining(): boolean;
}

const CAUSES = {
  'unknown-number': 'unknown_number',
  'business-paused': 'business_paused',
  // Nobody who is on the line hears it, unless the carrier lost its way in the call: then no silence.
  'media-started': 'tech_failure',
} as const satisfies Record<string, MessageCause>;

/** A call rings: the agent takes it, or a sentence says why not and a message is taken. */
export async function answerIncomingCall(parts: WebhookParts, fields: FormFields): Promise<string> {
  const { system, urls, liveCalls } = parts;
  const callSid = field(fields, 'CallSid');
  if (!callSid) return toHangup();
  const answered = await answerCall(system, {
    callSid,
    from: field(fields, 'From') ?? 'anonymous',
    to: field(fields, 'To') ?? '',
    forwardedFrom: field(fields, 'ForwardedFrom'),
    stirVerstat: field(fields, 'StirVerstat'),
  });
  if (!answered.ok) {
    return answered.refusal === 'call-ended' ? toHangup() : toNameStep(urls, CAUSES[answered.refusal]);
  }
  const { call, business, agent, mediaToken } = answered;
  // A repeated request finds the session that the first one opened; only the token is new.
  if (liveCalls.has(callSid)) return toAgent(urls, { token: mediaToken });
  if (isFull(parts, business)) return toNameStep(urls, 'over_capacity');
  const domain = actFor(system, business, { kind: 'agent', callId: call.id });
  const opening = toOpening(domain, agent);
  openSession(parts.sessions, { domain, call, business, agent, opening, conversation: [], knownFacts: [] });
  return toAgent(urls, { token: mediaToken });
}

function isFull({ liveCalls, sessions, isDraining }: WebhookParts, business: Business): boolean {
  const { maxLiveCalls } = sessions.config.limits;
  return (
    isDraining() || liveCalls.count >= maxLiveCalls || liveCalls.countOf(business.id) >= business.maxLiveCalls
  );
}
