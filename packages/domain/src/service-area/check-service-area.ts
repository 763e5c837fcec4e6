import type { Transaction } from '@afterhourfix/database';
import { priceBooks, serviceAreaZips } from '@afterhourfix/database/schema';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { and, desc, eq, lte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { readZip } from './rules/read-zip.ts';

export type ServiceAreaResult =
  | { zone: 'core' | 'edge'; zip: string; feeCents: number }
  | { zone: 'referral'; zip: string; referral: { name: string; phone: PhoneNumber | null } }
  | { zone: 'outside'; zip: string }
  | { zone: 'invalid-zip' };

/** Whether the business goes to a ZIP, at which extra fee, or who does. Accepts ZIP+4 and any spacing. */
export function checkServiceArea(ctx: DomainContext, input: { zip: string }): Promise<ServiceAreaResult> {
  const zip = readZip(input.zip);
  if (zip === null) return Promise.resolve({ zone: 'invalid-zip' });
  return ctx.db.transaction((tx) => findZone(tx, { ctx, zip }));
}

async function findZone(
  tx: Transaction,
  { ctx, zip }: { ctx: DomainContext; zip: string },
): Promise<ServiceAreaResult> {
  const [row] = await tx
    .select()
    .from(serviceAreaZips)
    .where(and(eq(serviceAreaZips.businessId, ctx.business.id), eq(serviceAreaZips.zip, zip)));
  if (!row) return { zone: 'outside', zip };
  if (row.zone === 'core') return { zone: 'core', zip, feeCents: 0 };
  if (row.zone === 'edge') return { zone: 'edge', zip, feeCents: await readEdgeFeeCents(tx, ctx) };
  if (row.referralName === null) return { zone: 'outside', zip };
  return { zone: 'referral', zip, referral: { name: row.referralName, phone: row.referralPhone } };
}

async function readEdgeFeeCents(tx: Transaction, ctx: DomainContext): Promise<number> {
  const [book] = await tx
    .select({ fees: priceBooks.fees })
    .from(priceBooks)
    .where(and(eq(priceBooks.businessId, ctx.business.id), lte(priceBooks.effectiveFrom, ctx.clock.now())))
    .orderBy(desc(priceBooks.version))
    .limit(1);
  return book?.fees.edge ?? 0;
}
