import type {
  ExternalAppointment,
  ExternalBooking,
  ExternalCalendar,
  ExternalCancellation,
  ExternalCorrection,
  ExternalMove,
  ExternalRescheduling,
  IcalSettings,
} from '@afterhourfix/domain';
import { type Clock, VendorError } from '@afterhourfix/foundation';
import { doWindowsOverlap, type TechnicianId, type TimeWindow } from '@afterhourfix/vocabulary';
import { type FeedRules, fetchFeed } from './fetch-feed.ts';
import { type BusyQuery, readBusy } from './read-busy.ts';

/** Feeds are made anew every few minutes at best; asking more often makes no caller's answer truer. */
const FRESH_MS = 60_000;
const FEEDS_AT_ONCE = 10;

type Feed = IcalSettings['feeds'][number];

export interface IcalCalendarOptions {
  settings: IcalSettings;
  clock: Clock;
  rules: FeedRules;
}

/**
 * Calendars that can only be read. Their busy times count; our visits stand in a feed of ours that they subscribe to,
 * so writing is nothing but a look at what is busy, and nothing of it can be found again at the vendor.
 */
export class IcalCalendar implements ExternalCalendar {
  readonly kind = 'ical';
  readonly #options: IcalCalendarOptions;
  readonly #texts = new Map<string, { askedAtMs: number; text: Promise<string> }>();

  constructor(options: IcalCalendarOptions) {
    this.#options = options;
  }

  async listOpenings(): Promise<null> {
    return null;
  }

  async listBusy(
    query: Parameters<ExternalCalendar['listBusy']>[0],
  ): Promise<{ technicianId: TechnicianId; during: TimeWindow }[]> {
    const feeds = this.#options.settings.feeds.filter(({ technicianId }) =>
      query.technicianIds.includes(technicianId),
    );
    const busy: { technicianId: TechnicianId; during: TimeWindow }[] = [];
    for (let at = 0; at < feeds.length; at += FEEDS_AT_ONCE) {
      const read = await Promise.all(
        feeds.slice(at, at + FEEDS_AT_ONCE).map(async (feed) => {
          const windows = await this.#readBusy(feed, query);
          return windows.map((during) => ({ technicianId: feed.technicianId, during }));
        }),
      );
      busy.push(...read.flat());
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

  async book(appointment: ExternalAppointment): Promise<ExternalBooking> {
    return this.#takeTime(appointment, appointment.bookingId);
  }

  async findBooking(): Promise<null> {
    return null;
  }

  async findState(): Promise<null> {
    return null;
  }

  async reschedule({ ref, to }: ExternalMove): Promise<ExternalRescheduling> {
    return this.#takeTime(to, ref);
  }

  /** They read our visits in a feed, which is always as they are now. */
  async correct(): Promise<ExternalCorrection> {
    return { ok: true, unwritten: [] };
  }

  /** What is busy there is read with every use. */
  listChangeSources(): [] {
    return [];
  }

  async cancel(): Promise<ExternalCancellation> {
    return { ok: true };
  }

  async #takeTime(
    wish: { technicianId: TechnicianId | null; startsAt: Date; endsAt: Date },
    ref: string,
  ): Promise<ExternalBooking> {
    const technicianIds = wish.technicianId === null ? [] : [wish.technicianId];
    const busy = await this.listBusy({ technicianIds, from: wish.startsAt, until: wish.endsAt });
    return busy.some(({ during }) => doWindowsOverlap(during, wish))
      ? { ok: false, refusal: 'slot-taken', detail: 'The feed is busy then' }
      : { ok: true, ref };
  }

  async #readBusy(feed: Feed, { from, until }: { from: Date; until: Date }): Promise<TimeWindow[]> {
    const text = await this.#readText(feed.url);
    const busy = tryReadBusy(text, { timeZone: feed.timeZone, from, until });
    if (busy === null) throw new VendorError('icalendar', 'The feed cannot be read', { isRetryable: false });
    return busy;
  }

  #readText(url: string): Promise<string> {
    const { clock, rules } = this.#options;
    const nowMs = clock.monotonicMs();
    const known = this.#texts.get(url);
    if (known && nowMs - known.askedAtMs < FRESH_MS) return known.text;
    const text = fetchFeed(url, rules);
    this.#texts.set(url, { askedAtMs: nowMs, text });
    text.catch(() => this.#texts.delete(url));
    return text;
  }
}

function tryReadBusy(text: string, query: BusyQuery): TimeWindow[] | null {
  try {
    return readBusy(text, query);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
