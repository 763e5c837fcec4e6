import { randomBytes } from 'node:crypto';
import {
  type AnsweredCall,
  type Business,
  type CompiledRules,
  type ConversationTurn,
  type DangerBefore,
  type DomainContext,
  getCallCalendar,
  type PublishedAgent,
  readBusinessRules,
  readIssuedBefore,
  setHandover,
  type WeatherReport,
  type WeatherSource,
} from '@afterhourfix/domain';
import { type Clock, type Logger, withTimeLimit } from '@afterhourfix/foundation';
import type { ExternalCalendars } from '@afterhourfix/integrations/external-calendars';
import type { AgentTool } from './agent-tools/agent-tool.ts';
import { AGENT_TOOLS, ENGINE_TOOLS } from './agent-tools/index.ts';
import type { JournalWriter } from './call-journal/journal-writer.ts';
import { CallJournal } from './call-session/call-journal.ts';
import { CallSession } from './call-session/call-session.ts';
import type { Departure } from './call-session/call-state.ts';
import { type CallFacts, NO_FACTS } from './call-session/conclusion.ts';
import { ConversationLog } from './call-session/conversation-log.ts';
import { createSafetyJudge } from './call-session/safety-judge.ts';
import type { VoiceConfig } from './config.ts';
import type { DeferredVerbs } from './deferred-verbs.ts';
import { buildInstructions } from './instructions/build-instructions.ts';
import type { LiveCalls } from './live-calls.ts';
import { createPaymentLinks } from './payment-links.ts';
import { loadSafetyRecordings } from './safety-recordings/safety-recordings.ts';
import { ROLLOVER_AFTER_MS } from './speech-engine/realtime/connection-keeper.ts';
import { RealtimeEngine } from './speech-engine/realtime/realtime-engine.ts';
import type { SpeechEngine, SpeechEngineBrief } from './speech-engine/speech-engine.ts';

const findRecording = loadSafetyRecordings();

const NO_DANGER: DangerBefore = { verdict: null, steps: [], areWordsWithheld: false };

/** A caller must not wait for a database that does not answer. */
const WORD_LIMIT_MS = 1_000;

const WEATHER_LIMIT_MS = 2_000;

/** What a call needs to get an engine; tests pass scripted engines instead. */
export type CreateEngine = (engine: {
  agent: PublishedAgent;
  brief: SpeechEngineBrief;
  isHeld: boolean;
}) => SpeechEngine;

export type ToolOverride = (tool: AgentTool) => AgentTool;

export interface SessionOpening {
  domain: DomainContext;
  call: AnsweredCall;
  business: Business;
  agent: PublishedAgent;
  opening: { kind: 'greeting' | 'resumption'; text: string };
  conversation: readonly ConversationTurn[];
  knownFacts: readonly string[];
  facts?: Partial<CallFacts>;
  /** In an earlier part of the call. */
  isRecordingRefused?: boolean;
  danger?: DangerBefore;
}

export interface SessionParts {
  config: VoiceConfig;
  calendars: ExternalCalendars;
  createEngine: CreateEngine;
  overrideTool: ToolOverride;
  weather: WeatherSource;
  writer: JournalWriter;
  deferred: DeferredVerbs;
  liveCalls: LiveCalls;
  clock: Clock;
  log: Logger;
}

export function createRealtimeEngine(parts: { config: VoiceConfig; clock: Clock }): CreateEngine {
  const { url, model, keyHeader, apiKey } = parts.config.engine;
  return ({ agent, brief, isHeld }) =>
    new RealtimeEngine({
      endpoint: { url, keyHeader, apiKey: apiKey.reveal(), model: agent.engine.model ?? model },
      engine: agent.engine,
      brief,
      isHeld,
      clock: parts.clock,
      rolloverAfterMs: ROLLOVER_AFTER_MS,
    });
}

/** Opens a session for an answered call and starts its engine, so that it is warm when the media comes. */
export function openSession(parts: SessionParts, opening: SessionOpening): CallSession {
  const { config, writer, liveCalls, clock } = parts;
  const { domain, call, agent, business } = opening;
  const log = parts.log.child({ callId: call.id, businessId: business.id });
  const part = randomBytes(4).toString('hex');
  const journal = new CallJournal({ writer, ctx: domain, callId: call.id, clock, part });
  const conversation = new ConversationLog({
    callId: call.id,
    clock,
    write: (entry) => journal.write(entry),
    ...(opening.isRecordingRefused && { isWithheld: true }),
  });
  const session: CallSession = new CallSession({
    domain,
    call,
    agent,
    engine: parts.createEngine({
      agent,
      isHeld: opening.opening.kind === 'greeting',
      brief: toBrief(opening, conversation),
    }),
    tools: AGENT_TOOLS.map((tool) => withPorts(parts.overrideTool(tool), { parts, opening })),
    earlierTurns: opening.conversation,
    dangerBefore: opening.danger ?? NO_DANGER,
    safetyJudge: createSafetyJudge({ rules: toRules(business, log) }),
    findRecording,
    loadWeather: () => findWeather(parts, business),
    loadKnown: () => readIssuedBefore(domain, { callId: call.id }),
    journal,
    conversation,
    opening: opening.opening,
    facts: { ...NO_FACTS, ...opening.facts },
    maxLeadMs: config.limits.playbackLeadMs,
    firstAudioLimitMs: config.limits.firstAudioLimitMs,
    clock,
    log,
    onDeparture: (departure) => leaveWord({ parts, opening, departure }),
    onReleased: () => liveCalls.remove(call.callSid, session),
  });
  liveCalls.add(call.callSid, { session, businessId: business.id });
  session.start();
  return session;
}

/** Where the caller is nobody knows yet. */
function findWeather({ weather }: SessionParts, { id }: Business): Promise<WeatherReport | null> {
  const found = weather.findWeather({ businessId: id, zip: null });
  return withTimeLimit(found, WEATHER_LIMIT_MS, 'the weather is slow');
}

/** Asked for with each use: a calendar may be set while the agent talks. */
function withPorts(
  tool: AgentTool,
  { parts, opening: { domain, call } }: { parts: SessionParts; opening: SessionOpening },
): AgentTool {
  const findCalendar = async () => parts.calendars.find(await getCallCalendar(domain, { callId: call.id }));
  const paymentLinks = createPaymentLinks(parts.config.paymentLinkUrl);
  return { ...tool, run: (input, context) => tool.run(input, { ...context, findCalendar, paymentLinks }) };
}

/** A rule that can't be read must be seen by somebody, and must not cost a caller the others. */
function toRules(business: Business, log: Logger): CompiledRules {
  const { rules, faults } = readBusinessRules(business.triageRules);
  if (faults.length > 0) log.warn({ faults }, 'rules of the business were left out');
  return rules;
}

function toBrief(opening: SessionOpening, conversation: ConversationLog): SpeechEngineBrief {
  const { business, agent, call } = opening;
  return {
    instructions: buildInstructions({ business, agent, callerNumber: call.from, startedAt: call.startedAt }),
    tools: ENGINE_TOOLS,
    recall: () => ({ turns: [...opening.conversation, ...conversation.turns], facts: opening.knownFacts }),
  };
}

interface Leaving {
  parts: SessionParts;
  opening: SessionOpening;
  departure: Departure | null;
}

/**
 * In memory first: it must hold while PostgreSQL is away. In the database, the transcript's end with it, before the
 * carrier is let go: any node may be asked what comes next. A hang-up is the call's end, which waits in the journal.
 */
async function leaveWord(leaving: Leaving): Promise<void> {
  const { parts, opening, departure } = leaving;
  if (departure) parts.liveCalls.departed(opening.call.callSid, departure);
  const stored = Promise.all([parts.writer.flush(), storeTransfer(leaving)]);
  await withTimeLimit(stored, WORD_LIMIT_MS, 'PostgreSQL is slow');
}

async function storeTransfer({ parts, opening, departure }: Leaving): Promise<void> {
  if (departure?.kind !== 'transfer') return;
  const { to, name } = departure;
  const handover = { kind: 'transfer', to, technicianName: name, isAccepted: false } as const;
  const word = { callId: opening.call.id, handover, leftAt: parts.clock.now() };
  await parts.deferred.run('calls.set-handover', () => setHandover(opening.domain, word));
}
