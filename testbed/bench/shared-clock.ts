import { nowMs } from '../simulators/openai-realtime/index.ts';

/**
 * What to take from this process's `nowMs` to get the machine's monotonic clock. Two processes of one machine
 * disagree about 1970 by up to milliseconds, since each reads it once at its start; the monotonic clock is one.
 */
export function readClockOffsetMs(): number {
  const before = nowMs();
  const monotonicMs = Number(process.hrtime.bigint()) / 1e6;
  return (before + nowMs()) / 2 - monotonicMs;
}
