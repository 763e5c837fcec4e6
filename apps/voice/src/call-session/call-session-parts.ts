import type {
  AnsweredCall,
  DangerBefore,
  DomainContext,
  PublishedAgent,
  WeatherReport,
} from '@afterhourfix/domain';
import type { Clock, Logger } from '@afterhourfix/foundation';
import type { AgentTool } from '../agent-tools/agent-tool.ts';
import type { FindRecording } from '../safety-recordings/safety-recordings.ts';
import type { SpeechEngine } from '../speech-engine/speech-engine.ts';
import type { CallJournal } from './call-journal.ts';
import type { Departure } from './call-state.ts';
import type { CallFacts } from './conclusion.ts';
import type { ConversationLog } from './conversation-log.ts';
import type { SafetyJudge } from './safety-judge.ts';
import type { KnownBefore } from './spoken-facts.ts';

/** What one call is made of. */
export interface CallSessionParts {
  domain: DomainContext;
  call: AnsweredCall;
  agent: PublishedAgent;
  engine: SpeechEngine;
  tools: readonly AgentTool[];
  /** What was said in earlier parts of the same call. */
  earlierTurns: readonly { speaker: 'caller' | 'agent'; text: string }[];
  /** What they knew of a danger. */
  dangerBefore: DangerBefore;
  safetyJudge: SafetyJudge;
  /** Read once, while the phone rings. */
  loadKnown(): Promise<KnownBefore>;
  /** How it is outdoors; null when nobody knows. */
  loadWeather(): Promise<WeatherReport | null>;
  findRecording: FindRecording;
  journal: CallJournal;
  conversation: ConversationLog;
  /** What the agent says first; a call that was cut off then goes on where it was. */
  opening: { kind: 'greeting' | 'resumption'; text: string };
  /** Facts carried over from an earlier part of the same call. */
  facts: CallFacts;
  maxLeadMs: number;
  firstAudioLimitMs: number;
  clock: Clock;
  log: Logger;
  /**
   * The call leaves this session: what the carrier is to be told when it asks; null when the caller shall come
   * back. Resolves when that and all that was said is stored, as far as it can be in a moment.
   */
  onDeparture(departure: Departure | null): Promise<void>;
  onReleased(): void;
}
