import type {
  CalcomSettings,
  ExternalAppointment,
  ExternalBooking,
  ExternalCalendar,
  ExternalCancellation,
  ExternalCorrection,
  ExternalMove,
  ExternalOpening,
  ExternalRescheduling,
  ExternalReservation,
  ExternalState,
} from '@afterhourfix/domain';
import { type Clock, VendorError } from '@afterhourfix/foundation';
import {
  attendeeEmailOf,
  findEventTypeId,
  readOpeningRef,
  toBookingBody,
  toOpeningRef,
} from './booking-request.ts';
import { findBookingByKey, findBookingOf, findLatest } from './booking-search.ts';
import type { CalcomClient, CalcomReply } from './client.ts';
import { correctCalcomBooking } from './correct-booking.ts';
import { ReservationMemory } from './reservation-memory.ts';
import { SlotCache } from './slot-cache.ts';
import { type CalcomBooking, isTimeRefused } from './wire.ts';

const MINUTE_MS = 60_000;
const NOT_FOUND = 404;

export interface CalcomCalendarOptions {
  settings: CalcomSettings;
  client: CalcomClient;
  clock: Clock;
}

/** Cal.com as an agent's calendar. It picks the host and knows the busy times of its own: `listBusy` is empty. */
export class CalcomCalendar implements ExternalCalendar {
  readonly kind = 'calcom';
  readonly #settings: CalcomSettings;
  readonly #client: CalcomClient;
  readonly #clock: Clock;
  readonly #slots: SlotCache;
  readonly #reservations = new ReservationMemory();

  constructor({ settings, client, clock }: CalcomCalendarOptions) {
    this.#settings = settings;
    this.#client = client;
    this.#clock = clock;
    this.#slots = new SlotCache(clock);
  }

  async listOpenings(query: Parameters<ExternalCalendar['listOpenings']>[0]): Promise<ExternalOpening[]> {
    const { trade, from, until } = query;
    const eventTypes = this.#settings.eventTypes.filter(({ trades }) => trades.includes(trade));
    const openings = await Promise.all(
      eventTypes.map(async ({ eventTypeId, technicianId }) => {
        const slots = await this.#slots.list({ eventTypeId, from, until }, async (asked) =>
          expectValue(await this.#client.listSlots(asked)),
        );
        return slots.map((slot) => ({
          ...slot,
          ref: toOpeningRef(eventTypeId, slot.startsAt),
          technicianId,
        }));
      }),
    );
    return openings.flat().toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  }

  async listBusy(): ReturnType<ExternalCalendar['listBusy']> {
    return [];
  }

  async reserve(opening: ExternalOpening, until: Date): Promise<ExternalReservation> {
    const slot = readOpeningRef(opening.ref);
    if (slot === null) return { ok: false, refusal: 'slot-taken' };
    const minutes = Math.ceil((until.getTime() - this.#clock.now().getTime()) / MINUTE_MS);
    const reply = await this.#client.reserve({
      eventTypeId: slot.eventTypeId,
      slotStart: slot.startsAt.toISOString(),
      reservationDuration: Math.max(1, minutes),
    });
    this.#slots.forget();
    if (!reply.ok && reply.status !== NOT_FOUND) return { ok: false, refusal: 'slot-taken' };
    const reservationRef = expectValue(reply);
    this.#reservations.remember(opening.ref, reservationRef);
    return { ok: true, reservationRef };
  }

  async releaseReservation(reservationRef: string): Promise<void> {
    await this.#client.deleteReservation(reservationRef);
    this.#reservations.forget(reservationRef);
    this.#slots.forget();
  }

  async book(appointment: ExternalAppointment, key: string): Promise<ExternalBooking> {
    const eventTypeId = findEventTypeId(this.#settings, appointment);
    if (eventTypeId === null)
      return { ok: false, refusal: 'rejected', detail: 'No event type takes this trade' };
    const bookOrFind = () => this.#bookOrFind({ appointment, key, eventTypeId });
    const reply = await bookOrFind();
    if (reply.ok) return reply;
    const reservation = this.#reservations.find(appointment.openingRef);
    if (reply.refusal !== 'slot-taken' || reservation === null) return reply;
    // The vendor does not say whether a reservation of ours stands in the way of our own booking.
    await this.releaseReservation(reservation);
    return bookOrFind();
  }

  findBooking(key: string): Promise<string | null> {
    const emailDomain = this.#settings.attendeeEmailDomain;
    return findBookingByKey(this.#client, { key, emailDomain, clock: this.#clock });
  }

  async findState(ref: string): Promise<ExternalState | null> {
    const booking = await findLatest(this.#client, ref);
    if (!booking) return null;
    const { uid, startsAt, endsAt } = booking;
    return booking.isStanding
      ? { ref: uid, state: 'standing', startsAt, endsAt }
      : { ref: uid, state: 'cancelled' };
  }

  async reschedule({ ref, to }: ExternalMove): Promise<ExternalRescheduling> {
    const opening = readOpeningRef(to.ref);
    const current = await findLatest(this.#client, ref);
    if (!current?.isStanding) return { ok: false, refusal: 'unknown-booking', detail: 'It does not stand' };
    if (isAt(current, to.startsAt)) return { ok: true, ref: current.uid };
    if (opening && current.eventTypeId !== null && opening.eventTypeId !== current.eventTypeId)
      return { ok: false, refusal: 'rejected', detail: 'A booking stays in its event type' };
    const start = to.startsAt.toISOString();
    this.#slots.forget();
    return this.#settle(
      () => this.#client.reschedule(current.uid, { start, reschedulingReason: 'Moved by the caller' }),
      async () => {
        const latest = await findLatest(this.#client, current.uid);
        return latest?.isStanding && isAt(latest, to.startsAt) ? latest.uid : null;
      },
    );
  }

  correct(request: { ref: string; appointment: ExternalAppointment }): Promise<ExternalCorrection> {
    return correctCalcomBooking(this.#client, { settings: this.#settings, ...request });
  }

  /** It posts its news. */
  listChangeSources(): [] {
    return [];
  }

  async cancel({ ref, reason }: { ref: string; reason: string }): Promise<ExternalCancellation> {
    const current = await findLatest(this.#client, ref);
    if (current === null) return { ok: false, refusal: 'unknown-booking' };
    if (!current.isStanding) return { ok: true };
    this.#slots.forget();
    const isGone = async () => !(await findLatest(this.#client, current.uid))?.isStanding;
    const cancelled = await this.#settle(
      async () => {
        const reply = await this.#client.cancel(current.uid, { cancellationReason: reason });
        return reply.ok ? { ok: true, value: current } : reply;
      },
      async () => ((await isGone()) ? current.uid : null),
    );
    if (cancelled.ok) return { ok: true };
    throw new VendorError('calcom', `A cancellation was refused: ${cancelled.detail}`, {
      isRetryable: false,
    });
  }

  #bookOrFind(request: {
    appointment: ExternalAppointment;
    key: string;
    eventTypeId: number;
  }): Promise<ExternalBooking> {
    this.#slots.forget();
    const email = attendeeEmailOf(this.#settings, request);
    return this.#settle(
      () => this.#client.book(toBookingBody(this.#settings, request)),
      () => findBookingOf(this.#client, { key: request.key, email }),
    );
  }

  /** An answer that failed or refused may hide a deed that was done: a time that is taken may be taken by us. */
  async #settle(
    act: () => Promise<CalcomReply<CalcomBooking>>,
    findDone: () => Promise<string | null>,
  ): Promise<ExternalBooking> {
    try {
      const reply = await act();
      if (reply.ok) return { ok: true, ref: reply.value.uid };
      const done = await findDone();
      if (done !== null) return { ok: true, ref: done };
      const refusal = isTimeRefused(reply) ? 'slot-taken' : 'rejected';
      return { ok: false, refusal, detail: reply.message || reply.code };
    } catch (error) {
      const done = await findDone().catch(() => null);
      if (done !== null) return { ok: true, ref: done };
      throw error;
    }
  }
}

function isAt(booking: CalcomBooking, startsAt: Date): boolean {
  return booking.startsAt.getTime() === startsAt.getTime();
}

function expectValue<Value>(reply: CalcomReply<Value>): Value {
  if (reply.ok) return reply.value;
  const message = `A question was refused: ${reply.status} ${reply.code} ${reply.message}`;
  throw new VendorError('calcom', message, { isRetryable: false });
}
