import { ApiError, badRequest, notFound } from './api-error.ts';
import { type ApiAnswer, type ApiRequest, success } from './api-request.ts';
import type { CalcomReservation, Diary } from './diary.ts';
import type { EventTypes } from './event-types.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DEFAULT_RESERVATION_MINUTES = 5;

/** Listing and reserving. A reservation takes a slot out of listings and of other reservations. */
export class Slots {
  readonly #diary: Diary;
  readonly #eventTypes: EventTypes;

  constructor(diary: Diary, eventTypes: EventTypes) {
    this.#diary = diary;
    this.#eventTypes = eventTypes;
  }

  list({ query }: ApiRequest): ApiAnswer {
    const eventType = this.#eventTypes.get(query.number('eventTypeId'));
    const from = query.instant('start');
    const until = toEnd(query.text('end'), query.instant('end'));
    const timeZone = query.textOrNull('timeZone') ?? 'UTC';
    const isRange = query.textOrNull('format') === 'range';
    if (timeZone !== 'UTC') throw badRequest('Only UTC listings are simulated');
    if (until <= from) throw badRequest('Invalid time range given');
    const days: Record<string, object[]> = {};
    for (const start of this.#diary.listFree(eventType, from, until)) {
      const day = start.toISOString().slice(0, 10);
      const end = this.#diary.endOf(eventType, start).toISOString();
      const slot = { start: start.toISOString(), ...(isRange ? { end } : {}) };
      days[day] = [...(days[day] ?? []), slot];
    }
    return success(days);
  }

  reserve({ body }: ApiRequest): ApiAnswer {
    const eventType = this.#eventTypes.get(body.number('eventTypeId'));
    const start = body.instant('slotStart');
    const duration = body.get('reservationDuration') ?? DEFAULT_RESERVATION_MINUTES;
    if (typeof duration !== 'number' || duration < 1)
      throw badRequest('reservationDuration must not be less than 1');
    if (this.#diary.countFree(eventType, { start }) < 1) {
      throw new ApiError(
        422,
        'UnprocessableEntityException',
        `Can't reserve a slot if the event already has a booking or reservation at ${start.toISOString()}`,
      );
    }
    const until = new Date(this.#diary.now().getTime() + duration * MINUTE_MS);
    const reservation = this.#diary.reserve({ eventTypeId: eventType.id, start, until });
    return success(this.#toJson(reservation, duration), 201);
  }

  remove({ ids }: ApiRequest): ApiAnswer {
    const at = this.#diary.reservations.findIndex(({ uid }) => uid === ids[0]);
    if (at < 0) throw notFound(`Reserved slot with uid=${ids[0]} not found`);
    this.#diary.reservations.splice(at, 1);
    return { status: 200, body: { status: 'success' } };
  }

  #toJson(reservation: CalcomReservation, duration: number): object {
    const eventType = this.#eventTypes.get(reservation.eventTypeId);
    return {
      eventTypeId: eventType.id,
      slotStart: reservation.start.toISOString(),
      slotEnd: this.#diary.endOf(eventType, reservation.start).toISOString(),
      slotDuration: eventType.lengthInMinutes,
      reservationUid: reservation.uid,
      reservationDuration: duration,
      reservationUntil: reservation.until.toISOString(),
    };
  }
}

/** A date alone means until its end. */
function toEnd(text: string, instant: Date): Date {
  return text.length === 10 ? new Date(instant.getTime() + DAY_MS) : instant;
}
