export { APP_ROLE, toAppUrl } from './app-role.ts';
export { isConnectionLost, sqlState, violatedConstraint } from './database-errors.ts';
export { type DatabaseSettings, DatabaseVariables, toDatabaseSettings } from './database-settings.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded/embedded-server.ts';
export {
  type JobQueues,
  type JobRun,
  type JobRunnerOptions,
  type RecurringJob,
  startJobRunner,
} from './job-runner.ts';
export { type Enqueue, enqueueJob } from './job-sender.ts';
export { migrateDatabase } from './migrate-database.ts';
export {
  type ConnectOptions,
  connectDatabase,
  type OpenDatabase,
  openConfiguredDatabase,
  openDatabase,
} from './open-database.ts';
export { type DatabaseServer, resolveDatabaseServer } from './resolve-database-server.ts';
export {
  type CallBusiness,
  findCallBusiness,
  findNumberRoute,
  findTextBusiness,
  listBusinessIds,
  type NumberRoute,
} from './system-doors.ts';
export type { BusinessDatabase, SystemDatabase } from './tenant-database.ts';
export type { SendOptions, Transaction } from './transaction.ts';
