export { AgentEngineSettings, type AgentRoute, type PublishedAgent } from './agent.ts';
export {
  AgentCalendar,
  type CalcomSettings,
  type GoogleCalendarSettings,
  type IcalSettings,
} from './agent-calendar.ts';
export { getAgentVersion, getPublishedAgent } from './get-agent.ts';
export { getBookingCalendar, getCallCalendar, listAgentCalendars } from './get-agent-calendar.ts';
export { type ListedAgent, listAgents } from './list-agents.ts';
export { setAgentCalendar } from './set-agent-calendar.ts';
