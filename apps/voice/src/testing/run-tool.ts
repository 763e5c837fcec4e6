import type { ExternalCalendar } from '@afterhourfix/domain';
import type { ToolAnswer, ToolContext } from '../agent-tools/agent-tool.ts';
import { AGENT_TOOLS } from '../agent-tools/index.ts';
import type { TestCall } from './answered-call.ts';

/** Runs a tool as the session of a call does in which nobody is in danger. Throws when the arguments do not fit. */
export async function runTool(
  { domain, call }: TestCall,
  asked: { name: string; input: unknown; calendar?: ExternalCalendar | null },
): Promise<ToolAnswer> {
  const { name, input, calendar = null } = asked;
  const tool = AGENT_TOOLS.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`No tool named ${name}`);
  const fault = tool.findFault(input);
  if (fault !== null) throw new Error(`The arguments of ${name} do not fit: ${fault}`);
  const context: ToolContext = {
    domain,
    callId: call.id,
    callerNumber: call.from,
    findCalendar: async () => calendar,
    triage() {
      throw new Error('Nobody is in danger here');
    },
    readTriage: () => ({ severity: 'routine', isVulnerable: false, flags: [], jobTypes: [] }),
  };
  return tool.run(input, context);
}
