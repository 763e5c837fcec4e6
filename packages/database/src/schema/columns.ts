import type { BusinessId, CallId, TimeWindow } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { type CheckBuilder, check, customType, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Primary key made by PostgreSQL: time-ordered, so inserts stay at the right edge of the index. */
export const idColumn = <Id extends string>() => uuid('id').$type<Id>().primaryKey().default(sql`uuidv7()`);

/** The tenant. Its foreign key and the row-level security policy are written in the migrations. */
export const businessIdColumn = () => uuid('business_id').$type<BusinessId>().notNull();

export const callIdColumn = () => uuid('call_id').$type<CallId>();

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const createdAtColumn = () => instant('created_at').notNull().defaultNow();

/** Text with a closed list of words, which PostgreSQL checks too (see `wordCheck`). */
export const words = <Word extends string, const List extends Readonly<[Word, ...Word[]]>>(
  name: string,
  list: List,
) => text(name, { enum: list });

/** Refuses any other word; names and words are ours and never come from outside. */
export function wordCheck(table: string, column: string, list: readonly string[]): CheckBuilder {
  const quoted = list.map((word) => `'${word}'`).join(', ');
  return check(`${table}_${column}_check`, sql.raw(`"${column}" in (${quoted})`));
}

/** Half-open [startsAt, endsAt), both bounds finite: the migration checks it. */
export const timeRange = customType<{ data: TimeWindow; driverData: string }>({
  dataType: () => 'tstzrange',
  toDriver: ({ startsAt, endsAt }) => `[${startsAt.toISOString()},${endsAt.toISOString()})`,
  fromDriver: readTimeRange,
});

export const binary = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

export const searchVector = customType<{ data: string }>({ dataType: () => 'tsvector' });

function readTimeRange(range: string): TimeWindow {
  const [startsAt, endsAt] = range
    .slice(1, -1)
    .split(',')
    .map((bound) => new Date(bound.replaceAll('"', '')));
  if (!startsAt || !endsAt) throw new Error(`Not a time range: ${range}`);
  return { startsAt, endsAt };
}
