export { BAD_FAULTS, type BadFault } from './bad-mind/bad-faults.ts';
export { badMind } from './bad-mind/bad-mind.ts';
export type { ArrivedBlocks, BenchOptions } from './bench-session.ts';
export { type BenchStamp, BLOCK_BYTES, nowMs, readStamp, stampBlocks } from './bench-stamp.ts';
export type { SimulatorClock } from './clock.ts';
export type { Faults } from './faults.ts';
export type { Mind, MindContext, MindItem, MindPart, MindReply } from './mind.ts';
export type { ReceivedEvent } from './received-events.ts';
export { receptionistMind } from './receptionist/receptionist-mind.ts';
export { type ScriptedReply, scriptedMind } from './scripted-mind.ts';
export type { RealtimeSession, Unexpected } from './session.ts';
export {
  type OpenAiRealtimeSimulator,
  type OpenAiRealtimeSimulatorOptions,
  startOpenAiRealtimeSimulator,
} from './simulator.ts';
export type { ServerEvent } from './wire-types.ts';
