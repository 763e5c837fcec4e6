import type { AgentAudio, HeardUtterance } from '../speech-engine/speech-engine.ts';
import { type LineMatch, matchLine } from './line-match.ts';
import type { OwedLine } from './owed-line.ts';

const BYTES_PER_MS = 8;
/** A voice that hurries; of a line that is still being made this is taken for its length. */
const SHORTEST_MS_PER_CHARACTER = 40;

/** The turn that says a line: its words so far, and how much of its sound was heard. */
export class LineVoice {
  readonly #line: OwedLine;
  readonly #bytes = new Map<string, number>();
  /** By utterance; one answer may come in several. */
  readonly #texts = new Map<string, string>();
  #isOver = false;

  constructor(line: OwedLine) {
    this.#line = line;
  }

  sounded({ utteranceId, byteLength }: Pick<AgentAudio, 'utteranceId' | 'byteLength'>): void {
    this.#bytes.set(utteranceId, (this.#bytes.get(utteranceId) ?? 0) + byteLength);
  }

  worded(said: { utteranceId: string; text: string; isFinal: boolean }): LineMatch {
    const before = said.isFinal ? '' : (this.#texts.get(said.utteranceId) ?? '');
    this.#texts.set(said.utteranceId, before + said.text);
    return matchLine({ text: [...this.#texts.values()].join(' '), isFinal: said.isFinal }, this.#line);
  }

  over(): void {
    this.#isOver = true;
  }

  /** `cut`: what the caller did not hear to its end. */
  toHeardShare(cut: readonly HeardUtterance[]): number {
    let totalMs = 0;
    let heardMs = 0;
    for (const [utteranceId, byteLength] of this.#bytes) {
      const part = cut.find((heard) => heard.utteranceId === utteranceId);
      const lengthMs = byteLength / BYTES_PER_MS;
      totalMs += lengthMs;
      heardMs += part ? (part.earlierMs ?? 0) + part.heardMs : lengthMs;
    }
    if (totalMs === 0) return 0;
    const estimateMs = this.#isOver ? 0 : this.#line.text.length * SHORTEST_MS_PER_CHARACTER;
    return heardMs / Math.max(totalMs, estimateMs);
  }
}
