import { SCRIPTED_CALLS } from './scripted-calls.ts';
import { compileRealtimeSchema, type Direction } from './vendor-schema.ts';
import { WireTap } from './wire-tap.ts';

const EXPECTED: Record<Direction, readonly string[]> = {
  client: [
    'session.update',
    'input_audio_buffer.append',
    'input_audio_buffer.commit',
    'conversation.item.create',
    'conversation.item.truncate',
    'response.create',
    'response.cancel',
  ],
  server: [
    'error',
    'session.created',
    'session.updated',
    'conversation.created',
    'conversation.item.added',
    'conversation.item.done',
    'conversation.item.retrieved',
    'conversation.item.deleted',
    'conversation.item.truncated',
    'conversation.item.input_audio_transcription.delta',
    'conversation.item.input_audio_transcription.completed',
    'conversation.item.input_audio_transcription.failed',
    'input_audio_buffer.committed',
    'input_audio_buffer.cleared',
    'input_audio_buffer.speech_started',
    'input_audio_buffer.speech_stopped',
    'input_audio_buffer.timeout_triggered',
    'response.created',
    'response.done',
    'response.output_item.added',
    'response.output_item.done',
    'response.content_part.added',
    'response.content_part.done',
    'response.output_audio.delta',
    'response.output_audio.done',
    'response.output_audio_transcript.delta',
    'response.output_audio_transcript.done',
    'response.output_text.delta',
    'response.output_text.done',
    'response.function_call_arguments.delta',
    'response.function_call_arguments.done',
    'rate_limits.updated',
  ],
};

export interface EventCount {
  direction: Direction;
  type: string;
  seen: number;
  invalid: number;
  isExpected: boolean;
}

export interface ConformanceReport {
  counts: readonly EventCount[];
  /** One line for each event that does not fit, with what is wrong. */
  faults: readonly string[];
  /** Event types that the scripted calls should have produced and did not. */
  missing: readonly string[];
}

/** Runs the scripted calls and holds every event of both sides against the vendor's schema. */
export async function checkConformance(schemaPath: string): Promise<ConformanceReport> {
  const findFault = compileRealtimeSchema(schemaPath);
  const counts = new Map<string, EventCount>();
  for (const [direction, types] of Object.entries(EXPECTED) as [Direction, readonly string[]][])
    for (const type of types)
      counts.set(`${direction} ${type}`, { direction, type, seen: 0, invalid: 0, isExpected: true });
  const faults: string[] = [];
  for (const call of SCRIPTED_CALLS) {
    await using tap = await WireTap.start();
    await call.run(tap);
    for (const { direction, text } of tap.frames) {
      if (direction === 'client' && !call.isOurs) continue;
      const event = JSON.parse(text);
      const key = `${direction} ${event.type}`;
      const count = counts.get(key) ?? {
        direction,
        type: event.type,
        seen: 0,
        invalid: 0,
        isExpected: false,
      };
      counts.set(key, count);
      count.seen++;
      const fault = findFault(direction, event);
      if (fault === null) continue;
      count.invalid++;
      faults.push(`${key} in ${call.name}: ${fault}`);
    }
  }
  const all = [...counts.values()];
  const missing = all.filter(({ seen }) => seen === 0).map(({ direction, type }) => `${direction} ${type}`);
  return { counts: all, faults, missing };
}
