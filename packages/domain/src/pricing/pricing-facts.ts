import type { Transaction } from '@afterhourfix/database';
import { calls, declaredEmergencies, demandFlags, quotes } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findMembership } from '../customers/index.ts';
import { stateOfZip } from '../service-area/index.ts';
import { findPriceBookBefore, getPriceBook, getPriceBookEdition } from './get-price-book.ts';
import type { PriceBook } from './price-book.ts';
import { findWorstTriage, type PricingTriage } from './pricing-triage.ts';
import type { DemandLevel } from './rules/demand-multiplier.ts';
import { type Emergency, findEmergency } from './rules/find-emergency.ts';

/** What the database knows of a call and its business that has a say in the price. */
export interface PricingFacts {
  /** The edition that holds for this call, and in an emergency the one before it: the cheaper of them is charged. */
  books: readonly [PriceBook, ...PriceBook[]];
  /** Of the published memberships the caller's, the only thing about a caller that may change a price. */
  membership: string | null;
  /** Of a zone that has an edge fee of its own; null where the book's holds, or none. */
  zoneFeeCents: number | null;
  demandLevel: DemandLevel;
  emergency: Emergency | null;
  triage: PricingTriage | null;
  /** An extra was offered in this call before. */
  wasOffered: boolean;
  wasPriorityOffered: boolean;
}

interface Wanted {
  ctx: DomainContext;
  callId: CallId;
  zip: string;
  /** As the service area has it; null where there is none. */
  edgeFeeCents: number | null;
  now: Date;
  visitAt: Date;
  triage: PricingTriage | null;
}

export async function gatherPricingFacts(tx: Transaction, wanted: Wanted): Promise<PricingFacts> {
  const { ctx, callId, now } = wanted;
  const membership = await lockCallerMembership(tx, { ctx, callId });
  const held = await findHeldQuote(tx, wanted);
  const emergency = await findCoveringEmergency(tx, wanted);
  const newest = await getPriceBook(tx, { ctx, at: now });
  // What was told in this call holds while it is told again: neither a new edition nor a rush changes it.
  const priceBookId = held.priceBookId ?? newest.id;
  const book = priceBookId === newest.id ? newest : await getPriceBookEdition(tx, { ctx, priceBookId });
  const baseline = emergency && (await findPriceBookBefore(tx, { ctx, at: emergency.startsAt }));
  return {
    books: baseline ? [book, baseline] : [book],
    zoneFeeCents: wanted.edgeFeeCents === newest.fees.edge ? null : wanted.edgeFeeCents,
    membership,
    demandLevel: held.demandLevel ?? (await readDemandLevel(tx, wanted)),
    emergency,
    triage: await findWorstTriage(tx, { ctx, callId, current: wanted.triage }),
    wasOffered: held.wasOffered,
    wasPriorityOffered: held.wasPriorityOffered,
  };
}

/** Locks the call, for two quotes of it at once would each make the offer that is made once. */
async function lockCallerMembership(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<string | null> {
  const businessId = ctx.business.id;
  const [call] = await tx
    .select({ from: calls.fromNumber })
    .from(calls)
    .where(and(eq(calls.businessId, businessId), eq(calls.id, callId)))
    .for('no key update');
  return call?.from ? findMembership(tx, { businessId, phone: call.from }) : null;
}

async function findHeldQuote(tx: Transaction, { ctx, callId, now }: Wanted) {
  const told = await tx
    .select({
      priceBookId: quotes.priceBookId,
      validUntil: quotes.validUntil,
      demandLevel: sql<DemandLevel | null>`${quotes.inputs} ->> 'demandLevel'`,
      isOffer: sql<boolean>`jsonb_array_length(${quotes.optional}) > 0`,
      isPriorityOffer: sql<boolean>`${quotes.optional} @> '[{"code": "priority"}]'`,
    })
    .from(quotes)
    .where(and(eq(quotes.businessId, ctx.business.id), eq(quotes.callId, callId)))
    .orderBy(desc(quotes.createdAt), desc(quotes.id));
  const live = told.find(({ validUntil }) => validUntil > now);
  return {
    priceBookId: live?.priceBookId ?? null,
    demandLevel: live?.demandLevel ?? null,
    wasOffered: told.some(({ isOffer }) => isOffer),
    wasPriorityOffered: told.some(({ isPriorityOffer }) => isPriorityOffer),
  };
}

async function findCoveringEmergency(tx: Transaction, { ctx, zip, now, visitAt }: Wanted) {
  const latest = visitAt > now ? visitAt : now;
  const rows = await tx
    .select()
    .from(declaredEmergencies)
    .where(
      and(
        eq(declaredEmergencies.businessId, ctx.business.id),
        lte(declaredEmergencies.startsAt, latest),
        or(isNull(declaredEmergencies.endsAt), gt(declaredEmergencies.endsAt, now)),
      ),
    );
  // Where the house stands counts; a business near a border works in two states.
  const state = stateOfZip(zip) ?? ctx.business.state;
  return findEmergency(rows, { state, zip, now, visitAt });
}

async function readDemandLevel(tx: Transaction, { ctx, now }: Wanted): Promise<DemandLevel> {
  const [flag] = await tx
    .select({ level: demandFlags.level })
    .from(demandFlags)
    .where(
      and(
        eq(demandFlags.businessId, ctx.business.id),
        lte(demandFlags.startsAt, now),
        gt(demandFlags.endsAt, now),
      ),
    )
    .orderBy(desc(demandFlags.createdAt), desc(demandFlags.id))
    .limit(1);
  return flag?.level ?? 'normal';
}
