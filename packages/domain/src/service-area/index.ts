export { checkServiceArea, type ServiceAreaResult } from './check-service-area.ts';
