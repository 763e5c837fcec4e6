export {
  type Booking,
  type BookSlotInput,
  type BookSlotRefusal,
  type BookSlotResult,
  bookSlot,
} from './book-slot.ts';
export type {
  ExternalAppointment,
  ExternalBooking,
  ExternalCalendar,
  ExternalCancellation,
  ExternalMove,
  ExternalOpening,
  ExternalRescheduling,
  ExternalReservation,
} from './calendar.ts';
export { expireHolds } from './expire-holds.ts';
export { type GetSlotsInput, type GetSlotsResult, getSlots, type Slot } from './get-slots.ts';
export { type CallFactsQuery, listCallFacts } from './list-call-facts.ts';
export { releaseHolds } from './release-holds.ts';
export { toSpeakableWindow } from './rules/speakable-window.ts';
