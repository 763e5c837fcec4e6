import type { Transaction } from '@afterhourfix/database';
import type { TimeWindow, Trade } from '@afterhourfix/vocabulary';
import { readVisitPolicy } from './booking-policy.ts';
import type { ExternalTime } from './consult-calendar.ts';
import { findTime, toWish } from './hold-free-slots.ts';
import { findPlan } from './hold-window.ts';
import type { SlotSearch, Work } from './slot-search.ts';

/** One who can do it all is worth this much waiting: one visit, one door bell. */
const ONE_VISIT_BONUS_MS = 20 * 60_000;
/** No visit is longer; the database checks it. */
const LONGEST_VISIT_MINUTES = 1_440;

interface Choice {
  search: SlotSearch;
  time: ExternalTime;
}

/**
 * The search for one visit that does all works, when somebody who knows them all is there at most 20 minutes after the
 * best visits of several have everybody there; else the search for the first work alone.
 */
export async function chooseWorks(tx: Transaction, choice: Choice): Promise<SlotSearch> {
  const { works, policy } = choice.search;
  const [first, ...others] = works;
  if (others.length === 0) return choice.search;
  const isTooLong = policy.p80Minutes + policy.bufferMinutes > LONGEST_VISIT_MINUTES;
  const together = isTooLong ? null : await findFirstWindow(tx, choice);
  if (together === null) return narrow(tx, { search: choice.search, works: [first] });
  const apart = await findLastOfSeveral(tx, choice);
  const isOneBetter = apart === null || together.startsAt.getTime() <= apart.getTime() + ONE_VISIT_BONUS_MS;
  return isOneBetter ? choice.search : narrow(tx, { search: choice.search, works: [first] });
}

/** The same search for some of its works. */
export async function narrow(
  tx: Transaction,
  { search, works }: { search: SlotSearch; works: readonly [Work, ...Work[]] },
): Promise<SlotSearch> {
  const policy = await readVisitPolicy(tx, { businessId: search.ctx.business.id, works });
  return { ...search, works, policy };
}

/** When everybody is there if each work has a visit of its own, none before those it waits for; null when one has none. */
async function findLastOfSeveral(tx: Transaction, { search, time }: Choice): Promise<Date | null> {
  const starts = new Map<Trade, Date>();
  for (const work of search.works) {
    const before = work.after.flatMap((trade) => starts.get(trade) ?? []);
    const startsAt = toLatest([search.during.startsAt, ...before]);
    const alone = await narrow(tx, { search, works: [work] });
    const during = { ...search.during, startsAt };
    const window = await findFirstWindow(tx, { search: { ...alone, during }, time });
    if (window === null) return null;
    starts.set(work.trade, window.startsAt);
  }
  return toLatest([...starts.values()]);
}

/** The first window in which somebody could come; null when nobody can. */
export async function findFirstWindow(tx: Transaction, { search, time }: Choice): Promise<TimeWindow | null> {
  const { windows, availabilities } = await findTime(tx, { search, time });
  const first = windows.find((window) =>
    availabilities.some((availability) => findPlan(availability, toWish(search, window)) !== null),
  );
  return first ?? null;
}

const toLatest = (instants: readonly Date[]): Date =>
  new Date(Math.max(...instants.map((instant) => instant.getTime())));
