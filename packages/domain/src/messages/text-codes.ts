import type { Transaction } from '@afterhourfix/database';
import { textCodes } from '@afterhourfix/database/schema';
import type { BookingId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

export type TextCodeRow = typeof textCodes.$inferSelect;

/** The number behind the C by which this recipient cancels this visit; the same one for each text about it. */
export async function giveCode(
  tx: Transaction,
  of: { ctx: DomainContext; number: PhoneNumber; bookingId: BookingId },
): Promise<number> {
  const { ctx, number, bookingId } = of;
  const businessId = ctx.business.id;
  const isTheirs = and(eq(textCodes.businessId, businessId), eq(textCodes.number, number));
  // Two texts to one number must not both take the next code.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${businessId}:${number}`}, 0))`);
  const known = await tx.select().from(textCodes).where(isTheirs);
  const held = known.find((row) => row.bookingId === bookingId);
  if (held) return held.code;
  const code = known.reduce((highest, row) => Math.max(highest, row.code), 0) + 1;
  await tx.insert(textCodes).values({ businessId, number, code, bookingId });
  return code;
}

export async function findCode(
  tx: Transaction,
  of: { ctx: DomainContext; number: PhoneNumber; code: number },
): Promise<TextCodeRow | null> {
  const [row] = await tx
    .select()
    .from(textCodes)
    .where(
      and(
        eq(textCodes.businessId, of.ctx.business.id),
        eq(textCodes.number, of.number),
        eq(textCodes.code, of.code),
      ),
    );
  return row ?? null;
}
