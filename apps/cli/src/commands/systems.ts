import { AgentCalendar, connectCrm, setAgentCalendar } from '@afterhourfix/domain';
import { createSealer, Invalid, Secret } from '@afterhourfix/foundation';
import { createCrmAdapters } from '@afterhourfix/integrations/crm-adapters';
import { z } from 'zod';
import { defineCommand } from '../command.ts';
import { getAgentId } from '../named-rows.ts';

export const SYSTEM_COMMANDS = {
  'set-calendar': defineCommand({
    summary: "in whose calendar an agent's visits must stand besides ours",
    input: z.strictObject({
      agent: z.string().optional().describe('name or id; may be left out of a business with one'),
      calendar: AgentCalendar,
    }),
    run: async ({ ctx, input: { agent, calendar } }) =>
      setAgentCalendar(ctx, { agentId: await getAgentId(ctx, agent), calendar }),
  }),
  'connect-crm': defineCommand({
    summary:
      'tells a system of the business what happens: a signed webhook, or HubSpot; the secret is --file',
    input: z.strictObject({
      adapter: z.enum(['webhook', 'hubspot']),
      settings: z.record(z.string(), z.unknown()).default({}),
    }),
    takesFile: true,
    async run({ ctx, input, file, config: { crm } }) {
      if (!crm.secretsKey) throw new Invalid('SECRETS_KEY is missing: it seals the secret, as in the worker');
      return connectCrm(ctx, {
        ...input,
        secret: new Secret((await file()).toString('utf8').trim()),
        sealer: createSealer(crm.secretsKey),
        openAdapter: createCrmAdapters(crm, ctx.clock),
      });
    },
  }),
};
