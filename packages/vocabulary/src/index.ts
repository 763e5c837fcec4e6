export * from './call-outcome.ts';
export * from './ids.ts';
export * from './local-time.ts';
export * from './money.ts';
export * from './phone-number.ts';
export * from './severity.ts';
export * from './time-window.ts';
export * from './trade.ts';
