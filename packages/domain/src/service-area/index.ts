export { toAddressTimeZone } from './address-time-zone.ts';
export { type AreaRefusal, isServed, toAreaRefusal } from './area-refusal.ts';
export { checkServiceArea } from './check-service-area.ts';
export {
  createPlaces,
  type Drive,
  type Geocoder,
  type Journey,
  type LocatedAddress,
  type Places,
  type Router,
  type StreetAddress,
} from './places.ts';
export {
  estimateTravelMinutes,
  type TravelEstimate,
  type TravelQuestion,
  type TravelWeather,
} from './rules/estimate-travel.ts';
export type { GeoPoint } from './rules/geo-point.ts';
export type { ServiceAreaQuestion, ServiceAreaResult } from './service-area-answer.ts';
export type { ServiceZone, ServiceZoneInput } from './service-zone.ts';
export { ServiceZones, setServiceZones } from './set-service-zones.ts';
export { type SpeakableArea, toSpeakableArea } from './to-speakable-area.ts';
export { findTravelMinutes } from './travel-minutes.ts';
export { loadZipTable, pointOfZip, stateOfZip } from './zip-codes/zip-table.ts';
