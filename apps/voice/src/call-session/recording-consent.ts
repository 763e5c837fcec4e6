import {
  type DisclosureLanguage,
  type DomainContext,
  findMissingNotices,
  GUARD_LINES,
  readRecordingAnswer,
  readRecordingPermission,
  readRecordingRefusal,
  recordingLawOf,
} from '@afterhourfix/domain';
import type { SpeechEngine } from '../speech-engine/speech-engine.ts';
import type { CallJournal } from './call-journal.ts';
import type { ConversationLog } from './conversation-log.ts';
import type { Guards } from './guards.ts';

export interface RecordingConsentParts {
  domain: DomainContext;
  opening: { kind: 'greeting' | 'resumption' };
  engine: SpeechEngine;
  conversation: ConversationLog;
  journal: CallJournal;
  guards: Pick<Guards, 'owe'>;
}

/** What the caller wishes about being recorded, done at once. No model is asked. */
export class RecordingConsent {
  readonly #parts: RecordingConsentParts;
  #isAnswerDue: boolean;
  /** One that comes in several pieces is answered once. */
  #answeredId: string | null = null;

  constructor(parts: RecordingConsentParts) {
    this.#parts = parts;
    const { domain, opening } = parts;
    this.#isAnswerDue = opening.kind === 'greeting' && domain.business.recordingConsent === 'ask';
  }

  /** `text`: all words of this utterance so far. */
  callerSaid({ utteranceId, text, isFinal }: { utteranceId: string; text: string; isFinal: boolean }): void {
    const isKnown = isFinal || this.#parts.engine.abilities.ownsTurns;
    if (!isKnown || text.trim() === '' || utteranceId === this.#answeredId) return;
    const refusal = this.#isAnswerDue ? readRecordingAnswer(text) : this.#readRefusal(text);
    if (isFinal) this.#isAnswerDue = false;
    if (refusal) return this.#refused(utteranceId, refusal);
    const permission = this.#parts.conversation.isWithheld ? readRecordingPermission(text) : null;
    if (permission) this.#allowed(utteranceId, permission);
  }

  #readRefusal(text: string): DisclosureLanguage | null {
    const agentSaid = this.#parts.conversation.turns.findLast(({ speaker }) => speaker === 'agent');
    const isNoticeFresh =
      agentSaid !== undefined && !findMissingNotices(agentSaid.text).includes('recording');
    return readRecordingRefusal(text, { isNoticeFresh });
  }

  /** Said to whoever refuses twice, too: they ask because they doubt it. */
  #refused(utteranceId: string, language: DisclosureLanguage): void {
    const { conversation, journal, domain } = this.#parts;
    this.#answeredId = utteranceId;
    if (!conversation.isWithheld) {
      conversation.withhold();
      const { parties, source } = recordingLawOf(domain.business.state);
      journal.recordingWish({ isRefused: true });
      journal.happened('recording-refused', { language, parties, source });
    }
    this.#tell('RECORDING_OFF', language);
  }

  #allowed(utteranceId: string, language: DisclosureLanguage): void {
    const { conversation, journal } = this.#parts;
    this.#answeredId = utteranceId;
    conversation.keep();
    journal.recordingWish({ isRefused: false });
    journal.happened('recording-allowed', { language });
    this.#tell('RECORDING_ON', language);
  }

  /** Owed as a line: a correction of the same moment must not push it out. */
  #tell(id: 'RECORDING_OFF' | 'RECORDING_ON', language: DisclosureLanguage): void {
    const text = GUARD_LINES[id][language];
    this.#parts.guards.owe({ id, purpose: 'consent', language, text, ruleIds: [], mustBeOut: false });
  }
}
