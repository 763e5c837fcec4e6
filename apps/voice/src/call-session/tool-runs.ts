import { runWriteOnce } from '@afterhourfix/domain';
import { type Clock, Conflict, type Logger } from '@afterhourfix/foundation';
import type { AgentTool, ToolAnswer, ToolContext, ToolEffect } from '../agent-tools/agent-tool.ts';
import { Settling } from './settling.ts';
import { isCertainlyUndone, readArguments, UNKNOWN_WRITE, UNREACHABLE } from './tool-faults.ts';

/** While a tool takes longer, the caller hears a short filler. */
export const FILLER_AFTER_MS = 1_200;
export const TOOL_LIMIT_MS = 8_000;
/** More at once is a flood, not a conversation. */
const MAX_RUNNING = 8;
const MAX_PER_CALL = 200;

export interface AskedTool {
  toolCallId: string;
  turnId: string;
  name: string;
  argumentsJson: string;
}

/** What a tool is answered instead of being run; `isSilent`: the engine need not speak of it. */
export interface ToolRefusal {
  result: Record<string, unknown>;
  isSilent: boolean;
}

export interface ToolRunRecord {
  asked: AskedTool;
  arguments: unknown;
  status: 'done' | 'failed' | 'timed-out';
  result: Record<string, unknown>;
  startedAt: Date;
  finishedAt: Date;
  isWrite: boolean;
}

export interface AnsweredTool {
  asked: AskedTool;
  result: Record<string, unknown>;
  effect: ToolEffect | null;
  /** The model was told before that there is no answer; what came of a write all the same must not be hidden. */
  isLate: boolean;
}

export interface ToolRunsListener {
  answered(answer: AnsweredTool): void;
  isSlow(asked: AskedTool): void;
  recorded(record: ToolRunRecord): void;
  /** The call is over and nobody is left to tell; what was done still counts. */
  doneAfterEnd(effect: ToolEffect): void;
}

interface ToolRun {
  tool: AgentTool;
  asked: AskedTool;
  input: unknown;
  startedAt: Date;
  /** The tool itself was started; before that nothing can have changed. */
  hasBegun: boolean;
  isAnswered: boolean;
}

/**
 * Tool calls in flight. Each is answered exactly once: with its result, with what is wrong about it, or with the
 * time limit. A late read is dropped; what came of a late write is told as late.
 */
export class ToolRuns implements Disposable {
  readonly #tools: ReadonlyMap<string, AgentTool>;
  readonly #context: ToolContext;
  readonly #listener: ToolRunsListener;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #seen = new Set<string>();
  readonly #writes = new Settling();
  /** Writes that may have happened or not, as the model was told; while there are any, nothing is sure. */
  readonly #unconfirmed = new Set<string>();
  #running = 0;
  #isClosed = false;

  constructor(parts: {
    tools: readonly AgentTool[];
    context: ToolContext;
    listener: ToolRunsListener;
    clock: Clock;
    log: Logger;
  }) {
    this.#tools = new Map(parts.tools.map((tool) => [tool.name, tool]));
    this.#context = parts.context;
    this.#listener = parts.listener;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  get isRunning(): boolean {
    return this.#running > 0;
  }

  /** Resolves when no write is running any more, at the latest at its time limit; null when none is. */
  untilWritten(): Promise<void> | null {
    return this.#writes.untilNone();
  }

  /** A repeated id is the engine's slip: the first answer stands. */
  ask(asked: AskedTool): void {
    if (this.#isClosed || this.#seen.has(asked.toolCallId)) return;
    if (this.#seen.size <= MAX_PER_CALL) this.#seen.add(asked.toolCallId);
    const input = readArguments(asked.argumentsJson);
    const tool = this.#tools.get(asked.name);
    const fault = this.#findFault({ asked, tool, input });
    if (!tool || fault !== null) this.#reject({ asked, input: input ?? null }, fault ?? 'unknown tool');
    else this.#start(toRun({ tool, asked, input, startedAt: this.#clock.now() }));
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
  }

  #findFault(call: { asked: AskedTool; tool: AgentTool | undefined; input: unknown }): string | null {
    if (!call.tool) return `There is no tool named ${call.asked.name.slice(0, 60)}.`;
    if (this.#running >= MAX_RUNNING || this.#seen.size > MAX_PER_CALL) return 'Too many tool calls.';
    return call.input === undefined ? 'The arguments are not JSON.' : call.tool.findFault(call.input);
  }

  #reject({ asked, input }: { asked: AskedTool; input: unknown }, fault: string): void {
    const now = this.#clock.now();
    const result = { error: 'invalid_request', detail: fault };
    const times = { startedAt: now, finishedAt: now };
    this.#listener.recorded({ asked, arguments: input, status: 'failed', result, ...times, isWrite: false });
    this.#listener.answered({ asked, result, effect: null, isLate: false });
  }

  #start(run: ToolRun): void {
    this.#running++;
    if (run.tool.isWrite) this.#writes.begun();
    this.#run(run).catch((error: unknown) => this.#log.error({ err: error }, 'tool answer failed'));
  }

  async #run(run: ToolRun): Promise<void> {
    const { tool, asked } = run;
    const filler = this.#clock.after(FILLER_AFTER_MS, () => {
      if (!this.#isClosed) this.#listener.isSlow(asked);
    });
    const noAnswer = tool.isWrite ? UNKNOWN_WRITE : UNREACHABLE;
    const limit = this.#clock.after(TOOL_LIMIT_MS, () => this.#answer(run, 'timed-out', noAnswer));
    const settled = await this.#runOnce(run).then(
      (answer) => ({ status: 'done' as const, answer }),
      (error: unknown) => {
        this.#log.warn({ err: error, tool: tool.name }, 'tool failed');
        const answer = this.#isUndone(run, error) ? UNREACHABLE : UNKNOWN_WRITE;
        return { status: 'failed' as const, answer };
      },
    );
    filler[Symbol.dispose]();
    limit[Symbol.dispose]();
    this.#answer(run, settled.status, settled.answer);
  }

  async #runOnce(run: ToolRun): Promise<ToolAnswer> {
    const { tool, asked, input } = run;
    if (!tool.isWrite) return tool.run(input, this.#context);
    const { callId, domain } = this.#context;
    const write = { callId, engineCallId: asked.toolCallId, name: tool.name, arguments: input, hasWritten };
    const { result } = await runWriteOnce(domain, write, () => {
      run.hasBegun = true;
      return tool.run(input, this.#context);
    });
    return result;
  }

  #isUndone({ tool, hasBegun }: ToolRun, error: unknown): boolean {
    if (!tool.isWrite) return true;
    if (hasBegun) return isCertainlyUndone(error);
    // A conflict: the same write is still running, begun by somebody else.
    return !(error instanceof Conflict) && this.#unconfirmed.size === 0;
  }

  #answer(run: ToolRun, status: ToolRunRecord['status'], { result, effect }: ToolAnswer): void {
    const { tool, asked, input, startedAt, isAnswered: isLate } = run;
    if (isLate && !tool.isWrite) return;
    run.isAnswered = true;
    const wish = `${tool.name} ${JSON.stringify(input)}`;
    if (result === UNKNOWN_WRITE.result) this.#unconfirmed.add(wish);
    else if (run.hasBegun) this.#unconfirmed.delete(wish);
    const finishedAt = this.#clock.now();
    const isWrite = tool.isWrite;
    this.#listener.recorded({ asked, arguments: input, status, result, startedAt, finishedAt, isWrite });
    if (!isLate) this.#running--;
    if (!this.#isClosed) this.#listener.answered({ asked, result, effect, isLate });
    else if (effect) this.#listener.doneAfterEnd(effect);
    if (!isLate && isWrite) this.#writes.ended();
  }
}

function toRun(run: Omit<ToolRun, 'hasBegun' | 'isAnswered'>): ToolRun {
  return { ...run, hasBegun: false, isAnswered: false };
}

/** A refusal is no write: what was refused may be free by now. */
function hasWritten({ result }: ToolAnswer): boolean {
  return !('refusal' in result);
}
