import type { CalleeBehaviour } from './callees.ts';
import type { Leg } from './leg.ts';

/** The keys that a person who answered will press; `sentDigits` are what the carrier dialled after the answer. */
export function pressKeys(leg: Leg, behaviour: CalleeBehaviour, sentDigits: string): void {
  if (behaviour.kind !== 'answers' || behaviour.answeredBy === 'machine') return;
  if (behaviour.extension !== undefined && behaviour.extension !== sentDigits) return;
  const { presses = [] } = behaviour;
  for (const digits of typeof presses === 'string' ? [presses] : presses) void leg.keypad.reply({ digits });
}
