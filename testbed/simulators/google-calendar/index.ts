import { once } from 'node:events';
import { Calendars, type StoredEvent } from './calendars.ts';
import type { FaultChoice, GoogleFault } from './faults.ts';
import { GoogleServer } from './google-server.ts';
import { Tokens } from './tokens.ts';

export interface GoogleCalendarSimulatorOptions {
  clientEmail: string;
  /** PEM of the key that the service account signs with. */
  publicKey: string;
  /** Calendars that were shared with it. */
  calendarIds: readonly string[];
  now: () => Date;
}

export interface GoogleCalendarSimulator extends AsyncDisposable {
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly events: readonly StoredEvent[];
  /** Every request, as `METHOD /path`. */
  readonly requests: readonly string[];
  /** Paths, parameters and fields that this simulator does not know; empty after a good test. */
  readonly unexpected: readonly string[];
  readonly tokensGiven: () => number;
  failNext(fault: GoogleFault, which?: FaultChoice): void;
  /** As somebody would who writes into the calendar. */
  addByHand(event: { calendarId: string; id: string; start: Date; end: Date }): void;
  moveByHand(event: { calendarId: string; id: string; start: Date; end: Date }): void;
  removeByHand(event: { calendarId: string; id: string }): void;
  /** Into another calendar, as by dragging it there. */
  dragByHand(event: { calendarId: string; id: string; to: string }): void;
  /** All sync tokens of before are taken no more. */
  forgetSyncTokens(): void;
}

/** The part of API v3 that a voice agent uses, over HTTP on a free port of loopback. */
export async function startGoogleCalendarSimulator(
  options: GoogleCalendarSimulatorOptions,
): Promise<GoogleCalendarSimulator> {
  const unexpected: string[] = [];
  const { calendarIds: ids, now } = options;
  const calendars = new Calendars({ ids, now, unexpected });
  const tokens = new Tokens(options);
  const server = new GoogleServer({ tokens, calendars, unexpected });
  server.http.listen(0, '127.0.0.1');
  await once(server.http, 'listening');
  const address = server.http.address();
  if (address === null || typeof address === 'string') throw new Error('the simulator has no port');
  const root = `http://127.0.0.1:${address.port}`;
  const toTimes = ({ start, end }: { start: Date; end: Date }) => ({
    start: { dateTime: start.toISOString() },
    end: { dateTime: end.toISOString() },
  });
  return {
    apiUrl: `${root}/calendar/v3`,
    tokenUrl: `${root}/token`,
    events: calendars.events,
    requests: server.requests,
    unexpected,
    tokensGiven: () => tokens.given,
    failNext: (fault, which) => server.faults.add(fault, which),
    addByHand: (event) => calendars.insert(event.calendarId, { id: event.id, ...toTimes(event) }),
    moveByHand: (event) => calendars.patch(event.calendarId, event.id, toTimes(event)),
    removeByHand: ({ calendarId, id }) => calendars.remove(calendarId, id),
    dragByHand: ({ calendarId, id, to }) => calendars.move(calendarId, id, to),
    forgetSyncTokens: () => {
      server.oldestSync = calendars.version + 1;
    },
    async [Symbol.asyncDispose]() {
      server.http.closeAllConnections();
      server.http.close();
      await once(server.http, 'close');
    },
  };
}
