import type { Transaction } from '@afterhourfix/database';
import { quotes } from '@afterhourfix/database/schema';
import type { DomainContext } from '../context.ts';
import {
  type PricedVisit,
  type PriceRequest,
  type Pricing,
  priceNextOpening,
  priceRequest,
  toDemandInputs,
} from './price-request.ts';
import { gatherPricingFacts } from './pricing-facts.ts';
import type { Alternative, GetPricingInput, Quote, RepairRange } from './quote.ts';
import { chooseUpgrade, type MembershipOffer, type Upgrade } from './rules/choose-upgrade.ts';
import { toDayWords } from './rules/day-words.ts';
import { ruleDemand } from './rules/demand-multiplier.ts';
import { priceVisit } from './rules/price-visit.ts';
import { listNotIncluded, toSpeakableAlternative, toSpeakableRange } from './rules/quote-words.ts';
import { toSpeakablePrice } from './rules/speakable-price.ts';

const QUOTE_VALID_MS = 30 * 60_000;

export interface QuoteRequest {
  ctx: DomainContext;
  input: GetPricingInput;
  request: PriceRequest;
  zip: string;
}

/**
 * Prices the request, writes the quote with what it was made of, and tells what may be said about it. Null for a
 * priority that was never offered in this call: nobody pays for what brings nothing.
 */
export async function issueQuote(tx: Transaction, quoteRequest: QuoteRequest): Promise<Quote | null> {
  const { ctx, input, request, zip } = quoteRequest;
  const { callId, triage = null } = input;
  const { now, visitAt, edgeFeeCents } = request;
  const facts = await gatherPricingFacts(tx, { ctx, callId, zip, edgeFeeCents, now, visitAt, triage });
  if (request.isPriority && !facts.wasPriorityOffered) return null;
  const pricing = { ctx, facts, request };
  const priced = priceRequest(pricing);
  const { book, visit, price } = priced;
  const optional = listUpgrades(priced, { pricing, input });
  const kept = await insertQuote(tx, { ...quoteRequest, pricing, priced, optional });
  return {
    ...kept,
    ...price,
    trades: request.trades,
    notOffered: (input.otherTrades ?? []).filter((trade) => !ctx.business.trades.includes(trade)),
    optional,
    notIncluded: listNotIncluded({ isFixedPrice: visit.fixedPrice !== null, tax: book.rules.tax }),
    repairRanges: listRanges(priced, pricing),
    alternatives: listAlternatives(priced, pricing),
    isCodeKnown: request.promotionCode === null ? null : isCodeOfBook(priced),
    priceBookVersion: book.version,
    speakable: toSpeakablePrice(price),
  };
}

interface QuoteToKeep extends QuoteRequest {
  pricing: Pricing;
  priced: PricedVisit;
  optional: readonly Upgrade[];
}

async function insertQuote(tx: Transaction, { ctx, input, request, zip, ...made }: QuoteToKeep) {
  const { now, visitAt, trades } = request;
  const { book, visit, price } = made.priced;
  const validUntil = new Date(now.getTime() + QUOTE_VALID_MS);
  const [row] = await tx
    .insert(quotes)
    .values({
      businessId: ctx.business.id,
      callId: input.callId,
      priceBookId: book.id,
      trades: [...trades],
      zip,
      visitAt,
      period: visit.period,
      ...price,
      optional: made.optional.map(toKept),
      inputs: toInputs(made.priced, made.pricing),
      validUntil,
      createdAt: now,
    })
    .returning({ id: quotes.id });
  if (!row) throw new Error('An insert returned no row');
  return { quoteId: row.id, validUntil };
}

/** Without sentences and windows: what is said in a call is kept with its talk, or not at all. */
function toKept(upgrade: Upgrade) {
  if (upgrade.code === 'priority') return { code: upgrade.code, amountCents: upgrade.amountCents };
  const { speakable: _said, ...kept } = upgrade;
  return kept;
}

function isCodeOfBook({ book, visit }: PricedVisit): boolean {
  return book.promotions.some((promotion) => promotion.code !== null && visit.promotions.includes(promotion));
}

/** All that had a say in the price, to prove what had none. */
function toInputs({ book, visit }: PricedVisit, { facts, request }: Pricing) {
  const demand = toDemandInputs(book, facts);
  return {
    trades: visit.trades,
    jobType: request.jobType,
    period: visit.period,
    isEdge: visit.isEdge,
    isPriority: visit.isPriority,
    membership: facts.membership,
    promotions: visit.promotions.map(({ name }) => name),
    demandLevel: demand.level,
    demandPct: visit.demandPct,
    demandReason: ruleDemand(demand).reason,
    emergencyId: facts.emergency?.id ?? null,
    priceBookVersion: book.version,
  };
}

function listUpgrades(
  { book, visit, price }: PricedVisit,
  { pricing, input }: { pricing: Pricing; input: GetPricingInput },
): Upgrade[] {
  const { triage, wasOffered, membership } = pricing.facts;
  const { priorityGain: gain, isPriority = false } = input;
  const memberships = Object.entries(book.memberships).flatMap<MembershipOffer>(([name, terms]) => {
    if (terms.yearlyCents === null || membership !== null) return [];
    const asMember = priceVisit({ ...visit, terms }).totalCents;
    return [{ name, yearlyCents: terms.yearlyCents, savedCents: price.totalCents - asMember }];
  });
  const upgrade = chooseUpgrade({
    wasOffered,
    severity: triage?.severity ?? null,
    isVulnerable: triage?.isVulnerable ?? false,
    flags: triage?.flags ?? [],
    priority: gain && !isPriority ? { amountCents: book.fees.priority, ...gain } : null,
    memberships,
  });
  return upgrade === null ? [] : [upgrade];
}

function listRanges({ book, visit }: PricedVisit, { facts, request }: Pricing): RepairRange[] {
  const jobTypes = request.jobType === null ? (facts.triage?.jobTypes ?? []) : [request.jobType];
  return book.flatRates.flatMap(({ jobType, range }) => {
    const isAsked =
      jobTypes.includes(jobType) && visit.trades.some((trade) => jobType.startsWith(`${trade}.`));
    if (range === null || !isAsked) return [];
    const { lowCents, highCents } = range;
    return [{ jobType, lowCents, highCents, speakable: toSpeakableRange(range) }];
  });
}

function listAlternatives({ price }: PricedVisit, pricing: Pricing): Alternative[] {
  const later = priceNextOpening(pricing, price.totalCents);
  if (later === null) return [];
  const { visitAt } = later;
  const { timeZone } = pricing.ctx.business;
  const day = toDayWords(visitAt, { now: pricing.request.now, timeZone });
  const { totalCents, lines } = later.price;
  return [{ visitAt, totalCents, lines, speakable: toSpeakableAlternative(totalCents, day) }];
}
