import type { Clock } from '@afterhourfix/foundation';
import type { AgentTurn } from './agent-turn.ts';
import { AwaitedWords } from './awaited-words.ts';
import type { CallLanguage } from './call-language.ts';
import type { CallLife } from './call-life.ts';
import type { CallLimits } from './call-limits.ts';
import type { Floor } from './floor.ts';
import type { Guards } from './guards.ts';
import { KeypadInput } from './keypad-input.ts';
import { RecordingConsent, type RecordingConsentParts } from './recording-consent.ts';

export interface CallerSideParts extends RecordingConsentParts {
  floor: Floor;
  life: CallLife;
  limits: CallLimits;
  guards: Guards;
  agentTurn: AgentTurn;
  language: CallLanguage;
  clock: Clock;
  /** Nobody may be speaking any more. */
  onPause(): void;
}

/** What the caller's sounds, words and keys mean to the rooms of the call, and in which order these learn of them. */
export class CallerSide implements Disposable {
  readonly #parts: CallerSideParts;
  readonly #keypad: KeypadInput;
  readonly #awaited: AwaitedWords;
  readonly #consent: RecordingConsent;

  constructor(parts: CallerSideParts) {
    this.#parts = parts;
    this.#consent = new RecordingConsent(parts);
    this.#awaited = new AwaitedWords(parts.clock);
    this.#keypad = new KeypadInput(parts.clock, (digits) => this.#keyed(digits));
  }

  started(utteranceId: string | null): void {
    const { floor, conversation, limits, life, guards } = this.#parts;
    // First of all: every microsecond before the cut is speech over the caller's words.
    floor.callerStarted();
    guards.callerStarted();
    if (utteranceId !== null && !this.#parts.engine.abilities.ownsTurns) this.#awaited.begun(utteranceId);
    conversation.callerStarted(utteranceId);
    limits.callerSounded();
    life.step({ type: 'caller-started', utteranceId, isAgentSilenced: floor.isHeardOut });
  }

  stopped(): void {
    const { floor, agentTurn, clock, guards, onPause } = this.#parts;
    agentTurn.callerStopped(clock.monotonicMs());
    guards.callerStopped();
    floor.callerStopped();
    onPause();
  }

  said(said: { utteranceId: string; text: string; isFinal: boolean }): void {
    const { engine, conversation, life, limits, floor, guards, onPause } = this.#parts;
    const { utteranceId, isFinal } = said;
    const { text, isCardBegun } = conversation.callerSaid(utteranceId, said.text, isFinal);
    const words = text.split(/\s+/).filter((word) => word !== '');
    const hasWords = words.length > 0;
    // Before the others: what the words say of a danger outdoes all that follows from their being words.
    guards.callerSaid({ utteranceId, text, isFinal, isCardBegun });
    this.#consent.callerSaid({ utteranceId, text, isFinal });
    if (isFinal || engine.abilities.ownsTurns) this.#parts.language.callerSaid(text);
    if (isFinal) this.#awaited.known(utteranceId);
    if (hasWords || isFinal) life.step({ type: 'caller-understood', utteranceId, hasWords });
    if (!hasWords) return;
    limits.callerHeard(text);
    floor.callerWorded(words.length);
    onPause();
  }

  /** Once the words are known of all that the caller has said, or soon after. */
  whenUnderstood(run: () => void): void {
    this.#awaited.behind(run);
  }

  pressed(digit: string): void {
    this.#parts.limits.callerHeard(null);
    this.#keypad.pressed(digit);
    this.#parts.onPause();
  }

  [Symbol.dispose](): void {
    this.#keypad[Symbol.dispose]();
    this.#awaited[Symbol.dispose]();
  }

  #keyed(digits: string): void {
    const { journal, conversation, engine, guards } = this.#parts;
    journal.happened('digits-keyed', { count: digits.length });
    const { isCardLong, kept } = conversation.callerKeyed(digits);
    engine.note(`The caller keyed in ${kept} on the telephone keypad.`);
    if (guards.keyed(digits, { isCardLong })) return;
    engine.respond();
  }
}
