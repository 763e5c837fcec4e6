import { checkServiceArea } from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { ZipCode } from './inputs.ts';

export const checkServiceAreaTool = defineTool({
  name: 'check_service_area',
  description:
    'Whether we come to a ZIP code. Ask it before promising anything; `referral` names who to call instead.',
  isWrite: false,
  input: z.object({ zip: ZipCode }),
  async run({ zip }, { domain }) {
    const area = await checkServiceArea(domain, { zip });
    const isOutside = area.zone === 'referral' || area.zone === 'outside';
    return { result: { ...area }, effect: { kind: 'area-checked', isOutside } };
  },
});
