import { runWriteOnce } from '@afterhourfix/domain';
import type { Clock, Logger } from '@afterhourfix/foundation';
import type { AgentTool, ToolAnswer, ToolContext, ToolEffect } from '../agent-tools/agent-tool.ts';

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
  /** The model was told before that there is no answer; what was written all the same must not be hidden. */
  isLate: boolean;
}

export interface ToolRunsListener {
  answered(answer: AnsweredTool): void;
  isSlow(asked: AskedTool): void;
  recorded(record: ToolRunRecord): void;
}

/**
 * Tool calls in flight. Each is answered exactly once: with its result, with what is wrong about it, or with the
 * time limit. A late read is dropped; a late write happened, so it is told as late.
 */
export class ToolRuns implements Disposable {
  readonly #tools: ReadonlyMap<string, AgentTool>;
  readonly #context: ToolContext;
  readonly #listener: ToolRunsListener;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #seen = new Set<string>();
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

  /** A repeated id is the engine's slip: the first answer stands. */
  ask(asked: AskedTool): void {
    if (this.#isClosed || this.#seen.has(asked.toolCallId)) return;
    this.#seen.add(asked.toolCallId);
    const tool = this.#tools.get(asked.name);
    const fault = this.#findFault(asked, tool);
    if (!tool || fault !== null) {
      this.#reject(asked, fault ?? 'unknown tool');
      return;
    }
    this.#running++;
    void this.#run(tool, asked);
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
  }

  #findFault(asked: AskedTool, tool: AgentTool | undefined): string | null {
    if (!tool) return `There is no tool named ${asked.name.slice(0, 60)}.`;
    if (this.#running >= MAX_RUNNING || this.#seen.size > MAX_PER_CALL) return 'Too many tool calls.';
    const input = readArguments(asked.argumentsJson);
    return input === undefined ? 'The arguments are not JSON.' : tool.findFault(input);
  }

  #reject(asked: AskedTool, fault: string): void {
    const now = this.#clock.now();
    const result = { error: 'invalid_request', detail: fault };
    const input = readArguments(asked.argumentsJson) ?? null;
    const times = { startedAt: now, finishedAt: now };
    this.#finish(
      { asked, arguments: input, status: 'failed', result, ...times, isWrite: false },
      { asked, result, effect: null, isLate: false },
    );
  }

  async #run(tool: AgentTool, asked: AskedTool): Promise<void> {
    const startedAt = this.#clock.now();
    const input = readArguments(asked.argumentsJson);
    const filler = this.#clock.after(FILLER_AFTER_MS, () => this.#listener.isSlow(asked));
    let isAnswered = false;
    const answer = (status: ToolRunRecord['status'], { result, effect }: ToolAnswer) => {
      const isLate = isAnswered;
      if (isLate && !(tool.isWrite && status === 'done')) return;
      isAnswered = true;
      const finishedAt = this.#clock.now();
      const record = {
        asked,
        arguments: input,
        status,
        result,
        startedAt,
        finishedAt,
        isWrite: tool.isWrite,
      };
      this.#finish(record, { asked, result, effect, isLate });
    };
    const limit = this.#clock.after(TOOL_LIMIT_MS, () => {
      this.#running--;
      answer('timed-out', tool.isWrite ? UNKNOWN_WRITE : UNREACHABLE);
    });
    try {
      const done = await this.#runOnce(tool, asked, input);
      if (!isAnswered) this.#running--;
      answer('done', done);
    } catch (error) {
      this.#log.warn({ err: error, tool: tool.name }, 'tool failed');
      if (!isAnswered) this.#running--;
      answer('failed', UNREACHABLE);
    } finally {
      filler[Symbol.dispose]();
      limit[Symbol.dispose]();
    }
  }

  async #runOnce(tool: AgentTool, asked: AskedTool, input: unknown): Promise<ToolAnswer> {
    if (!tool.isWrite) return tool.run(input, this.#context);
    const { callId, domain } = this.#context;
    const write = { callId, engineCallId: asked.toolCallId, name: tool.name, arguments: input };
    const { result } = await runWriteOnce(domain, write, () => tool.run(input, this.#context));
    return result;
  }

  #finish(record: ToolRunRecord, answer: AnsweredTool): void {
    if (this.#isClosed) return;
    this.#listener.recorded(record);
    this.#listener.answered(answer);
  }
}

const UNREACHABLE: ToolAnswer = {
  result: {
    error: 'unavailable',
    detail:
      'The office system did not answer; nothing was changed. Say so honestly and offer to connect a person.',
  },
  effect: null,
};

const UNKNOWN_WRITE: ToolAnswer = {
  result: {
    error: 'unknown',
    detail:
      'The office system has not confirmed this yet. Do not say that it was done, nor that it failed: say that you are waiting for the confirmation.',
  },
  effect: null,
};

function readArguments(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    return undefined;
  }
}
