import type { Transaction } from '@afterhourfix/database';
import { bookings, phoneNumbers } from '@afterhourfix/database/schema';
import { BookingId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { putOffVisit } from '../booking/index.ts';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import type { TextMessages } from '../messages/index.ts';
import { textVisitNews } from '../messages/index.ts';
import { type DispatchRow, readRanked } from './dispatch-record.ts';

/** Whoever has said yes leaves a visit for it: its customer is given another time, by a job. */
export async function enqueuePutOff(
  tx: Transaction,
  { row, by }: { row: DispatchRow; by: string },
): Promise<void> {
  const bookingId = BookingId.safeParse(readRanked(row, by)?.displaces?.bookingId);
  const { businessId } = row;
  if (bookingId.success)
    await enqueue(tx, 'dispatch.put-off-visit', { businessId, bookingId: bookingId.data });
}

/**
 * Moves a visit whose technician was needed for an emergency, and texts its customer the new window. Where it cannot be
 * moved, or they do not want texts, the owner is asked to call them. May run again. Throws the port's `VendorError`.
 */
export async function putOffForEmergency(
  ctx: DomainContext,
  { bookingId }: { bookingId: BookingId },
  texts: TextMessages,
): Promise<{ told: 'customer' | 'owner' | 'nobody' }> {
  const moved = await putOffVisit(ctx, { bookingId });
  if (!moved.ok && moved.refusal === 'unknown-booking') return { told: 'nobody' };
  if (moved.ok && (await textVisitNews(ctx, { bookingId, isAwaited: true })) === 'queued')
    return { told: 'customer' };
  return askOwnerToCall(ctx, { bookingId, hasNewTime: moved.ok, texts });
}

async function askOwnerToCall(
  ctx: DomainContext,
  of: { bookingId: BookingId; hasNewTime: boolean; texts: TextMessages },
): Promise<{ told: 'owner' | 'nobody' }> {
  const { id: businessId, name: businessName, timeZone, ownerNumber: to } = ctx.business;
  const [visit, line] = await ctx.db.transaction(async (tx) => {
    const [booking] = await tx
      .select()
      .from(bookings)
      .where(and(eq(bookings.businessId, businessId), eq(bookings.id, of.bookingId)));
    const [number] = await tx
      .select({ number: phoneNumbers.number })
      .from(phoneNumbers)
      .where(and(eq(phoneNumbers.businessId, businessId), eq(phoneNumbers.status, 'active')));
    return [booking, number] as const;
  });
  if (!visit || !line || !to) return { told: 'nobody' };
  const when = DateTime.fromJSDate(visit.startsAt, { zone: timeZone }).toFormat("ccc LLL d 'at' h:mm a");
  const what = of.hasNewTime ? `was moved to ${when}` : 'has no other time yet';
  const body = `${businessName}: the visit of ${visit.contactName}, ${visit.contactPhone}, gave way to an emergency and ${what}. They could not be texted: please call them.`;
  await of.texts.send({ from: line.number, to, body });
  return { told: 'owner' };
}
