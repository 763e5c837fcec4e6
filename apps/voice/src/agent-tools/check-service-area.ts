import { checkServiceArea, type ServiceAreaResult, toSpeakableArea } from '@afterhourfix/domain';
import { Severity, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool, type ToolEffect } from './agent-tool.ts';
import { ZipCode } from './inputs.ts';

const MAX_STREET_LENGTH = 200;
const MAX_CITY_LENGTH = 100;

export const checkServiceAreaTool = defineTool({
  name: 'check_service_area',
  description:
    'Whether we come to a ZIP code. Ask it before promising anything; `speakable` is what to say, `referral` names who to call instead. After `needs-street` ask for the street, after `unknown-zip` for the city, and call it again with them.',
  isWrite: false,
  input: z.object({
    zip: ZipCode,
    trade: Trade.optional().describe('Whose work it is, once known'),
    street: z.string().min(1).max(MAX_STREET_LENGTH).optional().describe('House number and street'),
    city: z.string().min(1).max(MAX_CITY_LENGTH).optional(),
    severity: Severity.optional().describe('As triage_call answered'),
  }),
  async run(question, { domain }) {
    const area = await checkServiceArea(domain, question);
    const { en: speakable, es: speakableSpanish } = toSpeakableArea(area, question.severity);
    return { result: { ...area, speakable, speakableSpanish }, effect: toEffect(area) };
  },
});

/** Nothing is settled while the caller has to be asked. */
function toEffect({ zone }: ServiceAreaResult): ToolEffect | null {
  switch (zone) {
    case 'core':
    case 'edge':
      return { kind: 'area-checked', isOutside: false };
    case 'referral':
    case 'outside':
    case 'not-a-us-zip':
      return { kind: 'area-checked', isOutside: true };
    case 'needs-street':
    case 'unknown-zip':
    case 'invalid-zip':
      return null;
  }
}
