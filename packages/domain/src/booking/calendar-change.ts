/** What somebody else's calendar tells about a booking of ours. */
export type CalendarChange = {
  /** The vendor's reference of the booking as it is now. */
  ref: string;
  /** The one it had before this change; null when the change gave it none. */
  previousRef: string | null;
  /** Ours, when the vendor repeats what we wrote into its metadata; as it came. */
  bookingId: string | null;
  /** By the vendor's clock: deliveries come in any order. */
  changedAt: Date;
} & ({ state: 'standing'; startsAt: Date; endsAt: Date } | { state: 'cancelled' });
