import type { Transaction } from '@afterhourfix/database';
import { textFaults } from '@afterhourfix/database/schema';
import { TEXT_FAULTS, type TextFailure, type TextFault } from '@afterhourfix/vocabulary';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

export interface StandingTextFault {
  kind: TextFault;
  errorCode: string | null;
  occurrences: number;
  firstAt: Date;
  lastAt: Date;
}

const readFault = (failure: TextFailure | null): TextFault | null =>
  TEXT_FAULTS.find((fault) => fault === failure) ?? null;

/** Keeps what hinders all texts of the business; the fault, or null for a failure of one recipient alone. */
export async function noteFault(
  tx: Transaction,
  noted: { ctx: DomainContext; failure: TextFailure | null; errorCode: string | null },
): Promise<TextFault | null> {
  const { ctx, failure, errorCode } = noted;
  const kind = readFault(failure);
  if (!kind) return null;
  const at = ctx.clock.now();
  await tx
    .insert(textFaults)
    .values({ businessId: ctx.business.id, kind, errorCode, firstAt: at, lastAt: at })
    .onConflictDoUpdate({
      target: [textFaults.businessId, textFaults.kind],
      set: {
        errorCode,
        lastAt: at,
        resolvedAt: null,
        occurrences: sql`case when ${textFaults.resolvedAt} is null then ${textFaults.occurrences} + 1 else 1 end`,
        firstAt: sql`case when ${textFaults.resolvedAt} is null then ${textFaults.firstAt} else excluded.first_at end`,
      },
    });
  return kind;
}

/** A text that stands in no outbox of ours has arrived. */
export async function noteTextArrived(ctx: DomainContext): Promise<void> {
  await ctx.db.transaction((tx) => resolveFaults(tx, ctx));
}

/** A text has arrived: what hindered them is mended. */
export async function resolveFaults(tx: Transaction, ctx: DomainContext): Promise<void> {
  await tx
    .update(textFaults)
    .set({ resolvedAt: ctx.clock.now() })
    .where(and(eq(textFaults.businessId, ctx.business.id), isNull(textFaults.resolvedAt)));
}

/** What keeps the business's texts from arriving now. */
export function listTextFaults(ctx: DomainContext): Promise<StandingTextFault[]> {
  return ctx.db.transaction((tx) =>
    tx
      .select({
        kind: textFaults.kind,
        errorCode: textFaults.errorCode,
        occurrences: textFaults.occurrences,
        firstAt: textFaults.firstAt,
        lastAt: textFaults.lastAt,
      })
      .from(textFaults)
      .where(and(eq(textFaults.businessId, ctx.business.id), isNull(textFaults.resolvedAt)))
      .orderBy(asc(textFaults.firstAt)),
  );
}
