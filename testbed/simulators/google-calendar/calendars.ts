import { ApiError, invalid, notFound } from './api-error.ts';

export interface StoredEvent {
  id: string;
  calendarId: string;
  status: string;
  start: Date;
  end: Date;
  summary: string;
  location: string;
  description: string;
  properties: Record<string, string>;
  updated: Date;
  /** Grows with every change anywhere. */
  version: number;
}

export type Json = Record<string, unknown>;
const FIELDS = ['id', 'status', 'summary', 'location', 'description', 'start', 'end', 'extendedProperties'];

/** Calendars that were shared with the service account, and their events. */
export class Calendars {
  readonly events: StoredEvent[] = [];
  readonly #ids: readonly string[];
  readonly #now: () => Date;
  readonly #unexpected: string[];
  /** Where events stood that were moved on: in that calendar they count as deleted. */
  readonly #left: StoredEvent[] = [];
  #version = 0;

  constructor(options: { ids: readonly string[]; now: () => Date; unexpected: string[] }) {
    this.#ids = options.ids;
    this.#now = options.now;
    this.#unexpected = options.unexpected;
  }

  get version(): number {
    return this.#version;
  }

  queryFreeBusy(body: Json): object {
    const [timeMin, timeMax] = [toInstant(body.timeMin), toInstant(body.timeMax)];
    if (timeMax <= timeMin) throw new ApiError(400, 'timeRangeEmpty', 'The specified time range is empty.');
    const items = Array.isArray(body.items) ? body.items : [];
    const calendars = items.map(({ id }) => [id, this.#toBusy(String(id), { timeMin, timeMax })]);
    return { kind: 'calendar#freeBusy', calendars: Object.fromEntries(calendars) };
  }

  insert(calendarId: string, body: Json): StoredEvent {
    this.#expectCalendar(calendarId);
    const id = String(body.id ?? '');
    if (!/^[a-v0-9]{5,1024}$/.test(id)) throw invalid('Invalid resource id value.');
    if (this.events.some((event) => event.id === id && event.calendarId === calendarId))
      throw new ApiError(409, 'duplicate', 'The requested identifier already exists.');
    const event: StoredEvent = {
      id,
      calendarId,
      status: 'confirmed',
      start: toMoment(body.start),
      end: toMoment(body.end),
      summary: '',
      location: '',
      description: '',
      properties: {},
      updated: this.#now(),
      version: 0,
    };
    this.#change(event, body);
    this.events.push(event);
    return event;
  }

  find(calendarId: string, id: string): StoredEvent {
    this.#expectCalendar(calendarId);
    const event = this.events.find((known) => known.id === id && known.calendarId === calendarId);
    if (!event) throw notFound();
    return event;
  }

  patch(calendarId: string, id: string, body: Json): StoredEvent {
    const event = this.find(calendarId, id);
    this.#change(event, body);
    return event;
  }

  move(calendarId: string, id: string, destination: string): StoredEvent {
    const event = this.find(calendarId, id);
    this.#expectCalendar(destination);
    const left = { ...event, status: 'cancelled' };
    this.#touch(left);
    this.#left.push(left);
    event.calendarId = destination;
    this.#touch(event);
    return event;
  }

  remove(calendarId: string, id: string): void {
    const event = this.find(calendarId, id);
    if (event.status === 'cancelled') throw new ApiError(410, 'deleted', 'Resource has been deleted');
    event.status = 'cancelled';
    this.#touch(event);
  }

  /** Events without a sync token, or also the deleted ones that changed since its version. */
  list(
    calendarId: string,
    { since, property }: { since: number | null; property: string | null },
  ): StoredEvent[] {
    this.#expectCalendar(calendarId);
    const [name = '', value = ''] = property?.split('=') ?? [];
    return [...this.#left, ...this.events].filter(
      (event) =>
        event.calendarId === calendarId &&
        (since === null ? event.status !== 'cancelled' : event.version > since) &&
        (property === null || event.properties[name] === value),
    );
  }

  #toBusy(id: string, { timeMin, timeMax }: { timeMin: Date; timeMax: Date }): object {
    if (!this.#ids.includes(id)) return { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] };
    const events = this.list(id, { since: null, property: null }).filter(
      ({ start, end }) => start < timeMax && end > timeMin,
    );
    return { busy: events.map(({ start, end }) => ({ start: start.toISOString(), end: end.toISOString() })) };
  }

  #change(event: StoredEvent, body: Json): void {
    this.#unexpected.push(...Object.keys(body).filter((field) => !FIELDS.includes(field)));
    if (body.start !== undefined) event.start = toMoment(body.start);
    if (body.end !== undefined) event.end = toMoment(body.end);
    if (event.end <= event.start)
      throw new ApiError(400, 'timeRangeEmpty', 'The specified time range is empty.');
    if (body.status !== undefined) event.status = String(body.status);
    for (const field of ['summary', 'location', 'description'] as const)
      if (body[field] !== undefined) event[field] = String(body[field]);
    event.properties = { ...event.properties, ...readProperties(body.extendedProperties) };
    this.#touch(event);
  }

  #touch(event: StoredEvent): void {
    this.#version += 1;
    event.version = this.#version;
    event.updated = this.#now();
  }

  #expectCalendar(id: string): void {
    if (!this.#ids.includes(id)) throw notFound();
  }
}

export function toJson(event: StoredEvent): object {
  return {
    kind: 'calendar#event',
    etag: `"${event.version}"`,
    id: event.id,
    status: event.status,
    updated: event.updated.toISOString(),
    summary: event.summary,
    location: event.location,
    description: event.description,
    start: { dateTime: event.start.toISOString(), timeZone: 'UTC' },
    end: { dateTime: event.end.toISOString(), timeZone: 'UTC' },
    extendedProperties: { private: event.properties },
  };
}

function toInstant(value: unknown): Date {
  const instant = new Date(String(value));
  if (Number.isNaN(instant.getTime())) throw invalid('Bad Request');
  return instant;
}

function toMoment(value: unknown): Date {
  if (typeof value !== 'object' || value === null || !('dateTime' in value))
    throw invalid('Missing end time.');
  return toInstant(value.dateTime);
}

function readProperties(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || !('private' in value)) return {};
  const entries = Object.entries(value.private ?? {}).map(([name, text]) => [name, String(text)]);
  return Object.fromEntries(entries);
}
