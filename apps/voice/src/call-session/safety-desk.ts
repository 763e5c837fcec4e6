import type { DangerBefore, ModelVerdict, TriageVerdict, WeatherReport } from '@afterhourfix/domain';
import type { Logger } from '@afterhourfix/foundation';
import type { HeldTriage } from '../agent-tools/agent-tool.ts';
import type { SpeechEngine } from '../speech-engine/speech-engine.ts';
import type { CallJournal } from './call-journal.ts';
import type { CallLanguage } from './call-language.ts';
import { CallTriage } from './call-triage.ts';
import type { ConversationLog } from './conversation-log.ts';
import type { LineDesk } from './line-desk.ts';
import { matchLine } from './line-match.ts';
import { LineRepetition } from './line-repetition.ts';
import type { OwedLine } from './owed-line.ts';
import { recallLines } from './recalled-lines.ts';
import { type SafetyJudge, toKeypadLine } from './safety-judge.ts';
import { toSafetyRefusal } from './safety-words.ts';
import { confirmsOut, saysOut } from './said-out.ts';
import type { ToolRefusal } from './tool-runs.ts';

export interface SafetyDeskParts {
  lines: LineDesk;
  engine: SpeechEngine;
  journal: CallJournal;
  conversation: ConversationLog;
  language: CallLanguage;
  safetyJudge: SafetyJudge;
  loadWeather(): Promise<WeatherReport | null>;
  log: Logger;
}

interface EarlierTurn {
  speaker: 'caller' | 'agent';
  text: string;
}

/** What may be asked for while the caller is still in danger: a person, the end of the call, what the house knows. */
const HARMLESS_TOOLS: ReadonlySet<string> = new Set([
  'transfer_call',
  'end_call',
  'get_knowledge',
  'triage_call',
]);

/** Which dangers the caller tells of, and what must wait for them. No model is asked; what one says can only add. */
export class SafetyDesk {
  readonly #parts: SafetyDeskParts;
  readonly #lines: LineDesk;
  readonly #triage: CallTriage;
  readonly #repetition = new LineRepetition();
  /** Since the caller spoke. */
  #refusals = 0;

  constructor(parts: SafetyDeskParts) {
    this.#parts = parts;
    this.#lines = parts.lines;
    this.#triage = new CallTriage(parts);
  }

  /**
   * What a tool is answered instead of being run, or null. The agent speaks up about it once for each time that the
   * caller speaks: one that asks again and again would never stop.
   */
  refuse(toolName: string): ToolRefusal | null {
    if (toolName !== 'triage_call' && this.#lines.purpose === 'safety')
      return { result: toSafetyRefusal('line-due'), isSilent: true };
    const isUnsafe = this.#lines.isOutAwaited && !HARMLESS_TOOLS.has(toolName);
    const result = isUnsafe ? toSafetyRefusal('out-awaited') : this.#triage.refuse(toolName);
    return result && { result, isSilent: this.#refusals++ > 0 };
  }

  /** Frost and heat make some troubles worse: what was said is judged anew in them. */
  start(): void {
    const { loadWeather, log } = this.#parts;
    loadWeather().then(
      (report) => this.#owe(report && this.#triage.weatherKnown(report)),
      (error: unknown) => log.warn({ err: error }, 'the weather is not known'),
    );
  }

  /** A danger of an earlier part of the call is still one; its line is said now if it was not then. */
  recall(turns: readonly EarlierTurn[], { verdict, steps, areWordsWithheld }: DangerBefore): void {
    const textsOfCaller = turns.flatMap(({ speaker, text }) => (speaker === 'caller' ? [text] : []));
    // What the rules made of words that are kept they make of them again.
    const isVerdictNeeded = areWordsWithheld || verdict?.by === 'rules-and-model';
    const judged = this.#triage.recall(textsOfCaller, isVerdictNeeded ? verdict : null);
    const { known, due } = recallLines(steps);
    for (const line of known) this.#lines.recall(line);
    if (due) this.#lines.owe(judged?.id === due.id && textsOfCaller.length > 0 ? judged : due);
    if (judged && !steps.some((told) => told.step !== 'caller-out' && told.lineId === judged.id))
      this.#recallUntold(judged, turns);
  }

  /** The journal does not know of the line: the transcript tells whether it was heard. */
  #recallUntold(line: OwedLine, turns: readonly EarlierTurn[]): void {
    const isHeard = turns.some(
      ({ speaker, text }) => speaker === 'agent' && matchLine({ text, isFinal: true }, line) === 'whole',
    );
    if (!isHeard) return this.#lines.owe(line);
    const isOut = turns.some(({ speaker, text }) => speaker === 'caller' && saysOut(text));
    this.#lines.recall({ lineId: line.id, isHeard, isOutAwaited: line.mustBeOut && !isOut });
  }

  callerStarted(): void {
    this.#refusals = 0;
  }

  /** `text`: all words of this utterance so far. */
  callerSaid(said: { utteranceId: string; text: string; isFinal: boolean }): void {
    this.#owe(this.#triage.heard(said));
    const isKnown = said.isFinal || this.#parts.engine.abilities.ownsTurns;
    if (!isKnown) return;
    if (!this.#lines.isOutAwaited || !this.#isOut(said.text)) return this.#repeatFor(said);
    this.#parts.journal.happened('caller-out');
    this.#lines.callerOut();
  }

  #owe(line: OwedLine | null): void {
    if (line) this.#lines.owe(line);
  }

  #repeatFor(said: { utteranceId: string; text: string }): void {
    const { lastHeard, purpose, isOutAwaited } = this.#lines;
    const line = this.#repetition.findLine({ ...said, lastHeard });
    const isOut = line?.mustBeOut === true && !isOutAwaited;
    if (line && purpose !== 'safety' && !isOut) this.#lines.owe(line);
  }

  #isOut(text: string): boolean {
    const agentSaid = this.#parts.conversation.turns.findLast(({ speaker }) => speaker === 'agent');
    return saysOut(text) || confirmsOut(text, agentSaid?.text ?? '');
  }

  agentSaid(said: { text: string; isFinal: boolean }): void {
    this.#triage.agentSaid(said);
  }

  get verdict(): TriageVerdict {
    return this.#triage.verdict;
  }

  /** What the model makes of it can only make it worse. */
  modelJudged(said: ModelVerdict): HeldTriage {
    this.#owe(this.#triage.modelJudged(said));
    return this.#triage.toHeld((lineId) => this.#lines.toLineState(lineId));
  }

  /** True when the keys tell of a danger: the line is the answer to them. */
  keyed(digits: string): boolean {
    const line = toKeypadLine(digits, this.#parts.language.current);
    if (line) this.#lines.owe(line);
    return line !== null;
  }
}
