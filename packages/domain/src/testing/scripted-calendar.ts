import { VendorError } from '@afterhourfix/foundation';
import type { TechnicianId, TimeWindow } from '@afterhourfix/vocabulary';
import type { ExternalAppointment, ExternalCalendar, ExternalOpening } from '../booking/index.ts';

const VISIT_MS = 2 * 60 * 60_000;

type Verb =
  | 'listOpenings'
  | 'listBusy'
  | 'reserve'
  | 'releaseReservation'
  | 'book'
  | 'findBooking'
  | 'findState'
  | 'reschedule'
  | 'correct'
  | 'cancel';

/** Somebody else's calendar in memory, with what can go wrong there. */
export interface ScriptedCalendar extends ExternalCalendar {
  openings: ExternalOpening[] | null;
  busy: { technicianId: TechnicianId; during: TimeWindow }[];
  /** These verbs throw; with `afterwards` the deed is done there before the answer is lost. */
  away: Map<Verb, 'before' | 'afterwards'>;
  /** Starts, in ISO, that others took since they were listed. */
  taken: Set<string>;
  asked: Verb[];
  /** What stands there, by key. */
  bookings: Map<string, { ref: string; startsAt: Date; appointment: ExternalAppointment | null }>;
  reservations: Set<string>;
}

export function createScriptedCalendar(openings: ExternalOpening[] | null = null): ScriptedCalendar {
  const asked: Verb[] = [];
  const away: ScriptedCalendar['away'] = new Map();
  const taken = new Set<string>();
  const bookings: ScriptedCalendar['bookings'] = new Map();
  const reservations = new Set<string>();
  let refs = 0;
  async function answer<Answer>(verb: Verb, act: () => Answer): Promise<Answer> {
    asked.push(verb);
    const fault = new VendorError('calendar', 'does not answer', { isRetryable: true });
    if (away.get(verb) === 'before') throw fault;
    const answered = act();
    if (away.get(verb) === 'afterwards') throw fault;
    return answered;
  }
  const isTaken = (startsAt: Date) => taken.has(startsAt.toISOString());
  const slotTaken = { ok: false, refusal: 'slot-taken', detail: 'no longer available' } as const;
  function keep(key: string, kept: { startsAt: Date; appointment: ExternalAppointment | null }) {
    refs += 1;
    bookings.set(key, { ref: `ref-${refs}`, ...kept });
    return { ok: true, ref: `ref-${refs}` } as const;
  }
  function drop(ref: string): boolean {
    const key = [...bookings].find(([, booking]) => booking.ref === ref)?.[0];
    return key !== undefined && bookings.delete(key);
  }
  const calendar: ScriptedCalendar = {
    kind: 'calcom',
    openings,
    busy: [],
    away,
    taken,
    asked,
    bookings,
    reservations,
    listOpenings: () => answer('listOpenings', () => calendar.openings),
    listBusy: () => answer('listBusy', () => calendar.busy),
    reserve: (opening) =>
      answer('reserve', () => {
        if (isTaken(opening.startsAt)) return { ok: false, refusal: 'slot-taken' };
        const reservationRef = `reserved-${opening.ref}`;
        reservations.add(reservationRef);
        return { ok: true, reservationRef };
      }),
    releaseReservation: (ref) => answer('releaseReservation', () => void reservations.delete(ref)),
    book: (appointment, key) =>
      answer('book', () => {
        const { startsAt } = appointment;
        return isTaken(startsAt) ? slotTaken : keep(key, { startsAt, appointment });
      }),
    findBooking: (key) => answer('findBooking', () => bookings.get(key)?.ref ?? null),
    findState: (ref) =>
      answer('findState', () => {
        const known = [...bookings.values()].find((booking) => booking.ref === ref);
        if (!known) return null;
        const endsAt = new Date(known.startsAt.getTime() + VISIT_MS);
        return { ref, state: 'standing', startsAt: known.startsAt, endsAt };
      }),
    reschedule: ({ ref, to, key }) =>
      answer('reschedule', () => {
        if (isTaken(to.startsAt)) return slotTaken;
        if (!drop(ref)) return { ok: false, refusal: 'unknown-booking', detail: 'not found' };
        return keep(key, { startsAt: to.startsAt, appointment: null });
      }),
    correct: ({ ref, appointment }) =>
      answer('correct', () => {
        const known = [...bookings.values()].find((booking) => booking.ref === ref);
        if (!known) return { ok: false, refusal: 'unknown-booking', detail: 'not found' };
        known.appointment = appointment;
        return { ok: true, unwritten: [] };
      }),
    listChangeSources: () => [],
    cancel: ({ ref }) =>
      answer('cancel', () => (drop(ref) ? { ok: true } : { ok: false, refusal: 'unknown-booking' })),
  };
  return calendar;
}
