import type { Transaction } from '@afterhourfix/database';
import { dispatchCallers, dispatches, technicians } from '@afterhourfix/database/schema';
import type { CallId, Trade } from '@afterhourfix/vocabulary';
import { and, asc, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type DispatchRow, readLadder } from './dispatch-record.ts';
import { toSpeakableArrival, toSpeakableTime } from './rules/arrival-estimate.ts';
import type { Standing } from './rules/standing-news.ts';
import { toStanding } from './to-standing.ts';

export interface DispatchArrival {
  /** The business's own short name of the technician; null for the owner. */
  technicianSlug: string | null;
  technicianName: string | null;
  usualMinutes: number;
  veryLikelyMinutes: number;
  arrivesBy: Date;
  speakable: { en: string; es: string };
  /** Of `arrivesBy`, by the clock of the business. */
  speakableTime: { en: string; es: string };
}

export interface DispatchStatus {
  dispatchId: string;
  trade: Trade;
  phase: DispatchRow['phase'];
  /** Waits for the owner's yes; nobody is asked before. */
  asksOwner: boolean;
  /** Why the owner's word, or the lack of it, has sent nobody; null otherwise. */
  notSentBecause: 'owner-refused' | 'owner-did-not-answer' | null;
  /** How many people have been asked so far. */
  askedCount: number;
  /** The same without a name, and with the rung that is asked. */
  standing: Standing;
  /** Who comes and by when; null until somebody has taken it. */
  arrival: DispatchArrival | null;
}

/** What has become of all that a call asked for, in the order in which it did. */
export function getDispatchStatus(
  ctx: DomainContext,
  { callId }: { callId: CallId },
): Promise<DispatchStatus[]> {
  return ctx.db.transaction((tx) => readStatuses(tx, { ctx, callId }));
}

async function readStatuses(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<DispatchStatus[]> {
  const rows = await tx
    .select({ row: dispatches, slug: technicians.slug, name: technicians.name })
    .from(dispatchCallers)
    .innerJoin(dispatches, eq(dispatches.id, dispatchCallers.dispatchId))
    .leftJoin(technicians, eq(technicians.id, dispatches.technicianId))
    .where(and(eq(dispatchCallers.businessId, ctx.business.id), eq(dispatchCallers.callId, callId)))
    .orderBy(asc(dispatchCallers.id));
  return rows.map(({ row, slug, name }) => {
    const ladder = readLadder(row);
    return {
      dispatchId: row.id,
      trade: row.trade,
      phase: row.phase,
      asksOwner: row.phase === 'created' && row.approval === 'asked',
      notSentBecause: toReason(row),
      askedCount: 'asked' in ladder ? ladder.asked.length : 0,
      standing: toStanding(row),
      arrival: toArrival(row, { slug, name, timeZone: ctx.business.timeZone }),
    };
  });
}

function toReason({ phase, approval }: DispatchRow): DispatchStatus['notSentBecause'] {
  if (phase !== 'cancelled') return null;
  if (approval === 'refused') return 'owner-refused';
  return approval === 'unanswered' ? 'owner-did-not-answer' : null;
}

function toArrival(
  { etaP50Minutes, etaP80Minutes, arrivesBy }: DispatchRow,
  { slug, name, timeZone }: { slug: string | null; name: string | null; timeZone: string },
): DispatchArrival | null {
  if (etaP50Minutes === null || etaP80Minutes === null || arrivesBy === null) return null;
  const arrival = { technicianName: name, p50Minutes: etaP50Minutes, p80Minutes: etaP80Minutes };
  return {
    technicianSlug: slug,
    technicianName: name,
    usualMinutes: etaP50Minutes,
    veryLikelyMinutes: etaP80Minutes,
    arrivesBy,
    speakable: toSpeakableArrival(arrival),
    speakableTime: toSpeakableTime(arrivesBy, timeZone),
  };
}
