import type { PhoneNumber, Severity, Trade } from '@afterhourfix/vocabulary';
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

interface StoredPoint {
  latitude: number;
  longitude: number;
}

interface StoredReferral {
  name: string;
  phone: PhoneNumber | null;
}

/** Only `setServiceZones` writes these, and it holds them against its own schema. */
type StoredShape =
  | { kind: 'zips'; zips: readonly string[] }
  | { kind: 'polygon'; corners: readonly StoredPoint[] }
  | { kind: 'miles'; center: StoredPoint; miles: number }
  | { kind: 'minutes'; center: StoredPoint; minutes: number };

type StoredTerms =
  | { zone: 'core' }
  | { zone: 'edge'; feeCents: number | null; minSeverity: Severity | null; referral: StoredReferral | null }
  | { zone: 'referral'; referral: StoredReferral }
  | { zone: 'excluded' };

export const serviceZones = pgTable(
  'service_zones',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    shape: jsonb('shape').$type<StoredShape>().notNull(),
    terms: jsonb('terms').$type<StoredTerms>().notNull(),
    /** Null: all. */
    trades: text('trades').array().$type<Trade[]>(),
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
