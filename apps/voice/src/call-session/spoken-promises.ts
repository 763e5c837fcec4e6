import type { Judgement, PromiseEntry, SpokenFinding } from '@afterhourfix/domain';
import type { AgentWords } from './agent-words.ts';

/** How much of an utterance there is, and how much of it the caller heard. */
export interface HeardSound {
  audioMs: number;
  heardMs: number;
  isInterrupted: boolean;
}

export type SpokenPromise = Pick<
  PromiseEntry,
  'itemId' | 'promised' | 'detail' | 'audioOffsetMs' | 'engineCallId'
>;

/** What tools had said and the caller heard to its last word. Words are counted out evenly over the sound. */
export function listPromises(words: AgentWords, { audioMs, heardMs }: HeardSound): SpokenPromise[] {
  const toMs = (place: number) => Math.floor((place / (words.text.length || 1)) * audioMs);
  return words.backed.flatMap(({ finding, backedBy }) => {
    const promise = toPromise(finding);
    if (!promise || backedBy === null || toMs(finding.end) > heardMs) return [];
    return [
      { ...promise, itemId: words.utteranceId, audioOffsetMs: toMs(finding.start), engineCallId: backedBy },
    ];
  });
}

function toPromise(finding: SpokenFinding): Pick<SpokenPromise, 'promised' | 'detail'> | null {
  switch (finding.kind) {
    case 'amount':
      return { promised: 'price', detail: { amountCents: finding.amountCents, part: finding.part } };
    case 'window':
      return {
        promised: 'slot',
        detail: { fromMinutes: finding.from.minutesOfDay, toMinutes: finding.to.minutesOfDay },
      };
    case 'time':
      return {
        promised: finding.isDeadline ? 'eta' : 'slot',
        detail: { minutesOfDay: finding.minutesOfDay },
      };
    case 'date':
      return { promised: 'slot', detail: { isoDates: finding.isoDates } };
    case 'duration':
      return { promised: 'eta', detail: { minutes: finding.minutes } };
    case 'technician':
      return { promised: 'technician', detail: {} };
    case 'claim':
      return {
        promised: finding.action === 'callback' ? 'callback' : 'deed',
        detail: { action: finding.action },
      };
    case 'phone':
      return null;
    default:
      return finding satisfies never;
  }
}

/** Without a word of what was said. */
export function toJournal({ kind, verdict, finding }: Judgement): Record<string, unknown> {
  if (finding.kind === 'claim') return { kind, verdict, action: finding.action };
  return finding.kind === 'amount' ? { kind, verdict, part: finding.part } : { kind, verdict };
}
