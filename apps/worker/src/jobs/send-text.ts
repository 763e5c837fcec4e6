import type { JobQueues } from '@afterhourfix/database';
import {
  forBusiness,
  type Jobs,
  type SystemContext,
  sendText,
  type TextMessages,
} from '@afterhourfix/domain';

const NAME = 'messages.send-text';

export function sendTextJob(system: SystemContext, texts: TextMessages): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, textMessageId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    await sendText(ctx, { textMessageId }, texts);
  };
}
