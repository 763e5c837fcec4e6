export { CalcomCalendar } from './adapter.ts';
export { CalcomClient } from './client.ts';
export { findSetupFaults } from './setup-faults.ts';
export { isCalcomDeliverySigned, readCalcomDelivery } from './webhook.ts';
