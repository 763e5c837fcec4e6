export { type CalcomSimulator, startCalcomSimulator } from './calcom-simulator.ts';
export type { CalcomEventType } from './event-types.ts';
