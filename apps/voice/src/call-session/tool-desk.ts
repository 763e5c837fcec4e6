import { maskCardNumbers } from '@afterhourfix/domain';
import type { Clock, Logger } from '@afterhourfix/foundation';
import type { AgentTool, ToolContext, ToolEffect } from '../agent-tools/agent-tool.ts';
import { SPOKEN_LINES, type SpokenLines } from '../instructions/spoken-lines.ts';
import type { SpeechEngine } from '../speech-engine/speech-engine.ts';
import type { AgentTurn } from './agent-turn.ts';
import type { CallJournal } from './call-journal.ts';
import type { CallLanguage } from './call-language.ts';
import type { CallLife } from './call-life.ts';
import type { ConversationLog } from './conversation-log.ts';
import { DispatchDesk, type NewsLines } from './dispatch-desk.ts';
import type { Floor } from './floor.ts';
import type { ToolResult } from './issued-facts.ts';
import {
  type AnsweredTool,
  type AskedTool,
  type ToolRefusal,
  type ToolRunRecord,
  ToolRuns,
} from './tool-runs.ts';

/** What stands around the tools. */
interface ToolGuards extends NewsLines {
  /** What a tool says may be spoken from now on. */
  toolAnswered(answer: ToolResult): void;
  /** Null when the tool may run. */
  refuse(asked: AskedTool): ToolRefusal | null;
}

export interface ToolDeskParts {
  tools: readonly AgentTool[];
  context: ToolContext;
  engine: SpeechEngine;
  floor: Floor;
  life: CallLife;
  agentTurn: AgentTurn;
  language: CallLanguage;
  conversation: ConversationLog;
  journal: CallJournal;
  clock: Clock;
  log: Logger;
  onIdle(): void;
  guards(): ToolGuards;
}

/** Whose answers name dispatches. */
const DISPATCH_TOOLS: ReadonlySet<string> = new Set(['dispatch_technician', 'get_dispatch_status']);

/** Between the engine that asks for tools and the call that their effects change. */
export class ToolDesk implements Disposable {
  readonly #parts: ToolDeskParts;
  readonly #runs: ToolRuns;
  readonly #dispatch: DispatchDesk;
  /** Ids of the calls that take long and are not answered yet. */
  readonly #slow = new Set<string>();
  /** One filler while tools run, however many are slow. */
  #hasFilled = false;

  constructor(parts: ToolDeskParts) {
    this.#parts = parts;
    this.#runs = new ToolRuns({
      ...parts,
      listener: {
        answered: (answer) => this.#answered(answer),
        isSlow: (asked) => this.#isSlow(asked),
        recorded: (record) => this.#recorded(record),
        doneAfterEnd: (effect) => parts.life.learn(effect),
      },
    });
    this.#dispatch = new DispatchDesk({
      ...parts,
      ...parts.context,
      isToolRunning: () => this.#runs.isRunning,
      lines: () => parts.guards(),
      onKnown: (answer) => parts.guards().toolAnswered(answer),
    });
  }

  /** A tool runs, or somebody waits with us for a technician's yes. */
  get isBusy(): boolean {
    return this.#runs.isRunning || this.#dispatch.keepsCompany;
  }

  /** Of a call that goes on: in an earlier part somebody may have been asked to come. */
  resume(): void {
    this.#parts.engine.respond();
    this.#dispatch.follow();
  }

  /** The caller has heard by when somebody comes. */
  arrivalHeard(toolCallId: string): void {
    this.#dispatch.arrivalHeard(toolCallId);
  }

  /** Resolves when no tool writes any more; null when none does. */
  untilWritten(): Promise<void> | null {
    return this.#runs.untilWritten();
  }

  /** A yes of this very moment is told before the call ends. */
  ask(asked: AskedTool): void {
    const known = asked.name === 'end_call' ? this.#dispatch.untilKnown() : null;
    if (known) void known.then(() => this.#ask(asked));
    else this.#ask(asked);
  }

  #ask(asked: AskedTool): void {
    if (this.#parts.life.phase === 'ended') return;
    const refusal = this.#parts.guards().refuse(asked) ?? this.#dispatch.refuse(asked);
    if (refusal) return this.#refuse(asked, refusal);
    if (!this.#runs.isRunning) this.#hasFilled = false;
    this.#parts.journal.happened('tool-asked', { name: asked.name, toolCallId: asked.toolCallId });
    this.#runs.ask(asked);
  }

  /** Nobody speaks: whoever waits for a slow tool is told so now, when it could not be said before. */
  floorQuiet(): void {
    if (this.#hasFilled || this.#slow.size === 0) return;
    this.#hasFilled = true;
    this.#parts.engine.sayExactly(this.#lines.stillLooking);
  }

  [Symbol.dispose](): void {
    this.#dispatch[Symbol.dispose]();
    this.#runs[Symbol.dispose]();
  }

  get #lines(): SpokenLines {
    return SPOKEN_LINES[this.#parts.language.current];
  }

  #refuse({ toolCallId, name }: AskedTool, { result, isSilent }: ToolRefusal): void {
    // The model makes names up, of what it has heard too.
    const kept = maskCardNumbers(name);
    this.#parts.journal.happened('tool-refused', { name: kept, toolCallId, refusal: result.refusal });
    this.#parts.engine.giveToolResult({ toolCallId, result: JSON.stringify(result), isSilent });
    this.#parts.onIdle();
  }

  #isSlow(asked: AskedTool): void {
    this.#slow.add(asked.toolCallId);
    this.#parts.journal.happened('tool-slow', { name: asked.name });
    if (this.#parts.floor.isQuiet) this.floorQuiet();
  }

  #recorded(record: ToolRunRecord): void {
    const lengthMs = record.finishedAt.getTime() - record.startedAt.getTime();
    this.#parts.journal.happened('tool-answered', {
      name: record.asked.name,
      status: record.status,
      lengthMs,
    });
    this.#parts.journal.toolRun(record);
  }

  #answered({ asked, result, effect, isLate }: AnsweredTool): void {
    const { engine, life, floor, agentTurn, onIdle, guards } = this.#parts;
    this.#slow.delete(asked.toolCallId);
    const json = JSON.stringify(result);
    const told = { toolCallId: asked.toolCallId, name: asked.name, result };
    guards().toolAnswered(told);
    if (DISPATCH_TOOLS.has(asked.name)) this.#dispatch.toolAnswered(told);
    const isSilent = effect !== null && leavesFloor(effect);
    if (isLate) this.#tellLate(asked.name, json);
    else engine.giveToolResult({ toolCallId: asked.toolCallId, result: json, isSilent });
    if (effect) life.learn(effect);
    if (effect?.kind === 'transfer-asked') {
      const { to, name } = effect;
      life.leave({ kind: 'transfer', to, name }, { progress: 'unsaid', text: this.#lines.transferring });
    } else if (effect?.kind === 'end-asked') {
      const said = { turnId: asked.turnId, isHeardOut: floor.isHeardOut, text: this.#lines.goodbye };
      life.leave({ kind: 'hang-up', cause: 'agent' }, agentTurn.toFarewell(said));
    }
    onIdle();
  }

  /** The caller was told to wait for this, so the agent speaks up with it. */
  #tellLate(name: string, json: string): void {
    this.#parts.engine.note(`${name}, which had not answered in time, has now answered: ${json}`);
    this.#parts.engine.respond();
  }
}

/** The agent is not to speak up with what the tool answered: somebody else speaks now. */
function leavesFloor(effect: ToolEffect): boolean {
  if (effect.kind === 'triaged') return effect.isLineDue;
  return effect.kind === 'transfer-asked' || effect.kind === 'end-asked';
}
