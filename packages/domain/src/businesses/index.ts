export { type Business, BusinessHours, type DayHours } from './business.ts';
export { actFor, forBusiness } from './for-business.ts';
export { listBusinessIds } from './list-business-ids.ts';
export { type LocalMoment, nextDay, resolveLocalTime, toLocalDay } from './rules/local-time.ts';
export { type BusinessCalendar, openingOn, type RatePeriod, ratePeriodAt } from './rules/opening-hours.ts';
