import { type DomainContext, listAgents, listDepartments, listTechnicians } from '@afterhourfix/domain';
import { NotFound } from '@afterhourfix/foundation';
import type { AgentId, TechnicianId } from '@afterhourfix/vocabulary';

/** By slug or id. Throws `NotFound` with those that there are. */
export async function getTechnicianId(ctx: DomainContext, word: string): Promise<TechnicianId> {
  const people = await listTechnicians(ctx);
  const found = people.find(({ id, slug }) => slug === word || id === word);
  if (!found)
    throw notFound(
      'technician',
      word,
      people.map(({ slug }) => slug),
    );
  return found.id;
}

/** By name or id. Throws `NotFound` with those that there are. */
export async function getDepartmentId(ctx: DomainContext, word: string): Promise<string> {
  const departments = await listDepartments(ctx);
  const found = departments.find(({ id, name }) => name === word || id === word);
  if (!found)
    throw notFound(
      'department',
      word,
      departments.map(({ name }) => name),
    );
  return found.id;
}

/** By name or id; the only one when none is named. Throws `NotFound` with those that there are. */
export async function getAgentId(ctx: DomainContext, word: string | undefined): Promise<AgentId> {
  const agents = await listAgents(ctx);
  const [only, ...others] = agents;
  if (word === undefined && only && others.length === 0) return only.id;
  const found = agents.find(({ id, name }) => name === word || id === word);
  if (!found)
    throw notFound(
      'agent',
      word ?? '',
      agents.map(({ name }) => name),
    );
  return found.id;
}

function notFound(what: string, word: string, known: readonly string[]): NotFound {
  return new NotFound(`No ${what} "${word}"; there are: ${known.join(', ') || 'none'}`);
}
