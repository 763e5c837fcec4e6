import { type DomainContext, type PublishedAgent, toGreeting } from '@afterhourfix/domain';

/** What a caller hears first. A greeting without its notices is not said, whoever stored it. */
export function toOpening(
  { business, log }: DomainContext,
  agent: PublishedAgent,
): { kind: 'greeting'; text: string } {
  const { text, missing } = toGreeting(business, agent.greeting);
  if (missing.length > 0)
    log.warn({ agentId: agent.id, missing }, 'the greeting lacks notices, the opening line is said instead');
  return { kind: 'greeting', text };
}
