import {
  type AnsweredCall,
  addCallerWords,
  createSpokenFactsLedger,
  type DomainContext,
  GUARD_LINES,
  type Judgement,
  type PublishedAgent,
  readPhoneDigits,
  type SpokenFactsLedger,
  type SpokenLanguage,
  toCorrection,
} from '@afterhourfix/domain';
import type { Clock, Logger } from '@afterhourfix/foundation';
import { AgentWords } from './agent-words.ts';
import type { CallJournal } from './call-journal.ts';
import type { CallLanguage } from './call-language.ts';
import type { ConversationLog } from './conversation-log.ts';
import { issueFacts, publish, type ToolResult } from './issued-facts.ts';
import type { LineDesk } from './line-desk.ts';
import type { OwedLine } from './owed-line.ts';
import { listPromises, toJournal } from './spoken-promises.ts';

/** What was true before this part of the call began, read once while the phone rings. */
export interface KnownBefore {
  technicianNames: readonly string[];
  toolResults: readonly ToolResult[];
}

export interface SpokenFactsParts {
  domain: DomainContext;
  call: Pick<AnsweredCall, 'from' | 'to'>;
  earlierTurns: readonly { speaker: 'caller' | 'agent'; text: string }[];
  /** The caller's, in which we speak. */
  language: CallLanguage;
  agent: PublishedAgent;
  conversation: ConversationLog;
  journal: CallJournal;
  lines: LineDesk;
  loadKnown(): Promise<KnownBefore>;
  /** The caller has heard to its last word by when somebody comes. */
  onArrivalHeard(toolCallId: string): void;
  clock: Clock;
  log: Logger;
}

/**
 * Only what a tool said in this call may be spoken as a fact. Every word of the agent's transcript is judged as it
 * comes, mostly before its sound is played: what is not backed is cut off and set right in the same breath. What is
 * backed and was heard is kept as a promise.
 */
export class SpokenFacts {
  readonly #parts: SpokenFactsParts;
  readonly #turns = new Map<string, AgentWords>();
  #ledger: SpokenFactsLedger;

  constructor(parts: SpokenFactsParts) {
    const { domain, agent, call, clock, earlierTurns } = parts;
    this.#parts = parts;
    const { timeZone, hours } = domain.business;
    const times = Object.values(hours).flatMap((day) => day ?? []);
    // A gas company's number that the owner wrote down is there to be told.
    const phoneNumbers = [call.to, call.from ?? '', ...readPhoneDigits(agent.instructions)];
    const ledger = createSpokenFactsLedger({ timeZone, now: clock.now(), phoneNumbers });
    // The owner's own words may tell when they open, never what a visit costs.
    const toldText = `${agent.instructions} ${times.join(' ')}`;
    const publications = publish(ledger, { toolCallId: 'instructions', text: toldText }).publications;
    this.#ledger = { ...ledger, publications: publications.map((one) => ({ ...one, amountsCents: [] })) };
    for (const { speaker, text } of earlierTurns)
      if (speaker === 'caller') this.callerSaid({ text, isFinal: true });
  }

  start(): void {
    const { loadKnown, log } = this.#parts;
    loadKnown().then(
      (known) => this.#know(known),
      (error: unknown) => log.warn({ err: error }, 'what was issued before is not known'),
    );
  }

  toolAnswered(answer: ToolResult): void {
    this.#ledger = issueFacts(this.#now(), answer);
  }

  callerSaid({ text, isFinal }: { text: string; isFinal: boolean }): void {
    if (!isFinal) return;
    this.#ledger = addCallerWords(this.#now(), { text, language: this.#language });
  }

  agentSaid(said: { utteranceId: string; text: string; isFinal: boolean }): void {
    const { conversation, lines } = this.#parts;
    // A safety line is compared word for word with what was approved.
    if (lines.saying === 'safety' || conversation.isInterrupted(said.utteranceId)) return;
    const words = this.#wordsOf(said.utteranceId);
    const judgements = words.said(said, this.#now());
    const wrong = judgements.filter(({ verdict }) => verdict !== 'backed');
    if (wrong.length === 0) return;
    this.#tell(words, wrong);
    if (lines.saying !== null) return lines.misspoken();
    const language = this.#language;
    const text = toCorrection(wrong, this.#ledger, language);
    if (text !== null) lines.owe(toLine({ text, language, wrong }));
    // Without any sound of it so far, nothing of it will be heard.
    if (conversation.heardOf(said.utteranceId)?.audioMs !== 0) return;
    conversation.interrupted([{ utteranceId: said.utteranceId, contentIndex: 0, heardMs: 0 }]);
  }

  agentTurnEnded(playback: { isHeardOut: boolean }): void {
    for (const words of this.#turns.values()) words.isOver = true;
    this.settle(playback);
  }

  /** How much was heard of what has been said is known now: promises that reached the caller are kept. */
  settle({ isHeardOut }: { isHeardOut: boolean }): void {
    const { conversation, journal, onArrivalHeard } = this.#parts;
    for (const words of this.#turns.values()) {
      const heard = conversation.heardOf(words.utteranceId);
      const isSettled = heard?.isInterrupted || (words.isOver && isHeardOut);
      if (!isSettled) continue;
      this.#turns.delete(words.utteranceId);
      for (const promise of heard ? listPromises(words, heard) : []) {
        journal.promise(promise);
        if (promise.promised === 'eta') onArrivalHeard(promise.engineCallId);
      }
    }
  }

  #know({ technicianNames, toolResults }: KnownBefore): void {
    this.#ledger = { ...this.#ledger, knownTechnicianNames: technicianNames };
    // What was answered meanwhile is later than what was answered before.
    const { quotes, windows, dispatches, messages, transfers, technicians, publications } = this.#ledger;
    const before = toolResults.reduce(issueFacts, {
      ...this.#ledger,
      quotes: [],
      windows: [],
      dispatches: [],
      messages: [],
      transfers: [],
      technicians: [],
    });
    this.#ledger = {
      ...before,
      quotes: [...before.quotes, ...quotes],
      windows: [...before.windows, ...windows],
      dispatches: [...before.dispatches.filter((one) => !isKnownNewer(one, dispatches)), ...dispatches],
      messages: [...before.messages, ...messages],
      transfers: [...before.transfers, ...transfers],
      technicians: [...before.technicians, ...technicians],
      publications: [...new Set([...before.publications, ...publications])],
    };
  }

  get #language(): SpokenLanguage {
    return this.#parts.language.current;
  }

  #now(): SpokenFactsLedger {
    const { clock, conversation } = this.#parts;
    this.#ledger = { ...this.#ledger, now: clock.now(), isRecordingRefused: conversation.isWithheld };
    return this.#ledger;
  }

  #wordsOf(utteranceId: string): AgentWords {
    const known = this.#turns.get(utteranceId);
    if (known) return known;
    const words = new AgentWords(utteranceId, this.#language);
    this.#turns.set(utteranceId, words);
    return words;
  }

  #tell(words: AgentWords, wrong: readonly Judgement[]): void {
    const { journal, log } = this.#parts;
    const facts = wrong.map(toJournal);
    journal.happened('spoken-fact-corrected', { utteranceId: words.utteranceId, facts });
    log.warn({ facts }, 'the agent said what no tool told');
  }
}

type Dispatches = SpokenFactsLedger['dispatches'];

const isKnownNewer = ({ dispatchId }: Dispatches[number], newer: Dispatches): boolean =>
  dispatchId !== undefined && newer.some((one) => one.dispatchId === dispatchId);

function toLine(said: { text: string; language: SpokenLanguage; wrong: readonly Judgement[] }): OwedLine {
  const { text, language, wrong } = said;
  return {
    id: 'CORRECTION',
    purpose: 'correction',
    language,
    text,
    recordedText: GUARD_LINES.CORRECTION[language],
    ruleIds: wrong.map(({ kind, verdict }) => `${kind}.${verdict}`),
    mustBeOut: false,
  };
}
