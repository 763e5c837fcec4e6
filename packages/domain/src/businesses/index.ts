export { type Business, BusinessHours, DayHours } from './business.ts';
export { actFor, forBusiness } from './for-business.ts';
export { listBusinessIds } from './list-business-ids.ts';
export { type BusinessCalendar, openingOn, type RatePeriod, ratePeriodAt } from './rules/opening-hours.ts';
export { BusinessChange, setBusiness } from './set-business.ts';
