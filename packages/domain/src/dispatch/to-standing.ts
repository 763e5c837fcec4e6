import { type DispatchRow, OWNER, readLadder } from './dispatch-record.ts';
import type { Standing } from './rules/standing-news.ts';

const OVER: Standing = { kind: 'over' };

/** How a dispatch stands for whoever asked for it. */
export function toStanding(row: DispatchRow): Standing {
  const state = readLadder(row);
  switch (state.phase) {
    case 'created':
      if (row.approval === 'asked') return { kind: 'asking-owner' };
      return { kind: 'asking', rung: -1, asks: 'technician' };
    case 'paging':
      return { kind: 'asking', rung: state.rung, asks: toAsked(state.waiting) };
    case 'acknowledged':
    case 'en_route':
      return row.arrivesBy ? { kind: 'coming', by: state.by, arrivesBy: row.arrivesBy } : OVER;
    case 'exhausted':
      return { kind: 'nobody', why: 'exhausted' };
    case 'cancelled':
      return row.approval === 'refused' || row.approval === 'unanswered'
        ? { kind: 'nobody', why: 'not-approved' }
        : OVER;
    case 'arrived':
    case 'done':
      return OVER;
  }
}

function toAsked(waiting: readonly string[]): 'technician' | 'everybody' | 'owner' {
  if (waiting.length > 1) return 'everybody';
  return waiting[0] === OWNER ? 'owner' : 'technician';
}
