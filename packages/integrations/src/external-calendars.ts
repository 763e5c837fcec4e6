import type { AgentCalendar, ExternalCalendar } from '@afterhourfix/domain';
import { assertNever, type Clock, Invalid, Secret } from '@afterhourfix/foundation';
import { z } from 'zod';
import { CalcomCalendar, CalcomClient } from './calcom/index.ts';
import { GoogleCalendar, GoogleCalendarClient, type ServiceAccount } from './google-calendar/index.ts';
import { IcalCalendar } from './icalendar/index.ts';

const MAX_CALENDARS = 500;
const FEED_TIMEOUT_MS = 3_000;

const HttpUrl = z.url({ protocol: /^https?$/ });

const CalcomAccounts = z.record(
  z.string().min(1),
  z.object({ apiKey: z.string().min(1), webhookSecret: z.string().min(1).optional() }),
);
const GoogleKey = z.object({ client_email: z.string().min(1), private_key: z.string().min(1) });

/** The variables of every app that asks the calendars of others. */
export const CalendarVariables = z.object({
  CALCOM_ACCOUNTS: jsonText(CalcomAccounts)
    .default({})
    .describe('{"name":{"apiKey":"cal_live_…","webhookSecret":"…"}}; agents name theirs, by default main'),
  CALCOM_API_URL: HttpUrl.default('https://api.cal.com/v2'),
  GOOGLE_SERVICE_ACCOUNT: jsonText(GoogleKey)
    .optional()
    .describe('The JSON key of the service account with which calendars are shared'),
  GOOGLE_CALENDAR_URL: HttpUrl.default('https://www.googleapis.com/calendar/v3'),
  GOOGLE_TOKEN_URL: HttpUrl.default('https://oauth2.googleapis.com/token'),
  ALLOW_PRIVATE_NETWORK: z
    .stringbool()
    .default(false)
    .describe('1: webhooks and iCalendar feeds may be in your own network, and webhooks without TLS'),
});

export interface CalendarAccess {
  readonly calcom: {
    readonly apiUrl: string;
    readonly accounts: Readonly<Record<string, { apiKey: Secret; webhookSecret: Secret | null }>>;
  };
  readonly google: {
    readonly apiUrl: string;
    readonly tokenUrl: string;
    readonly account: { clientEmail: string; privateKey: Secret } | null;
  };
  readonly arePrivateFeedsAllowed: boolean;
}

/** For apps that ask Cal.com alone. */
export function toCalcomAccess(
  env: Pick<z.output<typeof CalendarVariables>, 'CALCOM_ACCOUNTS' | 'CALCOM_API_URL'>,
): CalendarAccess['calcom'] {
  const accounts = Object.entries(env.CALCOM_ACCOUNTS).map(([name, { apiKey, webhookSecret }]) => [
    name,
    {
      apiKey: new Secret(apiKey),
      webhookSecret: webhookSecret === undefined ? null : new Secret(webhookSecret),
    },
  ]);
  return { apiUrl: env.CALCOM_API_URL, accounts: Object.fromEntries(accounts) };
}

export function toCalendarAccess(env: z.output<typeof CalendarVariables>): CalendarAccess {
  const key = env.GOOGLE_SERVICE_ACCOUNT;
  return {
    calcom: toCalcomAccess(env),
    google: {
      apiUrl: env.GOOGLE_CALENDAR_URL,
      tokenUrl: env.GOOGLE_TOKEN_URL,
      account: key ? { clientEmail: key.client_email, privateKey: new Secret(key.private_key) } : null,
    },
    arePrivateFeedsAllowed: env.ALLOW_PRIVATE_NETWORK,
  };
}

/** Calendars by the settings of their agents. They are kept: what one has learnt of limits and tokens is of use to the next call. */
export class ExternalCalendars {
  readonly #access: CalendarAccess;
  readonly #clock: Clock;
  readonly #calendars = new Map<string, ExternalCalendar>();
  readonly #calcomClients = new Map<string, CalcomClient>();
  #googleClient: GoogleCalendarClient | null = null;

  constructor(options: { access: CalendarAccess; clock: Clock }) {
    this.#access = options.access;
    this.#clock = options.clock;
  }

  /** Null when our own calendar is the only one. Throws `Invalid` when the deployment has no key for the settings. */
  find(settings: AgentCalendar): ExternalCalendar | null {
    if (settings.kind === 'own') return null;
    const name = JSON.stringify(settings);
    const known = this.#calendars.get(name);
    if (known) return known;
    const calendar = this.#create(settings);
    this.#calendars.set(name, calendar);
    const oldest = this.#calendars.keys().next().value;
    if (this.#calendars.size > MAX_CALENDARS && oldest !== undefined) this.#calendars.delete(oldest);
    return calendar;
  }

  #create(settings: Exclude<AgentCalendar, { kind: 'own' }>): ExternalCalendar {
    const clock = this.#clock;
    switch (settings.kind) {
      case 'calcom':
        return new CalcomCalendar({ settings, client: this.#findCalcomClient(settings.account), clock });
      case 'google':
        return new GoogleCalendar({ settings, client: this.#findGoogleClient() });
      case 'ical': {
        const isPrivateAllowed = this.#access.arePrivateFeedsAllowed;
        return new IcalCalendar({ settings, clock, rules: { timeoutMs: FEED_TIMEOUT_MS, isPrivateAllowed } });
      }
      default:
        return assertNever(settings);
    }
  }

  /** One for each account: limits are counted by key. */
  #findCalcomClient(name: string): CalcomClient {
    const { apiUrl, accounts } = this.#access.calcom;
    const account = accounts[name];
    if (!account) throw new Invalid(`CALCOM_ACCOUNTS has no account ${name}`);
    const known = this.#calcomClients.get(name);
    const client = known ?? new CalcomClient({ apiUrl, apiKey: account.apiKey.reveal(), clock: this.#clock });
    this.#calcomClients.set(name, client);
    return client;
  }

  #findGoogleClient(): GoogleCalendarClient {
    const { apiUrl, tokenUrl, account } = this.#access.google;
    if (!account) throw new Invalid('GOOGLE_SERVICE_ACCOUNT is not set');
    const { clientEmail, privateKey } = account;
    const revealed: ServiceAccount = { clientEmail, privateKey: privateKey.reveal() };
    this.#googleClient ??= new GoogleCalendarClient({
      apiUrl,
      tokenUrl,
      account: revealed,
      clock: this.#clock,
    });
    return this.#googleClient;
  }
}

/** A variable that holds JSON. Its fault is told without its value. */
function jsonText<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
