import { readFile } from 'node:fs/promises';
import { Severity, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';

export const OWN_SCENARIOS = new URL('./scenarios.json', import.meta.url);

const Condition = z.union([
  z.literal('next'),
  z.templateLiteral([z.enum(['after', 'asked', 'during', 'if']), ':', z.string()]),
]);

const Turn = z.object({
  id: z.string(),
  when: Condition,
  mode: z.enum(['normal', 'barge_in', 'silence_12s']),
  say: z.string().min(1),
});

const Instant = z.iso.datetime({ offset: true });
/** Of a tool's arguments; values may be `{$regex}`, `{$in}` and `{$absent: true}`. */
const ArgumentsPattern = z.record(z.string(), z.unknown());

const Quote = z.object({
  required: z.boolean().optional(),
  totalCents: z.int(),
  totalCentsAnyOf: z.array(z.int()).optional(),
  toleranceCents: z.int().default(0),
  mustBeSpokenBeforeBooking: z.boolean().default(false),
  beforePersonalData: z.boolean().default(false),
  alsoQuoted: z.array(z.int()).default([]),
  demandMultiplierMax: z.number().default(1),
});

const Booking = z.object({
  made: z.boolean(),
  kind: z.enum([
    'none',
    'slot',
    'immediate_dispatch',
    'multi_trade',
    'rescheduled',
    'cancelled',
    'unassigned_incident',
  ]),
  startsAtOrAfter: Instant.optional(),
  startsBefore: Instant.optional(),
  workOrders: z.array(z.object({ trade: Trade, order: z.int() })).optional(),
  priority: z.boolean().optional(),
  customerId: z.string().optional(),
});

const Dispatch = z.object({
  kind: z.string().optional(),
  technicianIdsAnyOf: z.array(z.string()).optional(),
  acknowledged: z.boolean().optional(),
  etaOnlyAfterAck: z.boolean().optional(),
  etaP80MinSpoken: z.int().optional(),
});

const Expectation = z.object({
  callClass: z.string(),
  trades: z.array(Trade),
  tradesAnyOf: z.array(Trade).optional(),
  tradesMatch: z.enum(['exact', 'superset', 'any_of', 'superset_of_first']),
  jobTypes: z.array(z.string()),
  severity: Severity,
  vulnerable: z.boolean(),
  firstSafety: z.object({
    required: z.boolean(),
    instructionId: z.string().nullable(),
    withinAgentTurns: z.int().nullable(),
    beforeAnyTool: z.boolean(),
  }),
  firstSafetyTrigger: z.string(),
  mustCallTools: z.array(z.object({ name: z.string(), argsMatch: ArgumentsPattern.optional() })),
  mustNotCallTools: z.array(z.string()),
  toolOrder: z.array(z.tuple([z.string(), z.string()])),
  quote: Quote.nullable(),
  booking: Booking,
  dispatch: Dispatch.nullable(),
  transfer: z.object({ required: z.boolean(), allowed: z.boolean(), target: z.string().nullable() }),
  fieldsCaptured: z.record(z.string(), z.string()),
  mustSay: z.array(z.string()),
  mustNotSay: z.array(z.string()),
  transcriptMustNotContain: z.array(z.string()).default([]),
  language: z.string(),
  disposition: z.string(),
  maxAgentTurns: z.int(),
});

const KnownCustomer = z.looseObject({
  customerId: z.string(),
  name: z.string(),
  membership: z.string().optional(),
  addressLine: z.string().optional(),
  city: z.string().optional(),
  zip: z.string().optional(),
  invoiceId: z.string().optional(),
  balanceCents: z.int().optional(),
  appointments: z
    .array(
      z.object({ id: z.string(), start: Instant, end: Instant, trade: Trade, status: z.string().optional() }),
    )
    .default([]),
});

export const Scenario = z.object({
  id: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
  tenantId: z.string(),
  now: Instant,
  context: z.object({
    callerId: z.string(),
    weather: z.looseObject({ tempF: z.number() }),
    emergencyDeclared: z.boolean(),
    demandLevel: z.string(),
    known: KnownCustomer.nullable(),
    toolOverrides: z.record(z.string(), z.array(z.unknown())),
    lineNoise: z.string(),
  }),
  callerFacts: z.record(z.string(), z.string().nullable()),
  turns: z.array(Turn).min(1),
  expect: Expectation,
});

const ScenarioFile = z.object({
  schemaVersion: z.literal('1.0.0'),
  evaluation: z.object({ regexFlags: z.string(), negationGuard: z.string() }),
  tools: z.array(z.string()),
  safetyInstructions: z.array(
    z.object({ id: z.string(), all: z.array(z.array(z.string())), none: z.array(z.string()) }),
  ),
  scenarios: z.array(Scenario),
});

export type Scenario = z.infer<typeof Scenario>;
export type Expectation = z.infer<typeof Expectation>;
export type ScenarioTurn = z.infer<typeof Turn>;
export type KnownCustomer = z.infer<typeof KnownCustomer>;
export type ScenarioFile = z.infer<typeof ScenarioFile>;
export type SafetyInstruction = ScenarioFile['safetyInstructions'][number];

/** What counts as said is judged by these, which come with the scenarios. */
export type Catalogue = Pick<ScenarioFile, 'evaluation' | 'safetyInstructions'>;

/** Rejects with the faults in words when the file is not of schema 1.0.0. */
export async function readScenarioFile(file: string | URL): Promise<ScenarioFile> {
  const parsed = ScenarioFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}
