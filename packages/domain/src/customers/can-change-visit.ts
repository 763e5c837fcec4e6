import type { Transaction } from '@afterhourfix/database';
import type { BusinessId, CallId, CustomerId } from '@afterhourfix/vocabulary';
import { findVerifiedCustomer } from './lookup-customer.ts';

/**
 * Whether the caller of a call may move or cancel a visit, or hear that there is one: their own of this very call, or
 * that of the customer whom they have shown to be. Everybody else leaves a message.
 */
export async function canChangeVisit(
  tx: Transaction,
  of: { businessId: BusinessId; callId: CallId; visit: { callId: CallId | null; customerId: CustomerId } },
): Promise<boolean> {
  const { businessId, callId, visit } = of;
  if (visit.callId === callId) return true;
  return (await findVerifiedCustomer(tx, { businessId, callId })) === visit.customerId;
}
