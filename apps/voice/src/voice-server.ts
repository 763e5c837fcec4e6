import { openConfiguredDatabase } from '@afterhourfix/database';
import {
  heedTechnicianAnswer,
  loadZipTable,
  NO_WEATHER_SOURCE,
  type OnTechnicianAnswer,
  type SystemContext,
  seedDemoBusinesses,
  type WeatherSource,
} from '@afterhourfix/domain';
import { type Clock, createLogger, type Logger, systemClock, withTimeLimit } from '@afterhourfix/foundation';
import { ExternalCalendars } from '@afterhourfix/integrations/external-calendars';
import { createTwilioRest } from '@afterhourfix/integrations/twilio/rest-client';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { admitMedia } from './admit-media.ts';
import { JournalWriter } from './call-journal/journal-writer.ts';
import type { VoiceConfig } from './config.ts';
import { createConfiguredPlaces } from './configured-places.ts';
import { DeferredVerbs } from './deferred-verbs.ts';
import { holdMusicRoutes } from './hold-music/hold-music.ts';
import { LiveCalls } from './live-calls.ts';
import { acceptMedia } from './media-stream/accept-media.ts';
import { type CreateEngine, createRealtimeEngine, type ToolOverride } from './open-session.ts';
import type { Telephone } from './twilio-webhooks/answer-call.ts';
import { webhookRoutes } from './twilio-webhooks/webhook-routes.ts';
import { createWebhookUrls } from './twilio-webhooks/webhook-urls.ts';

const POOL_SIZE = 10;
const MAX_FORM_BYTES = 64 * 1024;
/** From a request's first byte to its last; Twilio gives up on the whole exchange after 15 s. */
const REQUEST_LIMIT_MS = 10_000;
const REQUEST_CHECK_MS = 2_000;
/** A connection that does not end must not keep the rest of the server from being closed. */
const CLOSE_LIMIT_MS = 5_000;

/** What a test may put in place of the real thing. */
export interface VoiceOverrides {
  clock?: Clock;
  log?: Logger;
  createEngine?: CreateEngine;
  /** Stands in for single tools, which keep their names and shapes. */
  overrideTool?: ToolOverride;
  weather?: WeatherSource;
  /** Hears what technicians press whom we called. */
  onTechnicianAnswer?: OnTechnicianAnswer;
}

export interface VoiceServer extends AsyncDisposable {
  /** The port it listens on, also when the configured one is 0. */
  readonly port: number;
  readonly liveCalls: LiveCalls;
  readonly journal: JournalWriter;
  /** Takes no more calls, lets the present ones end, hands the rest over. */
  drain(): Promise<void>;
}

/** The voice server, ready for calls: what tests and `main.ts` both boot. */
export async function createVoiceServer(
  config: VoiceConfig,
  overrides: VoiceOverrides = {},
): Promise<VoiceServer> {
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? createLogger({ name: 'voice', level: config.logLevel });
  const stack = new AsyncDisposableStack();
  try {
    const database = stack.use(await openConfiguredDatabase(config.database, { poolSize: POOL_SIZE, log }));
    const places = createConfiguredPlaces(config.places, { clock, log });
    const system: SystemContext = { db: database.system, clock, log, places };
    // Now, for it would stop the audio of live calls for some 50 ms.
    loadZipTable();
    if (config.isDemoSeeded) await seedDemoBusinesses(system);
    const writer = stack.use(new JournalWriter({ clock, log }));
    const deferred = stack.use(new DeferredVerbs({ clock, log }));
    const liveCalls = stack.use(new LiveCalls({ clock, log }));
    const createEngine = overrides.createEngine ?? createRealtimeEngine({ config, clock });
    const overrideTool = overrides.overrideTool ?? ((tool) => tool);
    const weather = overrides.weather ?? NO_WEATHER_SOURCE;
    const calendars = new ExternalCalendars({ access: config.calendars, clock });
    const outside = { config, calendars, weather, createEngine, overrideTool };
    const sessions = { ...outside, writer, deferred, liveCalls, clock, log };
    const urls = createWebhookUrls(config.publicUrl);
    let isDraining = false;
    const loggerInstance: FastifyBaseLogger = log;
    const app = Fastify({
      loggerInstance,
      logController: new LogController({ disableRequestLogging: true }),
      bodyLimit: MAX_FORM_BYTES,
      requestTimeout: REQUEST_LIMIT_MS,
      http: { headersTimeout: REQUEST_LIMIT_MS, connectionsCheckingInterval: REQUEST_CHECK_MS },
      forceCloseConnections: true,
    });
    addHealthRoutes(app, { ping: () => database.ping(), isDraining: () => isDraining });
    holdMusicRoutes(app, system);
    const onTechnicianAnswer = overrides.onTechnicianAnswer ?? heedTechnicianAnswer;
    const webhookParts = {
      system,
      sessions,
      liveCalls,
      urls,
      deferred,
      onTechnicianAnswer,
      telephone: createTelephone(config),
      isDraining: () => isDraining,
    };
    await app.register((scope) => webhookRoutes(scope, webhookParts));
    // Closed after the media sockets, on whose end it would wait.
    stack.defer(() =>
      withTimeLimit(app.close(), CLOSE_LIMIT_MS, 'connections do not end').catch(toWarning(log)),
    );
    const authTokens = config.carrier.authTokens.map((token) => token.reveal());
    stack.use(
      acceptMedia(app.server, {
        mediaUrl: urls.media,
        authTokens,
        admit: (leg, expired) => admitMedia({ system, liveCalls, sessions }, { leg, expired }),
        clock,
        log,
      }),
    );
    await app.listen({ port: config.port, host: '0.0.0.0' });
    const address = app.server.address();
    return {
      port: typeof address === 'object' && address ? address.port : config.port,
      liveCalls,
      journal: writer,
      async drain() {
        isDraining = true;
        await liveCalls.drain(config.limits.drainLimitMs);
      },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function createTelephone({ carrier }: VoiceConfig): Telephone {
  const [authToken] = carrier.authTokens;
  const { accountSid, apiUrl } = carrier;
  return createTwilioRest({ accountSid, authToken: authToken.reveal(), apiUrl });
}

function toWarning(log: Logger) {
  return (error: unknown) => log.warn({ err: error }, 'the HTTP server did not close in time');
}

function addHealthRoutes(
  app: FastifyInstance,
  health: { ping(): Promise<void>; isDraining(): boolean },
): void {
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    if (health.isDraining()) return reply.code(503).send({ status: 'draining' });
    const isReachable = await health.ping().then(
      () => true,
      () => false,
    );
    return reply
      .code(isReachable ? 200 : 503)
      .send({ status: isReachable ? 'ready' : 'database-unreachable' });
  });
}
