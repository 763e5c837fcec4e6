import {
  boolean,
  doublePrecision,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import { businessIdColumn, callIdColumn, createdAtColumn, idColumn } from './columns.ts';

export const serviceZones = pgTable(
  'service_zones',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    /** `ZoneShape` and `ZoneTerms` of the feature, which reads them with its own schema. */
    shape: jsonb('shape').$type<unknown>().notNull(),
    terms: jsonb('terms').$type<unknown>().notNull(),
    /** Null: all. */
    trades: text('trades').array(),
    createdAt: createdAtColumn(),
  },
  (table) => [unique('service_zones_name_key').on(table.businessId, table.name)],
);

/** The places of the streets that were told in a call, by the ZIP that was told with them. */
export const locatedAddresses = pgTable(
  'located_addresses',
  {
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    zip: text('zip').notNull(),
    /** In which the street truly lies. */
    locatedZip: text('located_zip').notNull(),
    latitude: doublePrecision('latitude').notNull(),
    longitude: doublePrecision('longitude').notNull(),
    /** Nobody could find the street: this is the middle of its ZIP. */
    isApproximate: boolean('is_approximate').notNull(),
    createdAt: createdAtColumn(),
  },
  (table) => [
    primaryKey({ columns: [table.businessId, table.callId, table.zip] }),
    foreignKey({
      name: 'located_addresses_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
  ],
);
