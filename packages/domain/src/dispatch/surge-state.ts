import type { Transaction } from '@afterhourfix/database';
import { surgeStates } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { TravelWeather } from '../service-area/index.ts';
import type { DispatchPolicy } from './dispatch-policy.ts';

export type SurgeState = Omit<typeof surgeStates.$inferSelect, 'businessId' | 'createdAt'>;

export async function readSurgeState(tx: Transaction, ctx: DomainContext): Promise<SurgeState | null> {
  const [row] = await tx.select().from(surgeStates).where(eq(surgeStates.businessId, ctx.business.id));
  return row ?? null;
}

/** By hand, or noticed from jobs or weather where the business lets it. */
export async function isSurgeNow(
  tx: Transaction,
  { ctx, policy }: { ctx: DomainContext; policy: DispatchPolicy },
): Promise<boolean> {
  if (policy.isSurge || !policy.isSurgeWatched) return policy.isSurge;
  const state = await readSurgeState(tx, ctx);
  return state !== null && (state.isDemand || isWeatherTold(state, ctx));
}

/** As last heard of; fair when that is too long ago. */
export async function readRoads(tx: Transaction, ctx: DomainContext): Promise<TravelWeather> {
  const state = await readSurgeState(tx, ctx);
  return state !== null && isFresh(state, ctx) ? state.roads : 'fair';
}

const FRESH_MS = 2 * 3_600_000;
const isFresh = ({ seenAt }: SurgeState, { clock }: DomainContext) =>
  clock.now().getTime() - seenAt.getTime() <= FRESH_MS;

const isWeatherTold = ({ weatherUntil }: SurgeState, { clock }: DomainContext) =>
  weatherUntil !== null && weatherUntil > clock.now();
