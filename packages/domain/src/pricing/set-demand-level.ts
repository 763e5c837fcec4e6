import { demandFlags } from '@afterhourfix/database/schema';
import { Forbidden, Invalid } from '@afterhourfix/foundation';
import type { DomainContext } from '../context.ts';
import type { DemandLevel } from './rules/demand-multiplier.ts';

const MAX_FLAG_MS = 7 * 86_400_000;

/** Says how busy the business is, for seven days at most. Throws `Invalid`, and `Forbidden` for an agent. */
export async function setDemandLevel(
  ctx: DomainContext,
  { level, setBy, endsAt }: { level: DemandLevel; setBy: string; endsAt: Date },
): Promise<void> {
  if (ctx.actor.kind === 'agent') throw new Forbidden('No agent says how busy the business is');
  const startsAt = ctx.clock.now();
  const lastsMs = endsAt.getTime() - startsAt.getTime();
  if (!(lastsMs > 0 && lastsMs <= MAX_FLAG_MS)) throw new Invalid('A rush ends within seven days');
  const row = { businessId: ctx.business.id, level, setBy, startsAt, endsAt, createdAt: startsAt };
  await ctx.db.transaction((tx) => tx.insert(demandFlags).values(row));
}
