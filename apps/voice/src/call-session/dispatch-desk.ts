import {
  type DispatchStatus,
  type DomainContext,
  getDispatchStatus,
  getProgressSeconds,
} from '@afterhourfix/domain';
import { assertNever, type Clock, type Logger, withTimeLimit } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import type { LineState } from '../agent-tools/agent-tool.ts';
import { toDispatchView, toStatusEffect } from '../agent-tools/get-dispatch-status.ts';
import { type SpokenNews, toNewsLine, toProgressLine } from '../instructions/dispatch-lines.ts';
import type { SpeechEngine } from '../speech-engine/speech-engine.ts';
import type { CallJournal } from './call-journal.ts';
import type { CallLanguage } from './call-language.ts';
import type { CallLife } from './call-life.ts';
import type { ConversationLog } from './conversation-log.ts';
import {
  createDispatchNews,
  type DispatchNewsCommand,
  type DispatchNewsEvent,
  hasUntoldNews,
  isOver,
  keepsCompany,
  stepDispatchNews,
} from './dispatch-news.ts';
import type { Floor } from './floor.ts';
import type { ToolResult } from './issued-facts.ts';
import type { OwedLine } from './owed-line.ts';
import type { AskedTool, ToolRefusal } from './tool-runs.ts';

/** How lines are said that the caller must hear. */
export interface NewsLines {
  owe(line: OwedLine): void;
  toLineState(lineId: string): LineState;
  /** The caller must leave where they are, and is not kept on the telephone. */
  readonly isOutAwaited: boolean;
}

export interface DispatchDeskParts {
  domain: DomainContext;
  callId: CallId;
  engine: SpeechEngine;
  floor: Floor;
  life: CallLife;
  language: CallLanguage;
  conversation: ConversationLog;
  journal: CallJournal;
  lines(): NewsLines;
  clock: Clock;
  log: Logger;
  isToolRunning(): boolean;
  /** How it stands may be spoken from now on. */
  onKnown(answer: ToolResult): void;
  /** Silence is silence again. */
  onIdle(): void;
}

const TICK_MS = 250;
/** Whoever says yes does so in another process. */
const LOOK_EVERY_MS = 1_000;
/** An agent who wants to hang up waits so long for what may be news. */
const KNOWN_LIMIT_MS = 1_500;
const DEFAULT_PROGRESS_MS = 20_000;

const OfDispatch = z.object({
  dispatchId: z.string(),
  others: z.array(z.object({ dispatchId: z.string() })).default([]),
});
const NEWS_FIRST = {
  refusal: 'news-first',
  detail: 'There is news of the technician, and the caller is being told it now. End the call after it.',
};

/**
 * Follows the dispatches of a call while the caller is on the line: tells who comes and by when, or that nobody does,
 * in words of ours and without being asked, and keeps whoever waits company.
 */
export class DispatchDesk implements Disposable {
  readonly #parts: DispatchDeskParts;
  #state = createDispatchNews(DEFAULT_PROGRESS_MS);
  #ticking: Disposable | null = null;
  #lastLookMs = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | null = null;
  /** Of the answer that named each dispatch first: what is said of it goes back to that. */
  readonly #issuedBy = new Map<string, string>();
  readonly #knownViews = new Map<string, string>();
  #hasLooked = false;
  #isWarned = false;
  #lineId: string | null = null;
  #lineCount = 0;
  #refusedFor: string | null = null;
  #wasCompany = false;
  #isDisposed = false;

  constructor(parts: DispatchDeskParts) {
    this.#parts = parts;
  }

  /** Somebody waits with us for a yes. */
  get keepsCompany(): boolean {
    if (!this.#ticking) return false;
    return this.#hasLooked ? keepsCompany(this.#state) && !this.#parts.lines().isOutAwaited : true;
  }

  /** From now on, perhaps for nothing: in an earlier part of the call somebody may have been asked. */
  follow(): void {
    if (this.#ticking || this.#isDisposed) return;
    this.#ticking = this.#parts.clock.every(TICK_MS, () => this.#tick());
    this.#wasCompany = true;
    void this.#look();
  }

  toolAnswered({ toolCallId, result }: ToolResult): void {
    const named = OfDispatch.safeParse(result);
    if (!named.success) return;
    const dispatchIds = [named.data, ...named.data.others].map(({ dispatchId }) => dispatchId);
    for (const id of dispatchIds) if (!this.#issuedBy.has(id)) this.#issuedBy.set(id, toolCallId);
    const told = { type: 'model-told', atMs: this.#parts.clock.monotonicMs(), dispatchIds } as const;
    this.#step(told);
    this.follow();
    void this.#look().then(() => this.#step(told));
  }

  /** The caller has heard a time that the answer to this tool call gave. */
  arrivalHeard(toolCallId: string): void {
    if ([...this.#issuedBy.values()].includes(toolCallId)) this.#step({ type: 'arrival-heard' });
  }

  /** Resolves when it is known how things stand now, a moment at most; null when nobody was asked to come. */
  untilKnown(): Promise<void> | null {
    if (!this.#ticking) return null;
    const { log } = this.#parts;
    return withTimeLimit(this.#look(), KNOWN_LIMIT_MS, 'PostgreSQL is slow').catch((error: unknown) =>
      log.warn({ err: error }, 'how the dispatches stand is not known in time'),
    );
  }

  /** Nobody is let go who would have heard in a moment who comes. Null when the tool may run. */
  refuse({ name }: AskedTool): ToolRefusal | null {
    if (name !== 'end_call' || !hasUntoldNews(this.#state) || this.#isBeingSaid) return null;
    const news = JSON.stringify(this.#state.followed.map(({ status }) => status.standing));
    if (news === this.#refusedFor) return null;
    this.#refusedFor = news;
    return { result: NEWS_FIRST, isSilent: true };
  }

  /** An agent may say who comes and goodbye in one breath. */
  get #isBeingSaid(): boolean {
    const words = this.#parts.conversation.agentWords;
    const names = this.#state.followed.flatMap(({ status }) => status.arrival?.technicianName ?? []);
    return names.length > 0 && names.every((name) => words.includes(name));
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#stop();
  }

  #stop(): void {
    this.#ticking?.[Symbol.dispose]();
    this.#ticking = null;
  }

  #tick(): void {
    const { clock, floor, life, isToolRunning } = this.#parts;
    const lines = this.#parts.lines();
    const atMs = clock.monotonicMs();
    if (atMs - this.#lastLookMs >= LOOK_EVERY_MS) void this.#look();
    if (!this.#hasLooked) return;
    if (this.#lineId !== null) this.#followLine(lines.toLineState(this.#lineId));
    const isQuiet = floor.isQuiet && life.phase === 'talking' && !isToolRunning();
    this.#step({ type: 'tick', atMs, isQuiet, mayWait: !lines.isOutAwaited });
  }

  #followLine(state: LineState): void {
    if (state === 'due') return;
    this.#lineId = null;
    this.#step({ type: 'line-over', isHeard: state === 'spoken' });
  }

  #look(): Promise<void> {
    this.#lastLookMs = this.#parts.clock.monotonicMs();
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** A database that is away is asked again with the next tick. */
  async #lookOnce(): Promise<void> {
    const { domain, callId, log } = this.#parts;
    try {
      if (!this.#hasLooked) await this.#readInterval();
      const statuses = await getDispatchStatus(domain, { callId });
      if (!this.#isDisposed) this.#looked(statuses);
    } catch (error) {
      if (!this.#isWarned) log.warn({ err: error }, 'how the dispatches stand is not known');
      this.#isWarned = true;
    }
  }

  async #readInterval(): Promise<void> {
    const progressEveryMs = (await getProgressSeconds(this.#parts.domain)) * 1_000;
    this.#state = { ...this.#state, progressEveryMs };
  }

  #looked(statuses: readonly DispatchStatus[]): void {
    this.#hasLooked = true;
    this.#step({ type: 'looked', statuses });
    for (const status of statuses) this.#know(status);
    if (isOver(this.#state)) this.#stop();
    this.#tellIdle();
  }

  /** What may be spoken of it, what the agent knows, and what the call came to, all in the same breath. */
  #know(status: DispatchStatus): void {
    const { engine, life, onKnown } = this.#parts;
    const { dispatchId, standing } = status;
    const view = toDispatchView(status);
    const json = JSON.stringify(standing.kind === 'asking' ? { status: view.status } : view);
    const before = this.#knownViews.get(dispatchId);
    if (json === before) return;
    this.#knownViews.set(dispatchId, json);
    const toolCallId = this.#issuedBy.get(dispatchId) ?? `dispatch-${dispatchId}`;
    this.#issuedBy.set(dispatchId, toolCallId);
    onKnown({ toolCallId, name: 'get_dispatch_status', result: view });
    life.learn(toStatusEffect(this.#state.followed.map((one) => one.status)));
    if (before !== undefined)
      engine.note(`News of the dispatch, of which the caller is told: ${JSON.stringify(view)}`);
  }

  #step(event: DispatchNewsEvent): void {
    if (this.#isDisposed) return;
    const step = stepDispatchNews(this.#state, event);
    this.#state = step.state;
    for (const command of step.commands) this.#run(command);
    this.#tellIdle();
  }

  /** The caller's silence counts from here on, when they wait no more. */
  #tellIdle(): void {
    const wasCompany = this.#wasCompany;
    this.#wasCompany = this.keepsCompany;
    if (wasCompany && !this.#wasCompany) this.#parts.onIdle();
  }

  #run(command: DispatchNewsCommand): void {
    switch (command.do) {
      case 'owe-news':
        return this.#oweNews(command);
      case 'say-progress':
        return this.#sayProgress(command);
      default:
        assertNever(command);
    }
  }

  #oweNews({ status, news, isOneOfSeveral }: Extract<DispatchNewsCommand, { do: 'owe-news' }>): void {
    const { arrival, trade } = status;
    const language = this.#parts.language.current;
    const spoken: SpokenNews = {
      news,
      arrival: arrival && { technicianName: arrival.technicianName, time: arrival.speakableTime },
      trade: isOneOfSeveral ? trade : null,
    };
    const lineId = `DISPATCH.${++this.#lineCount}`;
    this.#lineId = lineId;
    const text = toNewsLine(spoken, language);
    const ruleIds = [`dispatch.${news}`];
    this.#parts.lines().owe({ id: lineId, purpose: 'news', language, text, ruleIds, mustBeOut: false });
  }

  #sayProgress({ kind }: Extract<DispatchNewsCommand, { do: 'say-progress' }>): void {
    const { engine, journal, language } = this.#parts;
    journal.happened('dispatch-progress-said', { kind });
    engine.sayExactly(toProgressLine(kind, language.current));
  }
}
