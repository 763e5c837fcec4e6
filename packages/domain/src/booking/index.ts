export {
  type Booking,
  type BookSlotInput,
  type BookSlotRefusal,
  type BookSlotResult,
  bookSlot,
} from './book-slot.ts';
export type {
  CalendarChangeSource,
  CalendarReading,
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
} from './calendar.ts';
export type { CalendarChange } from './calendar-change.ts';
export { type CancelBookingInput, type CancelBookingResult, cancelBooking } from './cancel-booking.ts';
export { type ConfirmResult, confirmWithCalendar } from './confirm-with-calendar.ts';
export { type CorrectionResult, correctInCalendar } from './correct-in-calendar.ts';
export { expireHolds } from './expire-holds.ts';
export { findChangeableVisit } from './find-changeable-visit.ts';
export { followCalendar } from './follow-calendar.ts';
export { type GetSlotsRefusal, type GetSlotsResult, getSlots } from './get-slots.ts';
export {
  type HoldSlotResult,
  holdSlot,
  type ReleaseHoldResult,
  releaseHold,
  type SlotRequest,
} from './hold-slot.ts';
export { type CallFactsQuery, listCallFacts } from './list-call-facts.ts';
export { type ListedTechnician, listTechnicians } from './list-technicians.ts';
export { listVisits, type Visit } from './list-visits.ts';
export { type PutOffVisitResult, putOffVisit } from './put-off-visit.ts';
export { type QuoteVisitInput, quoteVisit } from './quote-visit.ts';
export { readOvertimeMinutes } from './read-overtime.ts';
export { recordCalendarChange } from './record-calendar-change.ts';
export { letHoldsLapse, releaseHolds } from './release-holds.ts';
export { type RemoveTechnicianResult, removeTechnician } from './remove-technician.ts';
export {
  type RescheduleBookingInput,
  type RescheduleBookingResult,
  type RescheduleRefusal,
  rescheduleBooking,
} from './reschedule-booking.ts';
export { type ResolvedWish, resolveWish, type TimeWish } from './rules/resolve-wish.ts';
export { toSpeakableWindow } from './rules/speakable-window.ts';
export { type SaveTechnicianResult, saveTechnician, TechnicianDetails } from './save-technician.ts';
export {
  BookingPolicyChange,
  JobLengthInput,
  OpeningOverrideInput,
  overrideOpening,
  setBookingPolicy,
  setJobLength,
} from './set-booking-policy.ts';
export {
  type AddTimeOffResult,
  addTimeOff,
  type OverrideShiftsResult,
  overrideShifts,
  setWeeklyShifts,
} from './set-shifts.ts';
export type { GetSlotsInput, Slot } from './slot-search.ts';
export { type WatchResult, watchCalendar } from './watch-calendar.ts';
