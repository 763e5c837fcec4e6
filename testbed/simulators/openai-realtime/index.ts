export type { ArrivedBlocks, BenchOptions } from './bench-session.ts';
export { type BenchStamp, BLOCK_BYTES, nowMs, readStamp, stampBlocks } from './bench-stamp.ts';
export type { SimulatorClock } from './clock.ts';
export type { Faults } from './faults.ts';
export type { Mind, MindContext, MindItem, MindPart, MindReply } from './mind.ts';
export type { ReceivedEvent } from './received-events.ts';
export { type ScriptedReply, scriptedMind } from './scripted-mind.ts';
export type { RealtimeSession, Unexpected } from './session.ts';
export {
  type OpenAiRealtimeSimulator,
  type OpenAiRealtimeSimulatorOptions,
  startOpenAiRealtimeSimulator,
} from './simulator.ts';
export type { ServerEvent } from './wire-types.ts';
