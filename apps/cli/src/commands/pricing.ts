import {
  declareEmergency,
  PriceBookContent,
  publishPriceBook,
  setDemandLevel,
  updateEmergency,
} from '@afterhourfix/domain';
import { z } from 'zod';
import { defineCommand, Instant } from '../command.ts';

const toDate = (instant: string | undefined) => (instant === undefined ? undefined : new Date(instant));

export const PRICING_COMMANDS = {
  'set-price-book': defineCommand({
    summary: 'a new edition of the prices; what was told before stays as it was told',
    input: z.strictObject({
      content: PriceBookContent,
      effectiveFrom: Instant.optional(),
      effectiveTo: Instant.optional(),
    }),
    run: ({ ctx, input: { content, effectiveFrom, effectiveTo } }) =>
      publishPriceBook(ctx, {
        content,
        effectiveFrom: toDate(effectiveFrom),
        effectiveTo: toDate(effectiveTo),
      }),
  }),
  'set-demand': defineCommand({
    summary: 'how busy the business is, for seven days at most',
    input: z.strictObject({
      level: z.enum(['normal', 'high', 'surge']),
      setBy: z.string().min(1).max(120),
      endsAt: Instant,
    }),
    async run({ ctx, input: { endsAt, ...flag } }) {
      await setDemandLevel(ctx, { ...flag, endsAt: new Date(endsAt) });
      return { ok: true };
    },
  }),
  'declare-emergency': defineCommand({
    summary: 'prices at a place are frozen from then on',
    input: z.strictObject({
      kind: z.enum(['declared', 'storm-alert']).default('declared'),
      states: z.array(z.string()).optional(),
      zips: z.array(z.string()).optional(),
      setBy: z.string(),
      startsAt: Instant,
      endsAt: Instant.nullable().default(null),
    }),
    async run({ ctx, input: { startsAt, endsAt, ...emergency } }) {
      const times = { startsAt: new Date(startsAt), endsAt: endsAt === null ? null : new Date(endsAt) };
      return {
        ok: true,
        emergencyId: await declareEmergency(ctx, { ...emergency, ...times, source: 'manual' }),
      };
    },
  }),
  'end-emergency': defineCommand({
    summary: 'the freeze ends, now or then',
    input: z.strictObject({ emergencyId: z.guid(), endsAt: Instant.optional() }),
    async run({ ctx, input: { emergencyId, endsAt } }) {
      await updateEmergency(ctx, { emergencyId, endsAt: toDate(endsAt) ?? ctx.clock.now() });
      return { ok: true };
    },
  }),
};
