import { PhoneNumber, Severity, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import type { ZoneRule } from './rules/zone-rule.ts';

const MAX_ZIPS = 5_000;
const MAX_CORNERS = 500;
const MAX_MILES = 500;
const MAX_MINUTES = 600;
const MAX_FEE_CENTS = 100_000;

const GeoPoint = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
const ListedCode = z
  .string()
  .regex(/^(\d{5}|[A-Z]\d[A-Z])$/, 'a ZIP, or the first three of a Canadian postal code');
const ReferralTo = z.object({ name: z.string().min(1).max(100), phone: PhoneNumber.nullable() });

export const ZoneShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('zips'), zips: z.array(ListedCode).min(1).max(MAX_ZIPS) }),
  z.object({ kind: z.literal('polygon'), corners: z.array(GeoPoint).min(3).max(MAX_CORNERS) }),
  z.object({ kind: z.literal('miles'), center: GeoPoint, miles: z.number().positive().max(MAX_MILES) }),
  z.object({ kind: z.literal('minutes'), center: GeoPoint, minutes: z.number().positive().max(MAX_MINUTES) }),
]);

export const ZoneTerms = z.discriminatedUnion('zone', [
  z.object({ zone: z.literal('core') }),
  z.object({
    zone: z.literal('edge'),
    feeCents: z.int().min(0).max(MAX_FEE_CENTS).nullable().default(null),
    minSeverity: Severity.nullable().default(null),
    referral: ReferralTo.nullable().default(null),
  }),
  z.object({ zone: z.literal('referral'), referral: ReferralTo }),
  z.object({ zone: z.literal('excluded') }),
]);

/** A part of where a business goes, as its owner draws it. */
export const ServiceZone = z.object({
  name: z.string().min(1).max(100),
  shape: ZoneShape,
  terms: ZoneTerms,
  trades: z.array(Trade).min(1).nullable().default(null),
}) satisfies z.ZodType<ZoneRule & { name: string }>;
export type ServiceZone = z.infer<typeof ServiceZone>;
export type ServiceZoneInput = z.input<typeof ServiceZone>;
