import type { CallRecordings } from '@afterhourfix/domain';
import { createTwilioRest } from '@afterhourfix/integrations/twilio/rest-client';
import type { WorkerConfig } from './config.ts';

/** The recordings that Twilio keeps. */
export function createCallRecordings(settings: WorkerConfig['texts']): CallRecordings {
  const { accountSid, authToken, apiUrl } = settings;
  const twilio = createTwilioRest({ accountSid, authToken: authToken.reveal(), apiUrl });
  return {
    stop: (recording) => twilio.stopRecording(recording),
    delete: (recording) => twilio.deleteRecording(recording),
  };
}
