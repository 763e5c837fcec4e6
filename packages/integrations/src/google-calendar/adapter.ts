import type {
  CalendarChangeSource,
  ExternalAppointment,
  ExternalBooking,
  ExternalCalendar,
  ExternalCancellation,
  ExternalCorrection,
  ExternalMove,
  ExternalRescheduling,
  ExternalState,
  GoogleCalendarSettings,
} from '@afterhourfix/domain';
import { VendorError } from '@afterhourfix/foundation';
import type { TechnicianId, TimeWindow } from '@afterhourfix/vocabulary';
import type { GoogleCalendarClient, GoogleReply } from './client.ts';
import {
  type EventPlace,
  KEY_PROPERTY,
  readRef,
  toDetails,
  toEventBody,
  toEventId,
  toRef,
  toTimes,
} from './event-request.ts';
import { readGoogleChanges } from './read-changes.ts';
import type { GoogleEvent } from './wire.ts';

/** The vendor's bound for one question (developers.google.com/calendar/api/v3/reference/freebusy, 2026-11). */
const MAX_CALENDARS_ASKED = 50;
const CALENDARS_AT_ONCE = 10;
const DUPLICATE = 409;
const GONE = [404, 410];

/** Google Calendar: only its busy times count, and it takes any event, so a clash is looked for before writing. */
export class GoogleCalendar implements ExternalCalendar {
  readonly kind = 'google';
  readonly #settings: GoogleCalendarSettings;
  readonly #client: GoogleCalendarClient;

  constructor({ settings, client }: { settings: GoogleCalendarSettings; client: GoogleCalendarClient }) {
    this.#settings = settings;
    this.#client = client;
  }

  async listOpenings(): Promise<null> {
    return null;
  }

  async listBusy(
    query: Parameters<ExternalCalendar['listBusy']>[0],
  ): Promise<{ technicianId: TechnicianId; during: TimeWindow }[]> {
    const busy: { technicianId: TechnicianId; during: TimeWindow }[] = [];
    const asked = this.#settings.calendars.flatMap(({ calendarId, technicianId }) =>
      technicianId !== null && query.technicianIds.includes(technicianId)
        ? [{ calendarId, technicianId }]
        : [],
    );
    const { from, until } = query;
    for (let at = 0; at < asked.length; at += MAX_CALENDARS_ASKED) {
      const part = asked.slice(at, at + MAX_CALENDARS_ASKED);
      const times = await this.#readBusy({
        calendarIds: part.map(({ calendarId }) => calendarId),
        from,
        until,
      });
      for (const { calendarId, technicianId } of part)
        busy.push(...(times[calendarId] ?? []).map((during) => ({ technicianId, during })));
    }
    return busy;
  }

  /** There is nothing to reserve: our own hold keeps the time. */
  async reserve(): ReturnType<ExternalCalendar['reserve']> {
    return { ok: true, reservationRef: null };
  }

  async releaseReservation(): Promise<void> {
    return;
  }

  async book(appointment: ExternalAppointment, key: string): Promise<ExternalBooking> {
    const calendarId = this.#findCalendarId(appointment.technicianId);
    if (calendarId === null)
      return { ok: false, refusal: 'rejected', detail: 'No calendar takes visits of this technician' };
    const place = { calendarId, eventId: toEventId(key) };
    try {
      return await this.#insert(place, { appointment, key });
    } catch (error) {
      const done = await this.#findStanding(place).catch(() => null);
      if (done) return { ok: true, ref: toRef(place) };
      throw error;
    }
  }

  async findBooking(key: string): Promise<string | null> {
    const calendarIds = [...new Set(this.#settings.calendars.map(({ calendarId }) => calendarId))];
    const query = { privateExtendedProperty: `${KEY_PROPERTY}=${key}`, maxResults: '1' };
    for (let at = 0; at < calendarIds.length; at += CALENDARS_AT_ONCE) {
      const found = await Promise.all(
        calendarIds.slice(at, at + CALENDARS_AT_ONCE).map(async (calendarId) => {
          const { events } = expectValue(await this.#client.listEvents(calendarId, query));
          const event = events.find(({ isStanding }) => isStanding);
          return event ? toRef({ calendarId, eventId: event.id }) : null;
        }),
      );
      const ref = found.find((one) => one !== null);
      if (ref) return ref;
    }
    return null;
  }

  async findState(ref: string): Promise<ExternalState | null> {
    const place = readRef(ref);
    const reply = place && (await this.#client.getEvent(place.calendarId, place.eventId));
    if (!reply || (!reply.ok && GONE.includes(reply.status))) return null;
    const { isStanding, startsAt, endsAt } = expectValue(reply);
    if (!isStanding) return { ref, state: 'cancelled' };
    if (!startsAt || !endsAt) return null;
    const own = this.#settings.calendars.find(({ calendarId }) => calendarId === place?.calendarId);
    return { ref, state: 'standing', startsAt, endsAt, technicianId: own?.technicianId ?? undefined };
  }

  async reschedule({ ref, to, key }: ExternalMove): Promise<ExternalRescheduling> {
    const before = readRef(ref);
    if (!before) return { ok: false, refusal: 'unknown-booking', detail: 'That is no reference of ours' };
    const calendarId = this.#findCalendarId(to.technicianId) ?? before.calendarId;
    // An earlier try may have come to the other calendar and no further.
    const event = (await this.#findStanding(before)) ?? (await this.#findStanding({ ...before, calendarId }));
    if (!event) return { ok: false, refusal: 'unknown-booking', detail: 'It does not stand' };
    const place = { calendarId: event.calendarId, eventId: before.eventId };
    if (event.startsAt?.getTime() === to.startsAt.getTime() && calendarId === place.calendarId)
      return { ok: true, ref: toRef(place) };
    const own = calendarId === place.calendarId ? event : null;
    if (await this.#isTaken(calendarId, { window: to, own }))
      return { ok: false, refusal: 'slot-taken', detail: 'The calendar is busy then' };
    if (calendarId !== place.calendarId) expectValue(await this.#client.moveEvent(place, calendarId));
    const moved = { ...place, calendarId };
    const properties = { extendedProperties: { private: { [KEY_PROPERTY]: key } } };
    expectValue(await this.#client.patchEvent(moved, { ...toTimes(to), ...properties }));
    return { ok: true, ref: toRef(moved) };
  }

  async correct({
    ref,
    appointment,
  }: Parameters<ExternalCalendar['correct']>[0]): Promise<ExternalCorrection> {
    const place = readRef(ref);
    if (!place || !(await this.#findStanding(place)))
      return { ok: false, refusal: 'unknown-booking', detail: 'It does not stand' };
    const reply = await this.#client.patchEvent(place, toDetails(appointment));
    return reply.ok ? { ok: true, unwritten: [] } : { ok: false, refusal: 'rejected', detail: reply.message };
  }

  listChangeSources(): CalendarChangeSource[] {
    return this.#settings.calendars.map(({ calendarId }) => ({
      id: calendarId,
      holds: (ref) => readRef(ref)?.calendarId === calendarId,
      read: ({ token, now }) => readGoogleChanges(this.#client, { calendarId, syncToken: token, now }),
    }));
  }

  async cancel({ ref }: { ref: string; reason: string }): Promise<ExternalCancellation> {
    const place = readRef(ref);
    if (!place) return { ok: false, refusal: 'unknown-booking' };
    const reply = await this.#client.deleteEvent(place.calendarId, place.eventId);
    if (reply.ok || reply.status === 410) return { ok: true };
    if (reply.status === 404) return { ok: false, refusal: 'unknown-booking' };
    expectValue(reply);
    return { ok: true };
  }

  async #insert(
    place: EventPlace,
    { appointment, key }: { appointment: ExternalAppointment; key: string },
  ): Promise<ExternalBooking> {
    const done = { ok: true, ref: toRef(place) } as const;
    if (await this.#isTaken(place.calendarId, { window: appointment, own: null })) {
      // The busy time may be this very appointment of an earlier try.
      if (await this.#findStanding(place)) return done;
      return { ok: false, refusal: 'slot-taken', detail: 'The calendar is busy then' };
    }
    const body = toEventBody(appointment, key);
    const reply = await this.#client.insertEvent(place.calendarId, body);
    if (reply.ok) return done;
    if (reply.status !== DUPLICATE) return { ok: false, refusal: 'rejected', detail: reply.message };
    // A deleted event keeps its id; writing it again brings it back.
    if (!(await this.#findStanding(place))) expectValue(await this.#client.patchEvent(place, body));
    return done;
  }

  async #findStanding({
    calendarId,
    eventId,
  }: EventPlace): Promise<(GoogleEvent & { calendarId: string }) | null> {
    const reply = await this.#client.getEvent(calendarId, eventId);
    if (!reply.ok && GONE.includes(reply.status)) return null;
    const event = expectValue(reply);
    return event.isStanding ? { ...event, calendarId } : null;
  }

  /** Busy times carry no name: of the event's own time nothing is known, so it counts as free. */
  async #isTaken(
    calendarId: string,
    { window, own }: { window: TimeWindow; own: GoogleEvent | null },
  ): Promise<boolean> {
    const { startsAt: from, endsAt: until } = window;
    const busy = (await this.#readBusy({ calendarIds: [calendarId], from, until }))[calendarId] ?? [];
    const { startsAt, endsAt } = own ?? { startsAt: null, endsAt: null };
    if (startsAt === null || endsAt === null) return busy.length > 0;
    const clipped = busy.map((during) => clip(during, window));
    return clipped.some((during) => during.startsAt < startsAt || during.endsAt > endsAt);
  }

  async #readBusy(query: {
    calendarIds: readonly string[];
    from: Date;
    until: Date;
  }): Promise<Record<string, TimeWindow[]>> {
    const calendars = expectValue(await this.#client.queryFreeBusy(query));
    const entries = query.calendarIds.map((calendarId) => {
      const { busy, fault } = calendars[calendarId] ?? { busy: [], fault: 'notAsked' };
      // Taking what cannot be read for free would book over it.
      if (fault !== null)
        throw new VendorError('google-calendar', `A calendar cannot be read: ${fault}`, {
          isRetryable: true,
        });
      return [calendarId, busy] as const;
    });
    return Object.fromEntries(entries);
  }

  #findCalendarId(technicianId: TechnicianId | null): string | null {
    const { calendars } = this.#settings;
    const own = calendars.find((calendar) => calendar.technicianId === technicianId);
    return (own ?? calendars.find((calendar) => calendar.technicianId === null))?.calendarId ?? null;
  }
}

/** Neighbouring times come as one. */
function clip(during: TimeWindow, { startsAt, endsAt }: TimeWindow): TimeWindow {
  return {
    startsAt: during.startsAt < startsAt ? startsAt : during.startsAt,
    endsAt: during.endsAt > endsAt ? endsAt : during.endsAt,
  };
}

function expectValue<Value>(reply: GoogleReply<Value>): Value {
  if (reply.ok) return reply.value;
  const message = `A request was refused: ${reply.status} ${reply.reason} ${reply.message}`;
  throw new VendorError('google-calendar', message, { isRetryable: false });
}
