import type { TextMessages } from '@afterhourfix/domain';
import { createTwilioRest } from '@afterhourfix/integrations/twilio/rest-client';
import type { WorkerConfig } from './config.ts';

/** Texts through Twilio, from the line of the business unless one sender is registered for all. */
export function createTextMessages(settings: WorkerConfig['texts']): TextMessages {
  const { accountSid, authToken, apiUrl, from: sender } = settings;
  const twilio = createTwilioRest({ accountSid, authToken: authToken.reveal(), apiUrl });
  return { send: ({ from, to, body }) => twilio.sendTextMessage({ from: sender ?? from, to, body }) };
}
