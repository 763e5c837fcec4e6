import type { Transaction } from '@afterhourfix/database';
import { holds } from '@afterhourfix/database/schema';
import type { TimeWindow } from '@afterhourfix/vocabulary';
import { and, asc, eq, gt } from 'drizzle-orm';
import { ratePeriodAt } from '../businesses/index.ts';
import type { DomainContext } from '../context.ts';
import { canOfferPriority, type GetPricingInput, type PriorityGain } from '../pricing/index.ts';
import { toSpanishWindow } from '../read-back/index.ts';
import { checkServiceArea, isServed } from '../service-area/index.ts';
import { findFirstWindow } from './choose-works.ts';
import { OUR_OWN } from './consult-calendar.ts';
import { findTime, holdWindow } from './hold-free-slots.ts';
import { lockOffers } from './lock-call.ts';
import { planSearch } from './plan-search.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { toSpeakableWindow } from './rules/speakable-window.ts';
import type { SlotSearch } from './slot-search.ts';

/**
 * The window that priority would open earlier than the first one that is free without it, held for this call; null
 * when it opens none, or the caller wants no earlier one.
 */
export async function findPriorityGain(
  ctx: DomainContext,
  input: Omit<GetPricingInput, 'priorityGain'>,
): Promise<PriorityGain | null> {
  const { callId, trade, zip, triage = null, isPriority = false } = input;
  if (isPriority || !ctx.business.trades.includes(trade) || isForTonight(ctx, input)) return null;
  if (!(await canOfferPriority(ctx, { callId, triage }))) return null;
  if (!isServed(await checkServiceArea(ctx, { zip, trade }))) return null;
  return retryDeadlock(() =>
    ctx.db.transaction(async (tx) => {
      await lockOffers(tx, callId);
      const usual = await findUsualWindow(tx, { ctx, input });
      // Who asks for a later time is in no hurry.
      if (!usual || (input.visitAt && input.visitAt > usual.startsAt)) return null;
      return holdEarlier(tx, { ctx, input, usual });
    }),
  );
}

/** Nobody who comes right now, out of hours, could come sooner. */
function isForTonight(ctx: DomainContext, { visitAt }: Pick<GetPricingInput, 'visitAt'>): boolean {
  return visitAt === undefined && ratePeriodAt(ctx.business, ctx.clock.now()) !== 'business-hours';
}

interface Wanted {
  ctx: DomainContext;
  input: Pick<GetPricingInput, 'callId' | 'trade' | 'zip' | 'jobType'>;
}

function plan(tx: Transaction, { ctx, input, isPriority }: Wanted & { isPriority: boolean }) {
  const { callId, trade, zip, jobType } = input;
  const works = [{ trade, jobType, after: [] }] as const;
  return planSearch(tx, { ctx, input: { callId, trade, zip, isPriority, limit: 1 }, works });
}

/** The first of those that this call was offered, or the first that is free. */
async function findUsualWindow(tx: Transaction, wanted: Wanted): Promise<TimeWindow | null> {
  const { ctx, input } = wanted;
  const [offered] = await tx
    .select({ startsAt: holds.startsAt, endsAt: holds.endsAt })
    .from(holds)
    .where(
      and(
        eq(holds.businessId, ctx.business.id),
        eq(holds.callId, input.callId),
        eq(holds.trade, input.trade),
        eq(holds.status, 'live'),
        eq(holds.isPriority, false),
        gt(holds.expiresAt, ctx.clock.now()),
      ),
    )
    .orderBy(asc(holds.startsAt))
    .limit(1);
  if (offered) return offered;
  const search = await plan(tx, { ...wanted, isPriority: false });
  return findFirstWindow(tx, { search, time: OUR_OWN });
}

async function holdEarlier(
  tx: Transaction,
  { usual, ...wanted }: Wanted & { usual: TimeWindow },
): Promise<PriorityGain | null> {
  const search = await plan(tx, { ...wanted, isPriority: true });
  const { windows, availabilities } = await findTime(tx, { search, time: OUR_OWN });
  const isSooner = ({ startsAt, endsAt }: TimeWindow) => startsAt > search.now && endsAt < usual.endsAt;
  for (const window of windows.filter(isSooner)) {
    const slotId = await holdWindow(tx, { search, window, availabilities });
    if (slotId === null) continue;
    return { from: toOffered(search, usual), to: { ...toOffered(search, window), slotId } };
  }
  return null;
}

function toOffered({ timeZone }: SlotSearch, { startsAt, endsAt }: TimeWindow) {
  const window = { startsAt, endsAt };
  const speakable = {
    en: toSpeakableWindow(window, timeZone),
    es: `el ${toSpanishWindow(window, timeZone)}`,
  };
  return { ...window, speakable };
}
