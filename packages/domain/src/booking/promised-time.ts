import type { Transaction } from '@afterhourfix/database';
import type { TechnicianId, TimeWindow } from '@afterhourfix/vocabulary';
import { type SQL, sql } from 'drizzle-orm';
import type { Stretches } from './rules/stretches.ts';

const DAY_MS = 86_400_000;
/** No commitment is longer; the database checks it. */
const LONGEST_COMMITMENT_MS = DAY_MS;
/** Two of PostgreSQL's instants: microseconds since 2000, eight bytes each. */
const WINDOW_BYTES = 16;
const MINUTE_MICROSECONDS = 60_000_000;
const MINUTES_1970_TO_2000 = 15_778_080;

/** Windows in order, as bytes for `readSentTime`: a thousand of them cost more to write and read as text than to find. */
export const sentTime = sql`string_agg(timestamptz_send(starts_at) || timestamptz_send(ends_at), '' order by starts_at)`;

/** What is promised of the technician `t` within the window. */
export function promisedTime({ startsAt, endsAt }: TimeWindow): SQL {
  const reachesBack = new Date(startsAt.getTime() - LONGEST_COMMITMENT_MS);
  return sql`(
    select ${sentTime} from technician_commitments promised
    where promised.business_id = t.business_id and promised.technician_id = t.id
      and starts_at >= ${reachesBack.toISOString()} and starts_at < ${endsAt.toISOString()}
      and ends_at > ${startsAt.toISOString()})`;
}

export interface PromisedQuery {
  technicianId: TechnicianId;
  during: TimeWindow;
}

/** What is promised of one technician by now. */
export async function readPromisedAnew(tx: Transaction, query: PromisedQuery): Promise<Stretches> {
  const [row] = await tx.executePrepared<{ promised: Uint8Array | null }>(
    'booking.promised-time',
    sql`select ${promisedTime(query.during)} as promised from technicians t where t.id = ${query.technicianId}`,
  );
  return readSentTime(row?.promised ?? null);
}

/** In whole minutes, rounded outwards; null is none. */
export function readSentTime(sent: Uint8Array | null): Stretches {
  if (!sent) return new Int32Array(0);
  const bytes = new DataView(sent.buffer, sent.byteOffset, sent.byteLength);
  const minutes = new Int32Array((sent.byteLength / WINDOW_BYTES) * 2);
  let length = 0;
  for (let offset = 0; offset < sent.byteLength; offset += WINDOW_BYTES) {
    const from = Math.floor(minutesAt(bytes, offset));
    const until = Math.ceil(minutesAt(bytes, offset + WINDOW_BYTES / 2));
    const lastUntil = minutes[length - 1];
    if (lastUntil !== undefined && from <= lastUntil) minutes[length - 1] = Math.max(lastUntil, until);
    else {
      minutes[length] = from;
      minutes[length + 1] = until;
      length += 2;
    }
  }
  return minutes.subarray(0, length);
}

function minutesAt(bytes: DataView, offset: number): number {
  const microseconds = bytes.getInt32(offset) * 2 ** 32 + bytes.getUint32(offset + 4);
  return microseconds / MINUTE_MICROSECONDS + MINUTES_1970_TO_2000;
}
