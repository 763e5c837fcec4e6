export { AgentEngineSettings, type AgentRoute, type PublishedAgent } from './agent.ts';
export { getAgentVersion, getPublishedAgent } from './get-agent.ts';
