import { type DatabaseSettings, DatabaseVariables, toDatabaseSettings } from '@afterhourfix/database';
import { type Environment, freezeConfig, LogLevel, readEnvironment, Secret } from '@afterhourfix/foundation';
import {
  type CalendarAccess,
  CalendarVariables,
  toCalendarAccess,
} from '@afterhourfix/integrations/external-calendars';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { z } from 'zod';

const Variables = DatabaseVariables.extend(CalendarVariables.shape).extend({
  TWILIO_ACCOUNT_SID: z.string().min(1).describe('AC… of the Twilio account'),
  TWILIO_AUTH_TOKEN: z.string().min(1).describe('Sends texts'),
  TWILIO_API_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Twilio's own when left out"),
  TWILIO_TEXT_FROM: PhoneNumber.optional().describe(
    'Sends all texts; the line that was called when left out',
  ),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Where Twilio reaches the voice server; without it no technician is called, and nobody hears how texts go on',
    ),
  SECRETS_KEY: z
    .string()
    .optional()
    .describe("32 bytes in base64 that seal the secrets of businesses' own systems; needed to tell any"),
  HUBSPOT_API_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://api.hubapi.com')
    .describe("HubSpot's own when left out"),
  LOG_LEVEL: LogLevel.default('info'),
});

/** Every variable this app reads, for `.env.example` and its test. */
export const ENVIRONMENT_NAMES = Object.keys(Variables.shape);

export interface WorkerConfig {
  readonly database: DatabaseSettings;
  readonly calendars: CalendarAccess;
  readonly texts: {
    readonly accountSid: string;
    readonly authToken: Secret;
    readonly apiUrl: string | undefined;
    /** Null: each business texts from the line that was called. */
    readonly from: PhoneNumber | null;
    /** Of the voice server; null: technicians are texted only, and Twilio tells nobody how texts go on. */
    readonly publicUrl: string | null;
  };
  readonly crm: {
    /** Null: nobody has a system of their own that is told. */
    readonly secretsKey: Secret | null;
    readonly hubSpotUrl: string;
    readonly isPrivateAllowed: boolean;
  };
  readonly logLevel: string;
}

/** Throws one error that lists everything missing or wrong. */
export function readWorkerConfig(environment: Environment = process.env): WorkerConfig {
  const env = readEnvironment(Variables, environment);
  return freezeConfig({
    database: toDatabaseSettings(env),
    calendars: toCalendarAccess(env),
    texts: {
      accountSid: env.TWILIO_ACCOUNT_SID,
      authToken: new Secret(env.TWILIO_AUTH_TOKEN),
      apiUrl: env.TWILIO_API_URL,
      from: env.TWILIO_TEXT_FROM ?? null,
      publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    },
    crm: {
      secretsKey: env.SECRETS_KEY ? new Secret(env.SECRETS_KEY) : null,
      hubSpotUrl: env.HUBSPOT_API_URL,
      isPrivateAllowed: env.ALLOW_PRIVATE_NETWORK,
    },
    logLevel: env.LOG_LEVEL,
  });
}
