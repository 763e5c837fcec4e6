import type { Transaction } from '@afterhourfix/database';
import { agents, agentVersions } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { AgentId, AgentVersionId, BusinessId } from '@afterhourfix/vocabulary';
import { and, eq, type SQL } from 'drizzle-orm';
import { AgentEngineSettings, type PublishedAgent } from './agent.ts';

/** The version that new calls hear. Throws `NotFound` when the agent has none. */
export function getPublishedAgent(
  tx: Transaction,
  input: { businessId: BusinessId; agentId: AgentId },
): Promise<PublishedAgent> {
  return getAgent(tx, {
    businessId: input.businessId,
    condition: and(eq(agents.id, input.agentId), eq(agentVersions.id, agents.publishedVersionId)),
  });
}

/** The version with which a call began: it stays the same until the call ends. */
export function getAgentVersion(
  tx: Transaction,
  input: { businessId: BusinessId; versionId: AgentVersionId },
): Promise<PublishedAgent> {
  return getAgent(tx, {
    businessId: input.businessId,
    condition: eq(agentVersions.id, input.versionId),
  });
}

async function getAgent(
  tx: Transaction,
  { businessId, condition }: { businessId: BusinessId; condition: SQL | undefined },
): Promise<PublishedAgent> {
  const [row] = await tx
    .select({ agent: agents, version: agentVersions })
    .from(agents)
    .innerJoin(agentVersions, eq(agentVersions.agentId, agents.id))
    .where(and(eq(agents.businessId, businessId), condition));
  if (!row) throw new NotFound('The agent has no such version');
  return {
    id: row.agent.id,
    versionId: row.version.id,
    name: row.agent.name,
    route: row.agent.route,
    engine: AgentEngineSettings.parse(row.version.engine),
    greeting: row.version.greeting,
    instructions: row.version.instructions,
  };
}
