import type { JobQueues } from '@afterhourfix/database';
import {
  forBusiness,
  type Jobs,
  pageUnconfirmedBooking,
  type SystemContext,
  type TextMessages,
} from '@afterhourfix/domain';

const NAME = 'dispatch.page-unconfirmed-booking';

export function pageUnconfirmedBookingJob(
  system: SystemContext,
  texts: TextMessages,
): JobQueues<Jobs>[typeof NAME] {
  return async ({ businessId, bookingId }) => {
    const ctx = await forBusiness(system, businessId, { kind: 'job', name: NAME });
    const result = await pageUnconfirmedBooking(ctx, { bookingId }, texts);
    // Trying again would find nobody either, and a caller waits for a visit: somebody must look.
    if (!result.ok) ctx.log.error({ bookingId }, 'an unconfirmed visit reaches nobody: no one is on call');
  };
}
