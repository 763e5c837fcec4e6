import type { Transaction } from '@afterhourfix/database';
import { phoneNumbers, technicians, textFaults } from '@afterhourfix/database/schema';
import { VendorError } from '@afterhourfix/foundation';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { TextMessages } from '../messages/index.ts';
import { findStoppedTechnicians } from './list-stopped-technicians.ts';
import { hasStoppedTexts } from './page-reception.ts';
import { toTextAlert } from './rules/text-alert.ts';

const ALERT_EVERY_MS = 24 * 3_600_000;

/**
 * Texts the owner, once a day at most, what keeps texts of the business from arriving and which technicians have
 * stopped theirs. A text that the vendor does not take is tried again by the next run.
 */
export async function watchTexts(ctx: DomainContext, texts: TextMessages): Promise<{ alerted: boolean }> {
  const { ownerNumber: to } = ctx.business;
  const alert = await ctx.db.transaction((tx) => findAlert(tx, ctx));
  if (!alert) return { alerted: false };
  if (!to || (await hasStoppedTexts(ctx, { number: to }))) {
    ctx.log.warn('texts do not arrive, and the owner can be texted nothing');
    return { alerted: false };
  }
  try {
    await texts.send({ from: alert.from, to, body: alert.body });
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ err: error }, 'the owner could not be told that texts do not arrive');
    return { alerted: false };
  }
  await ctx.db.transaction((tx) => noteAlerted(tx, { ctx, technicianIds: alert.technicianIds }));
  return { alerted: true };
}

async function findAlert(tx: Transaction, ctx: DomainContext) {
  const isStanding = and(eq(textFaults.businessId, ctx.business.id), isNull(textFaults.resolvedAt));
  const faults = await tx.select().from(textFaults).where(isStanding);
  const stopped = await findStoppedTechnicians(tx, ctx);
  const lastMs = Math.max(0, ...[...faults, ...stopped].map(({ alertedAt }) => alertedAt?.getTime() ?? 0));
  // A technician who has stopped for good is news once; a fault is told again until it is mended.
  const news = stopped.filter(({ alertedAt, since }) => alertedAt === null || alertedAt < since);
  if (faults.length + news.length === 0) return null;
  if (ctx.clock.now().getTime() - lastMs < ALERT_EVERY_MS) return null;
  const [line] = await tx
    .select({ number: phoneNumbers.number })
    .from(phoneNumbers)
    .where(and(eq(phoneNumbers.businessId, ctx.business.id), eq(phoneNumbers.status, 'active')));
  if (!line) return null;
  const { number: from } = line;
  const body = toTextAlert({ businessName: ctx.business.name, line: from, faults, stopped });
  return { from, body, technicianIds: stopped.map(({ technicianId }) => technicianId) };
}

async function noteAlerted(
  tx: Transaction,
  { ctx, technicianIds }: { ctx: DomainContext; technicianIds: (typeof technicians.$inferSelect)['id'][] },
): Promise<void> {
  const at = ctx.clock.now();
  const businessId = ctx.business.id;
  await tx
    .update(textFaults)
    .set({ alertedAt: at })
    .where(and(eq(textFaults.businessId, businessId), isNull(textFaults.resolvedAt)));
  await tx
    .update(technicians)
    .set({ stopAlertedAt: at })
    .where(and(eq(technicians.businessId, businessId), inArray(technicians.id, technicianIds)));
}
