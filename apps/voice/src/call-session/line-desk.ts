import { assertNever, type Clock } from '@afterhourfix/foundation';
import type { LineState } from '../agent-tools/agent-tool.ts';
import type { FindRecording } from '../safety-recordings/safety-recordings.ts';
import type {
  AgentAudio,
  HeardUtterance,
  SpeechEngine,
  SpeechEngineEvent,
} from '../speech-engine/speech-engine.ts';
import type { CallJournal } from './call-journal.ts';
import type { CallLife } from './call-life.ts';
import type { ConversationLog } from './conversation-log.ts';
import type { Floor } from './floor.ts';
import { LineVoice } from './line-voice.ts';
import type { LinePurpose, OwedLine } from './owed-line.ts';
import type { RecalledLine } from './recalled-lines.ts';
import {
  CALM,
  type InterlockCommand,
  type InterlockEvent,
  type InterlockState,
  stepInterlock,
} from './safety-interlock.ts';
import { STAY_OUT_LINES, toLineNote } from './safety-words.ts';
import { Timers } from './timers.ts';

export interface LineDeskParts {
  engine: SpeechEngine;
  floor: Floor;
  life: CallLife;
  conversation: ConversationLog;
  journal: CallJournal;
  findRecording: FindRecording;
  clock: Clock;
  /** A recording begins to sound, in the agent's stead. */
  onSounded(): void;
  onLetGo(): void;
}

/** Without a word of the caller in between. */
const MAX_CORRECTIONS = 2;

/** Between the engine and the call: runs the interlock, by which the caller hears every line that is owed. */
export class LineDesk implements Disposable {
  readonly #parts: LineDeskParts;
  readonly #timers: Timers<'deadline'>;
  #state = CALM;
  #voice: LineVoice | null = null;
  #isCallerSpeaking = false;
  #isDisposed = false;
  #recordings = 0;
  /** Ids of the lines that were heard in this call. */
  readonly #spoken = new Set<string>();
  /** The last safety line that the caller heard in this part of the call. */
  #lastHeard: OwedLine | null = null;
  /** Since the caller spoke: an agent that is wrong again and again waits for the caller. */
  #corrections = 0;

  constructor(parts: LineDeskParts) {
    this.#parts = parts;
    this.#timers = new Timers(parts.clock);
  }

  /** HOT: what the engine says now is not for the caller's ears. */
  get isMuting(): boolean {
    const { phase } = this.#state;
    return (
      phase === 'due' || phase === 'cut' || (phase === 'playing' && this.#parts.engine.abilities.ownsTurns)
    );
  }

  get isOutAwaited(): boolean {
    return this.#state.isOutAwaited;
  }

  get lastHeard(): OwedLine | null {
    return this.#lastHeard;
  }

  /** What the line is for that has the floor, or null. */
  get purpose(): LinePurpose | null {
    return this.#state.phase === 'calm' ? null : this.#state.line.purpose;
  }

  /** What the line is for that the engine is saying right now, or null. */
  get saying(): LinePurpose | null {
    return this.#state.phase === 'saying' && !this.#state.isOver ? this.#state.line.purpose : null;
  }

  /** The caller must hear this, word for word; whatever the agent says is cut off. */
  owe(line: OwedLine): void {
    const { engine, findRecording, life } = this.#parts;
    // What makes it due may be learned late: the weather, say.
    if (this.#isDisposed) return;
    if (line.purpose === 'safety') life.learn({ kind: 'hazard-seen', lineId: line.id });
    const isRecorded = findRecording(toRecorded(line)) !== null;
    const due = { ...line, isSayable: !engine.abilities.ownsTurns, isRecorded };
    this.#step({ type: 'line-owed', line: due, isCallerSpeaking: this.#isCallerSpeaking });
  }

  /** A safety line of an earlier part of the call that is not due any more: heard, or overtaken by another. */
  recall({ lineId, isHeard, isOutAwaited }: RecalledLine): void {
    this.#parts.life.learn({ kind: isHeard ? 'safety-line-spoken' : 'hazard-seen', lineId });
    if (isHeard) this.#spoken.add(lineId);
    this.#step({ type: 'line-recalled', lineId, isOutAwaited });
  }

  /** What the engine says in place of the line is not so. */
  misspoken(): void {
    if (this.#state.phase === 'saying') this.#step({ type: 'agent-worded', match: 'different' });
  }

  callerStarted(): void {
    this.#isCallerSpeaking = true;
    this.#corrections = 0;
  }

  callerStopped(): void {
    this.#isCallerSpeaking = false;
  }

  /** The words of an utterance are all known. */
  callerDone(): void {
    if (!this.#isCallerSpeaking) this.#step({ type: 'caller-done' });
  }

  callerOut(): void {
    this.#step({ type: 'caller-out' });
  }

  agentEvent(event: SpeechEngineEvent): void {
    switch (event.type) {
      case 'agent-turn-started':
        return this.#step({ type: 'agent-turn-started', saying: event.saying ?? null });
      case 'agent-transcript':
        if (this.#state.phase === 'saying' && !this.#state.isOver && this.#voice)
          this.#step({ type: 'agent-worded', match: this.#voice.worded(event) });
        return;
      case 'agent-turn-ended':
        if (this.#state.phase === 'saying') this.#voice?.over();
        return this.#step({ type: 'agent-turn-ended' });
    }
  }

  /** HOT: called for what is heard of the agent. */
  agentSounded(audio: AgentAudio): void {
    if (this.#state.phase !== 'saying' || this.#state.isOver) return;
    this.#voice?.sounded(audio);
    if (!this.#state.hasSounded) this.#step({ type: 'agent-sounded' });
  }

  heardOut(): void {
    this.#step({ type: 'heard-out' });
  }

  agentCut(heard: readonly HeardUtterance[]): void {
    if (this.#voice) this.#step({ type: 'line-cut', heardShare: this.#voice.toHeardShare(heard) });
  }

  toLineState(lineId: string): LineState {
    const state: InterlockState = this.#state;
    if (state.phase !== 'calm' && state.line.id === lineId) return 'due';
    return this.#spoken.has(lineId) ? 'spoken' : 'failed';
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#state = CALM;
    this.#voice = null;
    this.#timers[Symbol.dispose]();
  }

  #step(event: InterlockEvent): void {
    const step = stepInterlock(this.#state, event);
    this.#state = step.state;
    for (const command of step.commands) this.#run(command);
  }

  #run(command: InterlockCommand): void {
    const { engine, floor } = this.#parts;
    switch (command.do) {
      case 'silence-agent':
        return floor.beginLine();
      case 'note':
        return this.#note(command.line);
      case 'say-line':
        this.#voice = new LineVoice(command.line);
        return engine.sayExactly(command.line.text, { isUrgent: true });
      case 'play-recording':
        return this.#play(command.line);
      case 'start-deadline':
        return this.#timers.start('deadline', command.delayMs, () =>
          this.#step({ type: 'deadline-reached' }),
        );
      case 'stop-deadline':
        return this.#timers.stop('deadline');
      case 'tell-spoken':
        return this.#tellSpoken(command);
      case 'tell-failed':
        return this.#tell('failed', command.line, { reason: command.reason });
      case 'let-go':
        return this.#letGo(command);
      default:
        assertNever(command);
    }
  }

  /** Told before it is heard: a call that is cut off here comes back to a line that is still due. */
  #note(line: OwedLine): void {
    const { id: lineId, language, ruleIds } = line;
    if (line.purpose === 'safety')
      this.#parts.journal.happened('safety-line-due', { lineId, language, ruleIds });
    this.#parts.engine.note(toLineNote(line));
  }

  #tellSpoken({ line, by, heardShare }: Extract<InterlockCommand, { do: 'tell-spoken' }>): void {
    this.#spoken.add(line.id);
    if (line.purpose === 'safety') {
      this.#lastHeard = line;
      this.#parts.life.learn({ kind: 'safety-line-spoken', lineId: line.id });
    }
    this.#tell('spoken', line, { by, heardShare: Math.round(heardShare * 100) / 100 });
  }

  #tell(what: 'spoken' | 'failed', line: OwedLine, how: Record<string, unknown>): void {
    const { id: lineId, language, ruleIds, purpose } = line;
    this.#parts.journal.happened(`${purpose}-line-${what}`, { lineId, language, ruleIds, ...how });
  }

  #play(line: OwedLine): void {
    const { floor, conversation, findRecording, onSounded } = this.#parts;
    const recorded = toRecorded(line);
    const recording = findRecording(recorded);
    if (!recording) return;
    const utteranceId = `safety.${++this.#recordings}`;
    const audio = { utteranceId, contentIndex: 0, ...recording };
    this.#voice = new LineVoice(recorded);
    this.#voice.sounded(audio);
    this.#voice.over();
    onSounded();
    conversation.agentSaid(utteranceId, recorded.text, true);
    floor.play(audio);
    floor.agentTurnEnded();
  }

  #letGo({ line, isOutAwaited, isFollowed }: Extract<InterlockCommand, { do: 'let-go' }>): void {
    const { engine, floor, onLetGo } = this.#parts;
    this.#voice = null;
    floor.endLine();
    const isStuck = line.purpose === 'correction' && ++this.#corrections >= MAX_CORRECTIONS;
    if (isOutAwaited) engine.sayExactly(STAY_OUT_LINES[line.language]);
    else if (!isFollowed && !isStuck) engine.respond();
    onLetGo();
  }
}

function toRecorded(line: OwedLine): OwedLine {
  return line.recordedText === undefined ? line : { ...line, text: line.recordedText };
}
