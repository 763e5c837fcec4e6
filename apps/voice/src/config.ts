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
  toCalendarAccess,
} from '@afterhourfix/integrations/external-calendars';
import { z } from 'zod';

const DEFAULT_REALTIME_URL = 'wss://api.openai.com/v1/realtime';

const Milliseconds = z.coerce.number().int().positive();

const HttpUrl = z.url({ protocol: /^https?$/ });

const Variables = DatabaseVariables.extend(CalendarVariables.shape).extend({
  PUBLIC_URL: HttpUrl.describe('Where Twilio reaches this server; http gives ws, for local use'),
  VOICE_PORT: Port.default(5050),
  OPENAI_API_KEY: z.string().min(1).describe('The key of the speech engine'),
  OPENAI_REALTIME_URL: z.url({ protocol: /^wss?$/ }).default(DEFAULT_REALTIME_URL),
  OPENAI_REALTIME_MODEL: z.string().min(1).default('gpt-realtime-2.1'),
  OPENAI_KEY_HEADER: z.enum(['bearer', 'api-key']).default('bearer').describe('Azure takes api-key'),
  TWILIO_ACCOUNT_SID: z.string().min(1).describe('AC… of the Twilio account'),
  TWILIO_AUTH_TOKEN: z.string().min(1).describe('Checks the signatures of Twilio, with it texts are sent'),
  TWILIO_API_URL: HttpUrl.optional().describe("Twilio's own when left out"),
  TWILIO_NEXT_AUTH_TOKEN: z.string().min(1).optional().describe('The second token while rotating'),
  NOMINATIM_URL: HttpUrl.optional().describe(
    'Finds streets; without it the ZIP alone tells where an address is',
  ),
  OSRM_URL: HttpUrl.optional().describe(
    'Tells how long drives take; without it they are reckoned from distances',
  ),
  PAYMENT_LINK_URL: HttpUrl.optional().describe(
    'Pages on which invoices are paid, before the id of the invoice; without it no pay links are texted',
  ),
  SEED_DEMO: z.stringbool().default(false).describe('Seeds the three demo businesses'),
  MAX_LIVE_CALLS: z.coerce.number().int().positive().default(250),
  PLAYBACK_LEAD_MS: Milliseconds.default(600).describe('How far audio may be ahead of what the caller hears'),
  FIRST_AUDIO_LIMIT_MS: Milliseconds.default(5_000),
  DRAIN_LIMIT_MS: Milliseconds.default(240_000).describe('How long calls may go on after a stop signal'),
  LOG_LEVEL: LogLevel.default('info'),
});

/** Every variable this app reads, for `.env.example` and its test. */
export const ENVIRONMENT_NAMES = Object.keys(Variables.shape);

export interface VoiceConfig {
  readonly publicUrl: string;
  readonly port: number;
  readonly database: DatabaseSettings;
  readonly calendars: CalendarAccess;
  readonly engine: {
    readonly url: string;
    readonly model: string;
    readonly keyHeader: 'bearer' | 'api-key';
    readonly apiKey: Secret;
  };
  readonly carrier: {
    readonly accountSid: string;
    /** The first one is that of the REST API. */
    readonly authTokens: readonly [Secret, ...Secret[]];
    readonly apiUrl: string | undefined;
  };
  /** Null: nobody is asked. */
  readonly places: { readonly nominatimUrl: string | null; readonly osrmUrl: string | null };
  /** Null: no pay links are texted. */
  readonly paymentLinkUrl: string | null;
  readonly limits: {
    readonly maxLiveCalls: number;
    readonly playbackLeadMs: number;
    readonly firstAudioLimitMs: number;
    readonly drainLimitMs: number;
  };
  readonly isDemoSeeded: boolean;
  readonly logLevel: string;
}

/** Throws one error that lists everything missing or wrong. */
export function readVoiceConfig(environment: Environment = process.env): VoiceConfig {
  return freezeConfig(toConfig(readEnvironment(Variables, environment)));
}

function toConfig(env: z.output<typeof Variables>): VoiceConfig {
  return {
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
    port: env.VOICE_PORT,
    database: toDatabaseSettings(env),
    calendars: toCalendarAccess(env),
    engine: {
      url: env.OPENAI_REALTIME_URL,
      model: env.OPENAI_REALTIME_MODEL,
      keyHeader: env.OPENAI_KEY_HEADER,
      apiKey: new Secret(env.OPENAI_API_KEY),
    },
    carrier: {
      accountSid: env.TWILIO_ACCOUNT_SID,
      authTokens: [
        new Secret(env.TWILIO_AUTH_TOKEN),
        ...(env.TWILIO_NEXT_AUTH_TOKEN ? [new Secret(env.TWILIO_NEXT_AUTH_TOKEN)] : []),
      ],
      apiUrl: env.TWILIO_API_URL,
    },
    places: { nominatimUrl: env.NOMINATIM_URL ?? null, osrmUrl: env.OSRM_URL ?? null },
    paymentLinkUrl: env.PAYMENT_LINK_URL?.replace(/\/+$/, '') ?? null,
    limits: {
      maxLiveCalls: env.MAX_LIVE_CALLS,
      playbackLeadMs: env.PLAYBACK_LEAD_MS,
      firstAudioLimitMs: env.FIRST_AUDIO_LIMIT_MS,
      drainLimitMs: env.DRAIN_LIMIT_MS,
    },
    isDemoSeeded: env.SEED_DEMO,
    logLevel: env.LOG_LEVEL,
  };
}
