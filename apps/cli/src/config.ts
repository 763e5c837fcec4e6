import { type DatabaseSettings, DatabaseVariables, toDatabaseSettings } from '@afterhourfix/database';
import { type Environment, freezeConfig, LogLevel, readEnvironment, Secret } from '@afterhourfix/foundation';
import { CalendarVariables } from '@afterhourfix/integrations/external-calendars';
import { z } from 'zod';

const Variables = DatabaseVariables.extend({
  SECRETS_KEY: z.string().optional().describe('The same as of the worker'),
  HUBSPOT_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.hubapi.com'),
  ALLOW_PRIVATE_NETWORK: CalendarVariables.shape.ALLOW_PRIVATE_NETWORK,
  LOG_LEVEL: LogLevel.default('warn'),
});

/** Every variable this app reads, for `.env.example` and its test. */
export const ENVIRONMENT_NAMES = Object.keys(Variables.shape);

/** npm runs a script in the project's root; files are named from where the person stands. */
export const FOLDER = process.env.INIT_CWD ?? process.cwd();

export interface CliConfig {
  readonly database: DatabaseSettings;
  readonly crm: {
    readonly secretsKey: Secret | null;
    readonly hubSpotUrl: string;
    readonly isPrivateAllowed: boolean;
  };
  readonly logLevel: string;
}

/** Throws one error that lists everything missing or wrong. */
export function readCliConfig(environment: Environment = process.env): CliConfig {
  const env = readEnvironment(Variables, environment);
  return freezeConfig({
    database: toDatabaseSettings(env),
    crm: {
      secretsKey: env.SECRETS_KEY ? new Secret(env.SECRETS_KEY) : null,
      hubSpotUrl: env.HUBSPOT_API_URL,
      isPrivateAllowed: env.ALLOW_PRIVATE_NETWORK,
    },
    logLevel: env.LOG_LEVEL,
  });
}
