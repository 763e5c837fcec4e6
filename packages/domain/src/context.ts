import type { BusinessDatabase, SystemDatabase } from '@afterhourfix/database';
import type { Clock, Logger } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import type { Business } from './businesses/business.ts';
import type { Places } from './service-area/places.ts';

/** On whose behalf a verb runs. */
export type Actor =
  | { kind: 'agent'; callId: CallId }
  | { kind: 'carrier' }
  | { kind: 'job'; name: string }
  | { kind: 'operator' };

/** Before a business is known: only lookups by dialled number or CallSid, through the database's own doors. */
export interface SystemContext {
  db: SystemDatabase;
  clock: Clock;
  log: Logger;
  places?: Places | undefined;
}

/** Everything a verb may touch; `db` sees the rows of `business` and of nobody else. */
export interface DomainContext {
  business: Business;
  actor: Actor;
  db: BusinessDatabase;
  clock: Clock;
  log: Logger;
  /** What others know of streets and roads; left out, all is reckoned from ZIPs. */
  places?: Places | undefined;
}
