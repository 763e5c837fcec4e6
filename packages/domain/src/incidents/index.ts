export { type AssignBookingInput, type AssignBookingResult, assignBooking } from './assign-booking.ts';
export {
  addWorkOrder,
  type CreateIncidentInput,
  createIncident,
  findOpenIncident,
} from './create-incident.ts';
export type { Incident, WorkOrder } from './incident.ts';
export { listWorkBefore, markWorkOrder, type WorkProgress } from './mark-work-order.ts';
export {
  type PlannedOrder,
  planWorkOrders,
  type WorkPlan,
} from './rules/plan-work-orders.ts';
export {
  findEarliestStart,
  findVisitConflict,
  joinVisits,
  listVisitsOfTrouble,
  type VisitOfTrouble,
} from './visits-of-incident.ts';
