import { type DatabaseSettings, DatabaseVariables, toDatabaseSettings } from '@afterhourfix/database';
import { type Environment, freezeConfig, LogLevel, Port, readEnvironment } from '@afterhourfix/foundation';

const Variables = DatabaseVariables.extend({
  API_PORT: Port.default(3000),
  LOG_LEVEL: LogLevel.default('info'),
});

/** Every variable this app reads, for `.env.example` and its test. */
export const ENVIRONMENT_NAMES = Object.keys(Variables.shape);

export interface ApiConfig {
  readonly port: number;
  readonly database: DatabaseSettings;
  readonly logLevel: string;
}

/** Throws one error that lists everything missing or wrong. */
export function readApiConfig(environment: Environment = process.env): ApiConfig {
  const env = readEnvironment(Variables, environment);
  return freezeConfig({ port: env.API_PORT, database: toDatabaseSettings(env), logLevel: env.LOG_LEVEL });
}
