import { fill, lines } from './lines.ts';
import { findText, type RememberedCall } from './tool-memory.ts';

const ACKNOWLEDGED = /^(?:acked|acknowledged|accepted|en[-_ ]route|arrived|confirmed)$/i;

export function isAcknowledged(one: RememberedCall): boolean {
  const status = findText(one.output, 'status', 'state') ?? '';
  return ACKNOWLEDGED.test(status) || findText(one.output, 'ackedAt', 'acknowledgedAt') !== null;
}

/** When somebody comes, only once a person has said so, in the words of the tool. */
export function tellArrival(one: RememberedCall): string {
  const when = findText(one.output, 'speakable', 'etaSpeakable');
  return isAcknowledged(one) && when ? fill(lines.coming, { when }) : '';
}
