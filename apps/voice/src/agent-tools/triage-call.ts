import { INSTRUCTION_IDS, JOB_TYPES } from '@afterhourfix/domain';
import { Severity, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';

export const triageCallTool = defineTool({
  name: 'triage_call',
  description:
    "Tells what is wrong and how bad, in your judgement of the caller's words. Use it as soon as you know, before any price or time, and again whenever it turns out worse. Name safetyLine when somebody is in danger: the approved line is then said for you, word for word. The answer is what holds: your word can make it worse and never better. When the answer has `ask`, ask that next, in those words.",
  isWrite: false,
  input: z.strictObject({
    severity: Severity.describe(
      'life_safety: people in danger; property_damage: damage goes on; urgent_comfort: cannot well wait; routine: can',
    ),
    trades: z.array(Trade).max(4).describe('Trades that are needed; empty when the words tell none'),
    jobTypes: z.array(z.enum(JOB_TYPES)).max(6).optional(),
    vulnerable: z
      .boolean()
      .optional()
      .describe('A baby, an old, ill or disabled person, or one who depends on a device is there'),
    safetyLine: z.enum(INSTRUCTION_IDS).optional().describe('Leave out when nobody is in danger'),
  }),
  async run({ severity, trades, jobTypes, vulnerable, safetyLine }, { triage }) {
    const held = triage({
      severity,
      trades,
      jobTypes: jobTypes ?? [],
      isVulnerable: vulnerable ?? false,
      instructionId: safetyLine ?? null,
    });
    return {
      result: { ...held },
      effect: { kind: 'triaged', isLineDue: held.safetyLine?.state === 'due' },
    };
  },
});
