import { phoneNumbers } from '@afterhourfix/database/schema';
import { AgentId, BusinessId, type PhoneNumber } from '@afterhourfix/vocabulary';
import type { SystemContext } from '../context.ts';
import { OAK_AND_IRON } from './oak-and-iron.ts';

/** Lets a real number ring at the first demo business; one that a business owns already stays where it is. */
export async function connectDemoLine(
  system: SystemContext,
  line: { number: PhoneNumber; twilioSid: string },
): Promise<void> {
  const businessId = BusinessId.parse(OAK_AND_IRON.id);
  const agentId = AgentId.parse(OAK_AND_IRON.agentId);
  await system.db.forBusiness(businessId).transaction((tx) =>
    tx
      .insert(phoneNumbers)
      .values({ businessId, agentId, ...line })
      .onConflictDoNothing(),
  );
}
