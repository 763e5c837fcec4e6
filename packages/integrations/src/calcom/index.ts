export { CalcomCalendar } from './adapter.ts';
export { CalcomClient } from './client.ts';
export { type EnsuredWebhook, ensureCalcomWebhook } from './ensure-webhook.ts';
export { findSetupFaults } from './setup-faults.ts';
export { isCalcomDeliverySigned, readCalcomDelivery } from './webhook.ts';
