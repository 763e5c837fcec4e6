import { addDays, type Trade, toLocalDay } from '@afterhourfix/vocabulary';
import { openingOn, ratePeriodAt } from '../businesses/index.ts';
import type { DomainContext } from '../context.ts';
import { findDearestPeriod } from './dearest-period.ts';
import type { PriceBook, Promotion } from './price-book.ts';
import type { PricingFacts } from './pricing-facts.ts';
import { type DemandInputs, isWeatherDanger, ruleDemand } from './rules/demand-multiplier.ts';
import { type FixedPrice, priceVisit, type Visit, type VisitPrice } from './rules/price-visit.ts';

const MAX_CLOSED_DAYS = 10;

/** What is asked to be priced; nothing in it is about the caller. */
export interface PriceRequest {
  trades: readonly Trade[];
  jobType: string | null;
  /** The extra fee for the way that the service area told; null where there is none. */
  edgeFeeCents: number | null;
  isPriority: boolean;
  promotionCode: string | null;
  now: Date;
  visitAt: Date;
  /** When the visits begin that are booked of the same trouble. */
  visitsAt: readonly Date[];
}

/** A price with the book and all the inputs that made it. */
export interface PricedVisit {
  book: PriceBook;
  visit: Visit;
  price: VisitPrice;
}

export interface Pricing {
  ctx: DomainContext;
  facts: PricingFacts;
  request: PriceRequest;
}

/** By every book that holds, the cheapest: in an emergency no fee is above what it was before. */
export function priceRequest({ ctx, facts, request }: Pricing): PricedVisit {
  const [first, ...others] = facts.books;
  const price = (book: PriceBook): PricedVisit => {
    const visit = toVisit(book, { ctx, facts, request });
    return { book, visit, price: priceVisit(visit) };
  };
  return others
    .map(price)
    .reduce((best, other) => (other.price.totalCents < best.price.totalCents ? other : best), price(first));
}

/** The same visit when the business next opens, when that is cheaper; null when it is not. */
export function priceNextOpening(
  pricing: Pricing,
  totalCents: number,
): { visitAt: Date; price: VisitPrice } | null {
  const { ctx, request } = pricing;
  if (ratePeriodAt(ctx.business, request.visitAt) === 'business-hours') return null;
  const visitAt = findNextOpening(pricing);
  if (visitAt === null) return null;
  // To wait for the office is no priority.
  const { price } = priceRequest({ ...pricing, request: { ...request, visitAt, isPriority: false } });
  return price.totalCents < totalCents ? { visitAt, price } : null;
}

function findNextOpening({ ctx, request }: Pricing): Date | null {
  let day = toLocalDay(request.visitAt, ctx.business.timeZone);
  for (let days = 0; days < MAX_CLOSED_DAYS; days += 1) {
    const opening = openingOn(ctx.business, day);
    if (opening && opening.startsAt > request.visitAt) return opening.startsAt;
    day = addDays(day, 1);
  }
  return null;
}

export function toDemandInputs(book: PriceBook, facts: PricingFacts): DemandInputs {
  const { triage, membership, demandLevel: level } = facts;
  return {
    level,
    curve: book.rules.demand,
    severity: triage?.severity ?? null,
    isVulnerable: triage?.isVulnerable ?? false,
    isWeatherDanger: isWeatherDanger(triage?.flags ?? []),
    isMember: membership !== null,
    isEmergencyDeclared: facts.emergency !== null,
  };
}

function toVisit(book: PriceBook, { ctx, facts, request }: Pricing): Visit {
  const { trades, jobType, edgeFeeCents, isPriority, visitAt, visitsAt } = request;
  const starts = [visitAt, ...visitsAt];
  return {
    fees: { ...book.fees, edge: facts.zoneFeeCents ?? book.fees.edge },
    trades,
    fixedPrice: findFixedPrice(book, { trades, jobType }),
    period: findDearestPeriod(ctx, { starts, fees: book.fees }),
    isEdge: edgeFeeCents !== null,
    demandPct: ruleDemand(toDemandInputs(book, facts)).pct,
    isPriority,
    terms: facts.membership === null ? null : (book.memberships[facts.membership] ?? null),
    promotions: book.promotions.filter((promotion) => isLive(promotion, { facts, request })),
    limits: book.rules,
  };
}

function findFixedPrice(
  book: PriceBook,
  { trades, jobType }: Pick<PriceRequest, 'trades' | 'jobType'>,
): FixedPrice | null {
  const rate = book.flatRates.find((candidate) => candidate.jobType === jobType);
  const trade = trades.find((candidate) => rate?.jobType.startsWith(`${candidate}.`));
  if (!rate || rate.baseCents === null || trade === undefined) return null;
  return { trade, baseCents: rate.baseCents, includesDiagnostic: rate.includesDiagnostic };
}

/** A promotion that ran when an emergency began runs on while it lasts: to end it would raise the price. */
function isLive(
  { code, startsAt, endsAt }: Promotion,
  { facts, request }: Pick<Pricing, 'facts' | 'request'>,
): boolean {
  const isMeant = code === null || code.toLowerCase() === request.promotionCode?.trim().toLowerCase();
  const instants = [request.now, ...(facts.emergency ? [facts.emergency.startsAt] : [])];
  return isMeant && instants.some((at) => startsAt <= at && at < endsAt);
}
