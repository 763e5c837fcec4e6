export * from './audio-delta.ts';
export * from './client-events.ts';
export * from './realtime-socket.ts';
export * from './server-events.ts';
export * from './transcript-delta.ts';
export * from './usage.ts';
