import type { Transaction } from '@afterhourfix/database';
import { dispatches } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { PhoneNumber, TEXT_LANGUAGES, type Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import type { LadderState } from './rules/ladder.ts';
import { RUNG_NAMES } from './rules/plan-rungs.ts';

export type DispatchRow = typeof dispatches.$inferSelect;

/** Who stands on a rung. */
export const RungPerson = z.object({
  /** A technician's id, or `owner`. */
  person: z.string(),
  name: z.string().nullable(),
  phone: PhoneNumber,
  language: z.enum(TEXT_LANGUAGES).default('en'),
  /** As what they are asked; those of before it was kept have none. */
  rung: z.enum(RUNG_NAMES).optional(),
});
export type RungPerson = z.infer<typeof RungPerson>;
const Rungs = z.array(z.array(RungPerson));

const People = z.array(z.string());
const Past = { rung: z.int(), asked: People, declined: People };
const Ladder = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('created') }),
  z.object({ phase: z.literal('paging'), waiting: People, ...Past }),
  z.object({ phase: z.enum(['acknowledged', 'en_route', 'arrived', 'done']), by: z.string(), ...Past }),
  z.object({ phase: z.literal('exhausted'), ...Past }),
  z.object({ phase: z.literal('cancelled') }),
]);

const Choice = z.object({
  ranked: z.array(
    z.object({
      id: z.string(),
      travelMinutes: z.number(),
      etaP50Minutes: z.number(),
      etaP80Minutes: z.number(),
      displaces: z.object({ bookingId: z.string().nullable() }).nullable(),
    }),
  ),
});

export const OWNER = 'owner';

/** All that whoever takes it comes for, in the order of the work. */
export const tradesOf = ({ trade, otherTrades }: Pick<DispatchRow, 'trade' | 'otherTrades'>): Trade[] => [
  trade,
  ...otherTrades,
];

export const readRungs = (row: DispatchRow): RungPerson[][] => Rungs.parse(row.rungs);
export const readLadder = (row: DispatchRow): LadderState => Ladder.parse(row.ladder);

/** What was reckoned for one person when the dispatch was made; null for the owner. */
export const readRanked = (row: DispatchRow, person: string) =>
  Choice.parse(row.choice).ranked.find(({ id }) => id === person) ?? null;

/** The dispatch, locked until the transaction ends. Throws `NotFound`. */
export async function lockDispatch(
  tx: Transaction,
  { ctx, dispatchId }: { ctx: DomainContext; dispatchId: string },
): Promise<DispatchRow> {
  const [row] = await tx
    .select()
    .from(dispatches)
    .where(and(eq(dispatches.businessId, ctx.business.id), eq(dispatches.id, dispatchId)))
    .for('update');
  if (!row) throw new NotFound(`No dispatch ${dispatchId}`);
  return row;
}
