import type {
  DomainContext,
  ExternalCalendar,
  InstructionId,
  ModelVerdict,
  PaymentLinks,
  PricingTriage,
} from '@afterhourfix/domain';
import type { CallId, CallOutcomeReason, PhoneNumber, Severity, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';

/** What a tool changes about the call itself; the session acts on it, never on the model's words. */
export type ToolEffect =
  | { kind: 'slot-booked' }
  /** A visit that was booked before this call. */
  | { kind: 'visit-moved' }
  | { kind: 'visit-cancelled' }
  | { kind: 'technician-dispatched' }
  /** Of all that the call asked for, nobody comes. */
  | { kind: 'dispatch-exhausted' }
  /** It was asked for, and the owner has not agreed. */
  | { kind: 'dispatch-called-off' }
  | { kind: 'message-taken' }
  | { kind: 'pay-link-sent' }
  /** The last ZIP asked about counts: callers correct themselves. */
  | { kind: 'area-checked'; isOutside: boolean }
  | { kind: 'facts-told' }
  /** `isLineDue`: the caller is being told an approved line, and nothing is to be said over it. */
  | { kind: 'triaged'; isLineDue: boolean }
  | { kind: 'transfer-asked'; to: PhoneNumber; name: string | null }
  /** `note`: what the model has to say of the call. */
  | { kind: 'end-asked'; reason: CallOutcomeReason; note: string | null };

/** `failed`: it was due and the caller has not heard enough of it. */
export type LineState = 'due' | 'spoken' | 'failed';

/** What holds of rules and model together. */
export interface HeldTriage {
  severity: Severity;
  trades: readonly Trade[];
  jobTypes: readonly string[];
  vulnerable: boolean;
  /** The approved line that is due for it, and whether the caller has heard it in this call; null when none is. */
  safetyLine: { id: InstructionId; state: LineState } | null;
  /** What to ask next to learn whose work it is; null when that is clear, or three were asked. */
  ask: string | null;
}

export interface ToolContext {
  domain: DomainContext;
  callId: CallId;
  /** The caller's number, or null when it is withheld. */
  callerNumber: PhoneNumber | null;
  /** The calendar in which the agent's visits must also stand; left out or null when ours is the only one. */
  findCalendar?: () => Promise<ExternalCalendar | null>;
  /** Left out or null: the business takes no money by links. */
  paymentLinks?: PaymentLinks | null;
  /** Adds what the model makes of the trouble; a line that is due is then said at once. */
  triage(said: ModelVerdict): HeldTriage;
  /** What holds of the call's trouble, whatever the model's arguments say. */
  readTriage(): PricingTriage;
}

export interface ToolAnswer {
  /** What the model is told: JSON, refusals included. */
  result: Record<string, unknown>;
  effect: ToolEffect | null;
}

/** One thing the model may do. Business and call come from the session, never from its arguments. */
export interface AgentTool {
  name: string;
  description: string;
  /** Runs once per call and arguments, however often the model asks. */
  isWrite: boolean;
  parameters: Record<string, unknown>;
  /** The faults of the arguments in words, or null when they fit. */
  findFault(input: unknown): string | null;
  run(input: unknown, context: ToolContext): Promise<ToolAnswer>;
}

export function defineTool<Schema extends z.ZodType>(tool: {
  name: string;
  description: string;
  isWrite: boolean;
  input: Schema;
  run(input: z.infer<Schema>, context: ToolContext): Promise<ToolAnswer>;
}): AgentTool {
  const { $schema: _dialect, ...parameters } = z.toJSONSchema(tool.input, { io: 'input' });
  return {
    name: tool.name,
    description: tool.description,
    isWrite: tool.isWrite,
    parameters,
    findFault(input) {
      const parsed = tool.input.safeParse(input);
      return parsed.success ? null : z.prettifyError(parsed.error);
    },
    run: (input, context) => tool.run(tool.input.parse(input), context),
  };
}
