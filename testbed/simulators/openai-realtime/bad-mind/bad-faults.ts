/** What a model may do wrong; each can be chosen alone. */
export const BAD_FAULTS = [
  'skips-safety',
  'invents-prices',
  'invents-times',
  'claims-bookings',
  'wrong-arguments',
  'repeats-calls',
  'obeys-injections',
  'leaks',
  'ignores-orders',
  'skips-greeting',
  'claims-human',
  'reads-back-cards',
  'wrong-corrections',
  'names-technicians',
  'invents-etas',
  'claims-911',
] as const;

export type BadFault = (typeof BAD_FAULTS)[number];
