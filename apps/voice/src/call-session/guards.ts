import { asksForCard, type DangerBefore, type ModelVerdict, type TriageVerdict } from '@afterhourfix/domain';
import type { HeldTriage, LineState } from '../agent-tools/agent-tool.ts';
import type { AgentAudio, HeardUtterance, SpeechEngineEvent } from '../speech-engine/speech-engine.ts';
import { isCardAsked, toCardStop } from './card-guard.ts';
import type { ToolResult } from './issued-facts.ts';
import { LineDesk, type LineDeskParts } from './line-desk.ts';
import { NoticeWatch } from './notice-watch.ts';
import type { OwedLine } from './owed-line.ts';
import { SafetyDesk, type SafetyDeskParts } from './safety-desk.ts';
import { toCardRefusal } from './safety-words.ts';
import { SpokenFacts, type SpokenFactsParts } from './spoken-facts.ts';
import type { AskedTool, ToolRefusal } from './tool-runs.ts';

export type GuardsParts = LineDeskParts &
  Omit<SafetyDeskParts, 'lines'> &
  Omit<SpokenFactsParts, 'lines'> & { opening: { kind: 'greeting' | 'resumption'; text: string } };

/** What stands around the model whatever it says or does: the safety interlock, spoken facts, card numbers. */
export class Guards implements Disposable {
  readonly #parts: GuardsParts;
  readonly #lines: LineDesk;
  readonly #safety: SafetyDesk;
  readonly #facts: SpokenFacts;
  readonly #notices: NoticeWatch;

  constructor(parts: GuardsParts) {
    this.#parts = parts;
    this.#lines = new LineDesk(parts);
    this.#safety = new SafetyDesk({ ...parts, lines: this.#lines });
    this.#facts = new SpokenFacts({ ...parts, lines: this.#lines });
    const ofAgent = parts.earlierTurns.filter(({ speaker }) => speaker === 'agent');
    const earlierWords = ofAgent.map(({ text }) => text).join(' ');
    this.#notices = new NoticeWatch(parts.opening, parts.conversation.isWithheld ? null : earlierWords);
  }

  /** HOT: what the engine says now is not for the caller's ears. */
  get isMuting(): boolean {
    return this.#lines.isMuting;
  }

  start(
    earlierTurns: readonly { speaker: 'caller' | 'agent'; text: string }[],
    dangerBefore: DangerBefore,
  ): void {
    this.#facts.start();
    this.#safety.recall(earlierTurns, dangerBefore);
    this.#safety.start();
  }

  callerStarted(): void {
    this.#lines.callerStarted();
    this.#safety.callerStarted();
  }

  callerStopped(): void {
    this.#lines.callerStopped();
  }

  /** `text`: all words of this utterance so far. */
  callerSaid(said: { utteranceId: string; text: string; isFinal: boolean; isCardBegun: boolean }): void {
    this.#safety.callerSaid(said);
    this.#facts.callerSaid(said);
    if (said.isCardBegun) this.#stopCard();
    if (said.isFinal) this.#lines.callerDone();
  }

  /** The caller must hear this, word for word. */
  owe(line: OwedLine): void {
    this.#lines.owe(line);
  }

  /** The caller must get out of where they are, and is not kept on the telephone. */
  get isOutAwaited(): boolean {
    return this.#lines.isOutAwaited;
  }

  toLineState(lineId: string): LineState {
    return this.#lines.toLineState(lineId);
  }

  /** True when a line is the answer to these keys. */
  keyed(digits: string, { isCardLong }: { isCardLong: boolean }): boolean {
    if (isCardLong) this.#stopCard();
    return isCardLong || this.#safety.keyed(digits);
  }

  /** Null when the tool may run. */
  refuse(asked: AskedTool): ToolRefusal | null {
    const refusal = this.#safety.refuse(asked.name);
    if (refusal || !isCardAsked(asked)) return refusal;
    return { result: toCardRefusal(), isSilent: false };
  }

  get verdict(): TriageVerdict {
    return this.#safety.verdict;
  }

  modelJudged(said: ModelVerdict): HeldTriage {
    return this.#safety.modelJudged(said);
  }

  toolAnswered(answer: ToolResult): void {
    this.#facts.toolAnswered(answer);
  }

  turnStarted(event: Extract<SpeechEngineEvent, { type: 'agent-turn-started' }>): void {
    this.#lines.agentEvent(event);
  }

  agentSaid(said: Extract<SpeechEngineEvent, { type: 'agent-transcript' }>): void {
    this.#lines.agentEvent(said);
    this.#safety.agentSaid(said);
    this.#facts.agentSaid(said);
    // The line that stops a card names it too, and asks for nothing.
    if (this.#lines.saying === null && asksForCard(said.text, said)) this.#stopCard();
  }

  turnEnded(
    event: Extract<SpeechEngineEvent, { type: 'agent-turn-ended' }>,
    playback: { isHeardOut: boolean },
  ): void {
    this.#facts.agentTurnEnded(playback);
    this.#lines.agentEvent(event);
  }

  /** HOT: called for what is heard of the agent. */
  agentSounded(audio: AgentAudio): void {
    this.#lines.agentSounded(audio);
  }

  heardOut(): void {
    this.#facts.settle({ isHeardOut: true });
    this.#lines.heardOut();
    this.#watchNotices();
  }

  /** The caller has cut the agent off. */
  agentCut(heard: readonly HeardUtterance[]): void {
    this.#facts.settle({ isHeardOut: false });
    this.#lines.agentCut(heard);
    this.#watchNotices();
  }

  /** A line has. */
  agentSilenced(): void {
    this.#facts.settle({ isHeardOut: false });
  }

  /** After the playback, which knows what was heard. */
  [Symbol.dispose](): void {
    this.#facts.settle({ isHeardOut: true });
    this.#lines[Symbol.dispose]();
  }

  /** The greeting has been heard, or will not be heard any more. */
  #watchNotices(): void {
    const notice = this.#notices.heard(this.#parts.conversation.agentWords);
    if (notice) this.#lines.owe(notice);
  }

  #stopCard(): void {
    this.#parts.journal.happened('card-stopped');
    this.#lines.owe(toCardStop(this.#parts.language.current));
  }
}
