import { notFound } from './api-error.ts';
import { type ApiAnswer, type ApiRequest, success } from './api-request.ts';

export interface BookingField {
  slug: string;
  type: string;
  required: boolean;
}

export interface CalcomEventType {
  id: number;
  lengthInMinutes: number;
  /** Starts at which a visit could begin, before bookings and reservations. */
  openings: readonly Date[];
  /** How many hosts take visits at the same time; 1 when left out. */
  hosts?: number;
  /** The event type's own fields; name and email are there anyway. */
  bookingFields?: readonly BookingField[];
  /** By default the attendee's address. */
  locations?: readonly { type: string }[];
}

const DEFAULT_FIELDS = [
  { isDefault: true, type: 'name', slug: 'name', label: 'your_name', required: true },
  { isDefault: true, type: 'email', slug: 'email', label: 'email_address', required: true },
];

export class EventTypes {
  readonly #byId: ReadonlyMap<number, CalcomEventType>;

  constructor(eventTypes: readonly CalcomEventType[]) {
    this.#byId = new Map(eventTypes.map((eventType) => [eventType.id, eventType]));
  }

  get(id: number): CalcomEventType {
    const eventType = this.#byId.get(id);
    if (!eventType) throw notFound(`Event type with id ${id} not found`);
    return eventType;
  }

  show({ ids }: ApiRequest): ApiAnswer {
    const { id, lengthInMinutes, bookingFields = [], locations } = this.get(Number(ids[0]));
    const own = bookingFields.map((field) => ({
      ...field,
      label: field.slug,
      isDefault: false,
      hidden: false,
    }));
    return success({
      id,
      lengthInMinutes,
      title: `Visit ${id}`,
      slug: `visit-${id}`,
      locations: locations ?? [{ type: 'attendeeAddress' }],
      bookingFields: [...DEFAULT_FIELDS, ...own],
      minimumBookingNotice: 0,
      hidden: false,
    });
  }
}
