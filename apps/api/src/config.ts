import { type DatabaseSettings, DatabaseVariables, toDatabaseSettings } from '@afterhourfix/database';
import {
  type Environment,
  freezeConfig,
  LogLevel,
  Port,
  readEnvironment,
  Secret,
} from '@afterhourfix/foundation';
import {
  type CalendarAccess,
  CalendarVariables,
  toCalcomAccess,
} from '@afterhourfix/integrations/external-calendars';
import { z } from 'zod';

const Variables = DatabaseVariables.extend({
  CALCOM_ACCOUNTS: CalendarVariables.shape.CALCOM_ACCOUNTS,
  CALCOM_API_URL: CalendarVariables.shape.CALCOM_API_URL,
  FEED_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe('Signs the addresses of the feeds of visits and of the health of texts; none without it'),
  API_PORT: Port.default(3000),
  LOG_LEVEL: LogLevel.default('info'),
});

/** Every variable this app reads, for `.env.example` and its test. */
export const ENVIRONMENT_NAMES = Object.keys(Variables.shape);

export interface ApiConfig {
  readonly port: number;
  readonly database: DatabaseSettings;
  /** Whose news we take, and how they are asked to send them. */
  readonly calcom: CalendarAccess['calcom'];
  readonly feedSecret: Secret | null;
  readonly logLevel: string;
}

/** Throws one error that lists everything missing or wrong. */
export function readApiConfig(environment: Environment = process.env): ApiConfig {
  const env = readEnvironment(Variables, environment);
  return freezeConfig({
    port: env.API_PORT,
    database: toDatabaseSettings(env),
    calcom: toCalcomAccess(env),
    feedSecret: env.FEED_SECRET === undefined ? null : new Secret(env.FEED_SECRET),
    logLevel: env.LOG_LEVEL,
  });
}
