import type { Transaction } from '@afterhourfix/database';
import { dispatches, onCallDepartments, surgeStates, technicians } from '@afterhourfix/database/schema';
import { withTimeLimit } from '@afterhourfix/foundation';
import { and, count, eq, inArray, isNotNull } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { surgeChanged } from '../events.ts';
import { listAway, listOnCallAt, readStretches } from '../on-call/index.ts';
import type { WeatherReport, WeatherSource } from '../triage/index.ts';
import { readPolicy } from './dispatch-policy.ts';
import type { DispatchRow } from './dispatch-record.ts';
import { isSurgeWeather, type Load, stepDemand } from './rules/surge.ts';
import { readSurgeState, type SurgeState } from './surge-state.ts';

const OPEN_PHASES: DispatchRow['phase'][] = ['created', 'paging', 'acknowledged', 'en_route', 'arrived'];
const WEATHER_LIMIT_MS = 3_000;
/** What was heard of the weather holds so long, over a source that is away for a while. */
const WEATHER_HOLDS_MS = 60 * 60_000;
/** Weather changes slowly, and whoever tells it counts how often they are asked. */
const ASK_AGAIN_MS = 10 * 60_000;

/**
 * Looks what there is to do and what the weather is like, and writes down whether that is a rush. A weather source that
 * fails or is slow leaves what was heard of it before, for an hour.
 */
export async function watchSurge(ctx: DomainContext, weather: WeatherSource): Promise<{ isDemand: boolean }> {
  const before = await ctx.db.transaction((tx) => readSurgeState(tx, ctx));
  const report = isDue(before, ctx) ? await askWeather(ctx, weather) : null;
  const state = await ctx.db.transaction(async (tx) => {
    const thresholds = await readPolicy(tx, ctx);
    const load = await readLoad(tx, ctx);
    const known = (await readSurgeState(tx, ctx)) ?? { isDemand: false, calmSince: null };
    const next = {
      ...stepDemand(known, load, thresholds),
      ...toLoadColumns(load),
      ...toWeather(ctx, report),
    };
    await tx
      .insert(surgeStates)
      .values({ businessId: ctx.business.id, seenAt: load.now, ...next, createdAt: load.now })
      .onConflictDoUpdate({ target: surgeStates.businessId, set: next });
    return next;
  });
  if (state.isDemand !== (before?.isDemand ?? false)) surgeChanged(ctx, { isDemand: state.isDemand });
  return { isDemand: state.isDemand };
}

const isDue = (before: SurgeState | null, { clock }: DomainContext) =>
  before === null || clock.now().getTime() - before.seenAt.getTime() >= ASK_AGAIN_MS;

async function askWeather(ctx: DomainContext, weather: WeatherSource): Promise<WeatherReport | null> {
  try {
    const asked = weather.findWeather({ businessId: ctx.business.id, zip: null });
    return await withTimeLimit(asked, WEATHER_LIMIT_MS, 'the weather is slow');
  } catch (error) {
    ctx.log.warn({ err: error }, 'the weather is not known');
    return null;
  }
}

/** `seenAt` is when the weather was last heard of. */
function toWeather({ clock }: DomainContext, report: WeatherReport | null): Partial<SurgeState> {
  if (report === null) return {};
  const now = clock.now();
  return {
    seenAt: now,
    roads: report.roads ?? 'fair',
    weatherUntil: isSurgeWeather(report) ? new Date(now.getTime() + WEATHER_HOLDS_MS) : null,
  };
}

const toLoadColumns = ({ openJobs, technicians: people }: Load) => ({ openJobs, technicians: people });

async function readLoad(tx: Transaction, ctx: DomainContext): Promise<Load> {
  const businessId = ctx.business.id;
  const [open] = await tx
    .select({ jobs: count() })
    .from(dispatches)
    .where(and(eq(dispatches.businessId, businessId), inArray(dispatches.phase, OPEN_PHASES)));
  return { openJobs: open?.jobs ?? 0, technicians: await countOnCall(tx, ctx), now: ctx.clock.now() };
}

/** By the rota of all departments; without any by the duty of each technician. */
async function countOnCall(tx: Transaction, ctx: DomainContext): Promise<number> {
  const businessId = ctx.business.id;
  const now = ctx.clock.now();
  const people = await tx
    .select({ id: technicians.id, onCall: technicians.onCall })
    .from(technicians)
    .where(
      and(
        eq(technicians.businessId, businessId),
        eq(technicians.isActive, true),
        isNotNull(technicians.phone),
      ),
    );
  const away = await listAway(tx, ctx);
  const departments = await tx
    .select({ id: onCallDepartments.id })
    .from(onCallDepartments)
    .where(eq(onCallDepartments.businessId, businessId));
  const onDuty = new Set<string>();
  for (const { id: departmentId } of departments) {
    const stretches = await readStretches(tx, { ctx, departmentId, startsAt: now, endsAt: now });
    for (const { technicianId } of listOnCallAt(stretches, now)) onDuty.add(technicianId);
  }
  const isOnCall = ({ id, onCall }: (typeof people)[number]) =>
    departments.length > 0 ? onDuty.has(id) : onCall !== 'none';
  return people.filter((one) => isOnCall(one) && !away.has(one.id)).length;
}
