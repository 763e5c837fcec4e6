import { declaredEmergencies } from '@afterhourfix/database/schema';
import { Forbidden, Invalid, NotFound } from '@afterhourfix/foundation';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';

const Emergency = z
  .strictObject({
    /** `storm-alert` freezes no price until its feed has been silent for a day. */
    kind: z.enum(['declared', 'storm-alert']),
    states: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
    zips: z.array(z.string().regex(/^\d{5}$/)).default([]),
    source: z.enum(['manual', 'feed']),
    setBy: z.string().min(1).max(120),
    startsAt: z.date(),
    /** Null until somebody ends it. */
    endsAt: z.date().nullable().default(null),
  })
  .refine(({ states, zips }) => states.length + zips.length > 0, 'an emergency has a place')
  .refine(({ startsAt, endsAt }) => endsAt === null || startsAt < endsAt, 'it ends after it starts');
export type EmergencyInput = z.input<typeof Emergency>;

/** Freezes prices at the place from then on, at what they were just before. Throws `Invalid`, `Forbidden`. */
export async function declareEmergency(ctx: DomainContext, input: EmergencyInput): Promise<string> {
  refuseAgent(ctx);
  const read = Emergency.safeParse(input);
  if (!read.success) throw new Invalid(`No emergency: ${z.prettifyError(read.error)}`);
  const now = ctx.clock.now();
  const feedSeenAt = read.data.source === 'feed' ? now : null;
  const values = { businessId: ctx.business.id, ...read.data, feedSeenAt, createdAt: now };
  const [row] = await ctx.db.transaction((tx) =>
    tx.insert(declaredEmergencies).values(values).returning({ id: declaredEmergencies.id }),
  );
  if (!row) throw new Error('An insert returned no row');
  return row.id;
}

/**
 * What is newly known of an emergency: that it is over, or that its feed told of it once more. Throws `NotFound`,
 * `Forbidden`.
 */
export async function updateEmergency(
  ctx: DomainContext,
  { emergencyId, ...news }: { emergencyId: string; endsAt?: Date; feedSeenAt?: Date },
): Promise<void> {
  refuseAgent(ctx);
  const isIt = and(
    eq(declaredEmergencies.businessId, ctx.business.id),
    eq(declaredEmergencies.id, emergencyId),
  );
  const updated = await ctx.db.transaction((tx) =>
    tx.update(declaredEmergencies).set(news).where(isIt).returning({ id: declaredEmergencies.id }),
  );
  if (updated.length === 0) throw new NotFound(`No emergency ${emergencyId}`);
}

function refuseAgent(ctx: DomainContext): void {
  if (ctx.actor.kind === 'agent') throw new Forbidden('No agent declares or ends an emergency');
}
