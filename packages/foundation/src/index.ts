export * from './assert-never.ts';
export * from './clock.ts';
export * from './domain-error.ts';
export * from './logger.ts';
export * from './manual-clock.ts';
export * from './shutdown.ts';
export * from './time-limit.ts';
export * from './vendor-error.ts';
