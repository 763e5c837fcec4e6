import { z } from 'zod';

const DEFAULT_REALTIME_URL = 'wss://api.openai.com/v1/realtime';

const Port = z.coerce.number().int().min(0).max(65_535);
const Milliseconds = z.coerce.number().int().positive();

const Environment = z.object({
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .describe('Where Twilio reaches this server; http gives ws, for local use'),
  VOICE_PORT: Port.default(5050),
  DATABASE_URL: z.string().min(1).optional().describe('PostgreSQL 18; embedded when left out'),
  DATABASE_APP_URL: z
    .string()
    .min(1)
    .optional()
    .describe('A role granted afterhourfix_app; derived when left out'),
  OPENAI_API_KEY: z.string().min(1),
  OPENAI_REALTIME_URL: z.url({ protocol: /^wss?$/ }).default(DEFAULT_REALTIME_URL),
  OPENAI_REALTIME_MODEL: z.string().min(1).default('gpt-realtime-2.1'),
  OPENAI_KEY_HEADER: z.enum(['bearer', 'api-key']).default('bearer').describe('Azure takes api-key'),
  TWILIO_ACCOUNT_SID: z.string().min(1),
  TWILIO_AUTH_TOKEN: z.string().min(1),
  TWILIO_NEXT_AUTH_TOKEN: z.string().min(1).optional().describe('The second token while rotating'),
  SEED_DEMO: z.stringbool().default(false).describe('Seeds the three demo businesses'),
  MAX_LIVE_CALLS: z.coerce.number().int().positive().default(250),
  PLAYBACK_LEAD_MS: Milliseconds.default(600).describe('How far audio may be ahead of what the caller hears'),
  FIRST_AUDIO_LIMIT_MS: Milliseconds.default(5_000),
  DRAIN_LIMIT_MS: Milliseconds.default(240_000).describe('How long calls may go on after a stop signal'),
  DATA_DIR: z.string().min(1).default('.data'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** Every variable this app reads, for `.env.example` and its test. */
export const ENVIRONMENT_NAMES = Object.keys(Environment.shape);

/** Hides its value from logs, spreads and JSON. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toJSON(): string {
    return '[secret]';
  }
}

export interface VoiceConfig {
  readonly publicUrl: string;
  readonly port: number;
  readonly database: {
    readonly ownerUrl: Secret | null;
    readonly appUrl: Secret | null;
    readonly dataDir: string;
  };
  readonly engine: {
    readonly url: string;
    readonly model: string;
    readonly keyHeader: 'bearer' | 'api-key';
    readonly apiKey: Secret;
  };
  readonly carrier: { readonly accountSid: string; readonly authTokens: readonly Secret[] };
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
export function readVoiceConfig(environment: Record<string, string | undefined>): VoiceConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new Error(`The environment is not complete:\n${z.prettifyError(parsed.error)}`);
  return Object.freeze(toConfig(parsed.data));
}

function toConfig(env: z.infer<typeof Environment>): VoiceConfig {
  const tokens = [env.TWILIO_AUTH_TOKEN, env.TWILIO_NEXT_AUTH_TOKEN].filter((token) => token !== undefined);
  return {
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ''),
    port: env.VOICE_PORT,
    database: {
      ownerUrl: env.DATABASE_URL ? new Secret(env.DATABASE_URL) : null,
      appUrl: env.DATABASE_APP_URL ? new Secret(env.DATABASE_APP_URL) : null,
      dataDir: env.DATA_DIR,
    },
    engine: {
      url: env.OPENAI_REALTIME_URL,
      model: env.OPENAI_REALTIME_MODEL,
      keyHeader: env.OPENAI_KEY_HEADER,
      apiKey: new Secret(env.OPENAI_API_KEY),
    },
    carrier: { accountSid: env.TWILIO_ACCOUNT_SID, authTokens: tokens.map((token) => new Secret(token)) },
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
