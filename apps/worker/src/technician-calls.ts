import { findNumberRoute } from '@afterhourfix/database';
import {
  forBusiness,
  noteTechnicianCallSid,
  openTechnicianCall,
  type SystemContext,
  type TechnicianCalls,
} from '@afterhourfix/domain';
import { NotFound } from '@afterhourfix/foundation';
import { createTwilioRest } from '@afterhourfix/integrations/twilio/rest-client';
import type { WorkerConfig } from './config.ts';

/** Less than a mobile's voicemail takes to answer. */
const RING_SECONDS = 22;
/** The job twice, the minutes twice, and time to wake up. */
const CALL_SECONDS = 150;

/**
 * Calls to technicians through Twilio; what they press reaches the voice server at `publicUrl`. Throws `Forbidden` for
 * a technician without recorded consent, and `NotFound` when `from` is no line of ours.
 */
export function createTechnicianCalls(
  settings: Pick<WorkerConfig['texts'], 'accountSid' | 'authToken' | 'apiUrl'> & { publicUrl: string },
  system: SystemContext,
): TechnicianCalls {
  const { accountSid, authToken, apiUrl, publicUrl } = settings;
  const twilio = createTwilioRest({ accountSid, authToken: authToken.reveal(), apiUrl });
  const toUrl = (path: string, query: Record<string, string>) =>
    `${publicUrl}/twilio/${path}?${new URLSearchParams(query)}`;
  return {
    async ring(request) {
      const line = await findNumberRoute(system.db, request.from);
      if (!line) throw new NotFound(`${request.from} is no line of a business`);
      const ctx = await forBusiness(system, line.businessId, {
        kind: 'job',
        name: 'dispatch.ring-technician',
      });
      const { technicianCallId, callSid } = await openTechnicianCall(ctx, request);
      if (callSid) return { callSid };
      const query = { business: ctx.business.id, call: technicianCallId };
      const made = await twilio.makeCall({
        to: request.to,
        from: request.from,
        scriptUrl: toUrl('technician/offer', query),
        endedUrl: toUrl('technician/ended', query),
        ringSeconds: RING_SECONDS,
        limitSeconds: CALL_SECONDS,
        machineDetection: 'greeting-end',
      });
      await noteTechnicianCallSid(ctx, { technicianCallId, callSid: made.callSid });
      return made;
    },
  };
}
