import { CallOutcomeReason } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';

/** What a model may claim; everything else is known by code. */
const EndReason = CallOutcomeReason.extract([
  'info_only',
  'out_of_area',
  'out_of_trade',
  'price',
  'no_slot',
  'wants_human',
  'safety_redirect',
  'existing_job',
  'privacy_refused',
  'language',
  'spam',
  'wrong_number',
  'prank',
  'duplicate',
]);

export const endCallTool = defineTool({
  name: 'end_call',
  description:
    'Hangs up after your goodbye was heard. Say goodbye first, and only when the caller needs nothing more.',
  isWrite: false,
  input: z.object({
    reason: EndReason.optional().describe('Why the call ends; leave out after a booking'),
    // Told, not enforced: a note that is too long is cut, and keeps nobody on the line.
    note: z
      .string()
      .meta({ maxLength: 500 })
      .optional()
      .describe('Anything the office should know that no other tool has recorded; no card numbers'),
  }),
  run: async ({ reason, note }) => ({
    result: { status: 'ending' },
    effect: { kind: 'end-asked', reason: reason ?? 'info_only', note: note ?? null },
  }),
});
