export type { ServiceAccount } from './access-token.ts';
export { GoogleCalendar } from './adapter.ts';
export { GoogleCalendarClient } from './client.ts';
export { readGoogleChanges } from './read-changes.ts';
