/** What somebody else's calendar tells about a booking of ours. */
export interface CalendarChange {
  /** The vendor's reference of the booking as it is now. */
  ref: string;
  /** The one it had before this change; null when the change gave it none. */
  previousRef: string | null;
  /** The key under which we booked; null when the vendor did not repeat it. */
  key: string | null;
  state: 'standing' | 'cancelled';
  startsAt: Date;
  endsAt: Date;
  /** By the vendor's clock: deliveries come in any order. */
  changedAt: Date;
}
