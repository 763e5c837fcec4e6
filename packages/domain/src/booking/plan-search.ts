import type { Transaction } from '@afterhourfix/database';
import { addDays, toInstant, toLocalDay } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { findEarliestStart } from '../incidents/index.ts';
import { toAddressTimeZone } from '../service-area/index.ts';
import { readVisitPolicy } from './booking-policy.ts';
import type { GetSlotsInput, SlotSearch } from './slot-search.ts';

const HOLD_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
const DEFAULT_LIMIT = 2;
const MAX_LIMIT = 10;

export interface WantedSlots {
  input: GetSlotsInput;
  works: SlotSearch['works'];
}

export async function planSearch(
  tx: Transaction,
  { ctx, input, works }: WantedSlots & { ctx: DomainContext },
): Promise<SlotSearch> {
  const { business } = ctx;
  const { callId, isEmergency = false, isPriority = false, limit = DEFAULT_LIMIT } = input;
  const policy = await readVisitPolicy(tx, { businessId: business.id, works });
  const now = ctx.clock.now();
  const noticeMs = isEmergency || isPriority ? 0 : policy.minimumNoticeMinutes * MINUTE_MS;
  const trades = works.map(({ trade }) => trade);
  // What it waits for is booked: nothing earlier could be booked for it.
  const predecessor = await findEarliestStart(tx, { ctx, callId, trades });
  const bounds = [new Date(now.getTime() + noticeMs), input.earliestAt, predecessor];
  const { timeZone } = business;
  const lastDay = addDays(toLocalDay(now, timeZone), policy.maximumDaysAhead);
  return {
    ctx,
    input,
    works,
    policy,
    now,
    heldUntil: new Date(now.getTime() + HOLD_MS),
    during: {
      startsAt: toLatest(bounds),
      endsAt: toInstant({ day: lastDay, time: '24:00', timeZone }),
    },
    timeZone: toAddressTimeZone(business, input.zip),
    limit: Math.min(MAX_LIMIT, Math.max(1, limit)),
  };
}

function toLatest(bounds: readonly (Date | null | undefined)[]): Date {
  return new Date(Math.max(...bounds.map((bound) => bound?.getTime() ?? 0)));
}
