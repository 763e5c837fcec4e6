import type { ReportTo, TextMessages } from '@afterhourfix/domain';
import { createTwilioRest } from '@afterhourfix/integrations/twilio/rest-client';
import type { WorkerConfig } from './config.ts';

/** Texts through Twilio, from the line of the business unless one sender is registered for all. */
export function createTextMessages(settings: WorkerConfig['texts']): TextMessages {
  const { accountSid, authToken, apiUrl, from: sender, publicUrl } = settings;
  const twilio = createTwilioRest({ accountSid, authToken: authToken.reveal(), apiUrl });
  return {
    async send({ from: line, to, body, reportTo }) {
      const from = sender ?? line;
      const statusUrl = reportTo && publicUrl ? toStatusUrl(publicUrl, reportTo) : undefined;
      return { ...(await twilio.sendTextMessage({ from, to, body, statusUrl })), from };
    },
  };
}

/** A webhook of the voice server, where Twilio's other reports go too. */
function toStatusUrl(publicUrl: string, reportTo: ReportTo): string {
  const about = 'pageId' in reportTo ? { page: reportTo.pageId } : { text: reportTo.textMessageId };
  return `${publicUrl}/twilio/text-status?${new URLSearchParams({ business: reportTo.businessId, ...about })}`;
}
