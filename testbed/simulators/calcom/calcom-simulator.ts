import { once } from 'node:events';
import type { Route } from './api-request.ts';
import { Bookings } from './bookings.ts';
import { CalcomServer } from './calcom-server.ts';
import { type CalcomBooking, type CalcomReservation, Diary } from './diary.ts';
import { type CalcomEventType, EventTypes } from './event-types.ts';
import type { CalcomFault, FaultChoice } from './faults.ts';
import { type Delivery, Outbox } from './outbox.ts';
import { Slots } from './slots.ts';
import { type StoredWebhook, Webhooks } from './webhooks.ts';

const BOOKINGS_VERSION = '2026-02-25';
const SLOTS_VERSION = '2024-09-04';
const EVENT_TYPES_VERSION = '2024-06-14';

export interface CalcomSimulatorOptions {
  apiKey: string;
  eventTypes: readonly CalcomEventType[];
  webhookSecret?: string;
  now?: () => Date;
  doReservationsBlockBookings?: boolean;
}

export interface CalcomSimulator extends AsyncDisposable {
  /** Base address with the version, as the vendor's own. */
  readonly url: string;
  readonly bookings: readonly CalcomBooking[];
  readonly reservations: readonly CalcomReservation[];
  readonly webhooks: readonly StoredWebhook[];
  /** Every request, as `METHOD /path`. */
  readonly requests: readonly string[];
  /** Paths, versions and fields that this simulator does not know; empty after a good test. */
  readonly unexpected: readonly string[];
  failNext(fault: CalcomFault, which?: FaultChoice): void;
  /** Taken in a calendar that listings do not know: the slot stays listed, and booking it fails. */
  takeUnseen(eventTypeId: number, start: Date): void;
  /** As a person of the office would, on the vendor's own pages. */
  moveByHand(uid: string, start: Date): CalcomBooking;
  cancelByHand(uid: string, reason: string): void;
  /** The signed webhooks of what has happened since the last time, oldest first. */
  takeDeliveries(): Delivery[];
}

/** The part of API v2 that a voice agent uses, over HTTP on a free port of loopback. */
export async function startCalcomSimulator(options: CalcomSimulatorOptions): Promise<CalcomSimulator> {
  const now = options.now ?? (() => new Date());
  const unexpected: string[] = [];
  const diary = new Diary(now);
  const eventTypes = new EventTypes(options.eventTypes);
  const outbox = new Outbox(options.webhookSecret ?? '', now);
  const doReservationsBlockBookings = options.doReservationsBlockBookings ?? false;
  const bookings = new Bookings({ diary, eventTypes, outbox, unexpected, doReservationsBlockBookings });
  const webhooks = new Webhooks();
  const slots = new Slots(diary, eventTypes);
  const routes = [...toRoutes({ bookings, slots, eventTypes }), ...toWebhookRoutes(webhooks)];
  const server = new CalcomServer({ apiKey: options.apiKey, now, routes, unexpected });
  server.http.listen(0, '127.0.0.1');
  await once(server.http, 'listening');
  const address = server.http.address();
  if (address === null || typeof address === 'string') throw new Error('the simulator has no port');
  return {
    url: `http://127.0.0.1:${address.port}/v2`,
    bookings: diary.bookings,
    reservations: diary.reservations,
    webhooks: webhooks.stored,
    requests: server.requests,
    unexpected,
    failNext: (fault, which) => server.faults.add(fault, which),
    takeUnseen: (eventTypeId, start) => diary.takenUnseen.add(`${eventTypeId}@${start.toISOString()}`),
    moveByHand: (uid, start) => bookings.move(bookings.get(uid), start),
    cancelByHand: (uid, reason) => bookings.cancelBooking(bookings.get(uid), reason),
    takeDeliveries: () => outbox.take(),
    async [Symbol.asyncDispose]() {
      server.http.closeAllConnections();
      server.http.close();
      await once(server.http, 'close');
    },
  };
}

function toRoutes(resources: { bookings: Bookings; slots: Slots; eventTypes: EventTypes }): Route[] {
  const { bookings, slots, eventTypes } = resources;
  const onSlots = (method: string, path: string, answer: Route['answer']): Route => ({
    method,
    pattern: new RegExp(`^/v2/slots${path}$`),
    version: SLOTS_VERSION,
    answer,
  });
  const onBookings = (method: string, path: string, answer: Route['answer']): Route => ({
    method,
    pattern: new RegExp(`^/v2/bookings${path}$`),
    version: BOOKINGS_VERSION,
    answer,
  });
  return [
    onSlots('GET', '', (request) => slots.list(request)),
    onSlots('POST', '/reservations', (request) => slots.reserve(request)),
    onSlots('DELETE', '/reservations/([^/]+)', (request) => slots.remove(request)),
    onBookings('POST', '', (request) => bookings.create(request)),
    onBookings('GET', '', (request) => bookings.list(request)),
    onBookings('GET', '/([^/]+)', (request) => bookings.show(request)),
    onBookings('POST', '/([^/]+)/cancel', (request) => bookings.cancel(request)),
    onBookings('POST', '/([^/]+)/reschedule', (request) => bookings.reschedule(request)),
    onBookings('PATCH', '/([^/]+)/location', (request) => bookings.relocate(request)),
    onBookings('POST', '/([^/]+)/attendees', (request) => bookings.addAttendee(request)),
    {
      method: 'GET',
      pattern: /^\/v2\/event-types\/(\d+)$/,
      version: EVENT_TYPES_VERSION,
      answer: (request) => eventTypes.show(request),
    },
  ];
}

function toWebhookRoutes(webhooks: Webhooks): Route[] {
  const pattern = /^\/v2\/webhooks$/;
  const version = null;
  return [
    { method: 'GET', pattern, version, answer: (request) => webhooks.list(request) },
    { method: 'POST', pattern, version, answer: (request) => webhooks.create(request) },
    {
      method: 'PATCH',
      pattern: /^\/v2\/webhooks\/([^/]+)$/,
      version,
      answer: (request) => webhooks.change(request),
    },
  ];
}
