import type { ModelVerdict } from '@afterhourfix/domain';
import { assertNever, type Clock, type Logger } from '@afterhourfix/foundation';
import type { HeldTriage, LineState } from '../agent-tools/agent-tool.ts';
import type { FindRecording } from '../safety-recordings/safety-recordings.ts';
import type {
  AgentAudio,
  HeardUtterance,
  SpeechEngine,
  SpeechEngineEvent,
} from '../speech-engine/speech-engine.ts';
import type { CallJournal } from './call-journal.ts';
import type { CallLife } from './call-life.ts';
import { CallTriage } from './call-triage.ts';
import type { ConversationLog } from './conversation-log.ts';
import type { Floor } from './floor.ts';
import { matchLine } from './line-match.ts';
import { LineVoice } from './line-voice.ts';
import type { LinePurpose, OwedLine } from './owed-line.ts';
import { CALM, type InterlockCommand, type InterlockEvent, stepInterlock } from './safety-interlock.ts';
import { type SafetyJudge, toKeypadLine } from './safety-judge.ts';
import { STAY_OUT_LINES, toLineNote, toSafetyRefusal } from './safety-words.ts';
import { saysOut } from './said-out.ts';
import { Timers } from './timers.ts';
import type { ToolRefusal } from './tool-desk.ts';

export interface SafetyDeskParts {
  engine: SpeechEngine;
  floor: Floor;
  life: CallLife;
  conversation: ConversationLog;
  journal: CallJournal;
  safetyJudge: SafetyJudge;
  findRecording: FindRecording;
  clock: Clock;
  log: Logger;
  /** A recording begins to sound, in the agent's stead. */
  onSounded(): void;
  onLetGo(): void;
}

/** What may be asked for while the caller is still in danger: a person, the end of the call, what the house knows. */
const HARMLESS_TOOLS: ReadonlySet<string> = new Set([
  'transfer_call',
  'end_call',
  'get_knowledge',
  'triage_call',
]);

/** Without a word of the caller in between. */
const MAX_CORRECTIONS = 2;

/** Between the engine and the call: runs the safety interlock. No model is asked; what one says can only add to it. */
export class SafetyDesk implements Disposable {
  readonly #parts: SafetyDeskParts;
  readonly #timers: Timers<'deadline'>;
  readonly #triage: CallTriage;
  #state = CALM;
  #voice: LineVoice | null = null;
  #isCallerSpeaking = false;
  #recordings = 0;
  /** Ids of the lines that were heard in this call. */
  readonly #spoken = new Set<string>();
  /** Since the caller spoke. */
  #refusals = 0;
  /** Since the caller spoke: an agent that is wrong again and again waits for the caller. */
  #corrections = 0;

  constructor(parts: SafetyDeskParts) {
    this.#parts = parts;
    this.#triage = new CallTriage(parts);
    this.#timers = new Timers(parts.clock);
  }

  /** HOT: what the engine says now is not for the caller's ears. */
  get isMuting(): boolean {
    const { phase } = this.#state;
    return (
      phase === 'due' || phase === 'cut' || (phase === 'playing' && this.#parts.engine.abilities.ownsTurns)
    );
  }

  /**
   * What a tool is answered instead of being run, or null. The agent speaks up about it once for each time that the
   * caller speaks: one that asks again and again would never stop.
   */
  refuse(toolName: string): ToolRefusal | null {
    const state = this.#state;
    if (toolName !== 'triage_call' && state.phase !== 'calm' && state.line.purpose === 'safety')
      return { result: toSafetyRefusal('line-due'), isSilent: true };
    const isUnsafe = state.isOutAwaited && !HARMLESS_TOOLS.has(toolName);
    const result = isUnsafe ? toSafetyRefusal('out-awaited') : this.#triage.refuse(toolName);
    return result && { result, isSilent: this.#refusals++ > 0 };
  }

  /** A danger of an earlier part of the call is still one; its line is said now if it was not then. */
  recall(turns: readonly { speaker: 'caller' | 'agent'; text: string }[]): void {
    const ofCaller = turns.filter(({ speaker }) => speaker === 'caller');
    const line = this.#triage.recall(ofCaller.map(({ text }) => text));
    if (!line) return;
    const isKnown = turns.some(
      ({ speaker, text }) => speaker === 'agent' && matchLine({ text, isFinal: true }, line) === 'whole',
    );
    if (!isKnown) return this.owe(line);
    this.#parts.life.learn({ kind: 'safety-line-spoken', lineId: line.id });
    this.#spoken.add(line.id);
    const isOutAwaited = line.mustBeOut && !ofCaller.some(({ text }) => saysOut(text));
    this.#step({ type: 'line-recalled', lineId: line.id, isOutAwaited });
  }

  /** The caller must hear this, word for word; whatever the agent says is cut off. */
  owe(line: OwedLine): void {
    const { engine, findRecording, life } = this.#parts;
    life.learn({ kind: 'hazard-seen', lineId: line.id });
    const isRecorded = findRecording(toRecorded(line)) !== null;
    const due = { ...line, isSayable: !engine.abilities.ownsTurns, isRecorded };
    this.#step({ type: 'line-owed', line: due, isCallerSpeaking: this.#isCallerSpeaking });
  }

  /** What the line is for that the engine is saying right now, or null. */
  get saying(): LinePurpose | null {
    return this.#state.phase === 'saying' && !this.#state.isOver ? this.#state.line.purpose : null;
  }

  /** What the engine says in place of the line is not so. */
  misspoken(): void {
    if (this.#state.phase === 'saying') this.#step({ type: 'agent-worded', match: 'different' });
  }

  callerStarted(): void {
    this.#isCallerSpeaking = true;
    this.#refusals = 0;
    this.#corrections = 0;
  }

  callerStopped(): void {
    this.#isCallerSpeaking = false;
  }

  /** `text`: all words of this utterance so far. */
  callerSaid(said: { utteranceId: string; text: string; isFinal: boolean }): void {
    const line = this.#triage.heard(said);
    if (line) this.owe(line);
    const isKnown = said.isFinal || this.#parts.engine.abilities.ownsTurns;
    if (isKnown && this.#state.isOutAwaited && saysOut(said.text)) {
      this.#parts.journal.happened('caller-out');
      this.#step({ type: 'caller-out' });
    }
    if (said.isFinal && !this.#isCallerSpeaking) this.#step({ type: 'caller-done' });
  }

  /** What the model makes of it can only make it worse. */
  modelJudged(said: ModelVerdict): HeldTriage {
    const line = this.#triage.modelJudged(said);
    if (line) this.owe(line);
    return this.#triage.toHeld((lineId) => this.#toLineState(lineId));
  }

  /** True when the keys tell of a danger: the line is the answer to them. */
  keyed(digits: string): boolean {
    const line = toKeypadLine(digits);
    if (line) this.owe(line);
    return line !== null;
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

  [Symbol.dispose](): void {
    this.#state = CALM;
    this.#voice = null;
    this.#timers[Symbol.dispose]();
  }

  #toLineState(lineId: string): LineState {
    const state = this.#state;
    if (state.phase !== 'calm' && state.line.id === lineId) return 'due';
    return this.#spoken.has(lineId) ? 'spoken' : 'failed';
  }

  #step(event: InterlockEvent): void {
    const step = stepInterlock(this.#state, event);
    this.#state = step.state;
    for (const command of step.commands) this.#run(command);
  }

  #run(command: InterlockCommand): void {
    const { engine, floor, journal, life } = this.#parts;
    switch (command.do) {
      case 'silence-agent':
        return floor.beginLine();
      case 'note':
        return engine.note(toLineNote(command.line));
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
        life.learn({ kind: 'safety-line-spoken', lineId: command.line.id });
        this.#spoken.add(command.line.id);
        return journal.happened(`${command.line.purpose}-line-spoken`, {
          ...toJournal(command.line),
          by: command.by,
          heardShare: Math.round(command.heardShare * 100) / 100,
        });
      case 'tell-failed':
        return journal.happened(`${command.line.purpose}-line-failed`, {
          ...toJournal(command.line),
          reason: command.reason,
        });
      case 'let-go':
        return this.#letGo(command);
      default:
        assertNever(command);
    }
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

function toJournal({ id, language, ruleIds }: OwedLine): Record<string, unknown> {
  return { lineId: id, language, ruleIds };
}
