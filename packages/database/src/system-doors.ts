import type { AgentId, BusinessId, CallId, PhoneNumber, PhoneNumberId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import type { SystemDatabase } from './tenant-database.ts';

export type NumberRoute = { businessId: BusinessId; agentId: AgentId; phoneNumberId: PhoneNumberId };
export type CallBusiness = { businessId: BusinessId; callId: CallId };

/** Who answers a number that is in use; null when no business owns it. */
export function findNumberRoute(system: SystemDatabase, number: PhoneNumber): Promise<NumberRoute | null> {
  return system.transaction(async (tx) => {
    const { rows } = await tx.execute<NumberRoute>(sql`
      select business_id as "businessId", agent_id as "agentId", phone_number_id as "phoneNumberId"
      from find_number_route(${number})`);
    return rows[0] ?? null;
  });
}

/** Whose call a carrier's call sid is; null when we never stored it. */
export function findCallBusiness(system: SystemDatabase, callSid: string): Promise<CallBusiness | null> {
  return system.transaction(async (tx) => {
    const { rows } = await tx.execute<CallBusiness>(sql`
      select business_id as "businessId", call_id as "callId" from find_call_business(${callSid})`);
    return rows[0] ?? null;
  });
}

/** Every business, for jobs that go round all of them. */
export function listBusinessIds(system: SystemDatabase): Promise<BusinessId[]> {
  return system.transaction(async (tx) => {
    const { rows } = await tx.execute<{ id: BusinessId }>(sql`select list_business_ids() as id`);
    return rows.map((row) => row.id);
  });
}

/** Whose texts somebody answers, by the business that texted them last from this number; null when none did. */
export function findTextBusiness(
  system: SystemDatabase,
  { sender, recipient }: { sender: PhoneNumber; recipient: PhoneNumber },
): Promise<BusinessId | null> {
  return system.transaction(async (tx) => {
    const { rows } = await tx.execute<{ id: BusinessId | null }>(
      sql`select find_text_business(${sender}, ${recipient}) as id`,
    );
    return rows[0]?.id ?? null;
  });
}
