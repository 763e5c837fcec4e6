import {
  type DisclosureLanguage,
  type DomainContext,
  findMissingNotices,
  readRecordingAnswer,
  readRecordingPermission,
  readRecordingRefusal,
  recordingLawOf,
} from '@afterhourfix/domain';
import type { SpeechEngine } from '../speech-engine/speech-engine.ts';
import type { CallJournal } from './call-journal.ts';
import type { ConversationLog } from './conversation-log.ts';

export const RECORDING_OFF_LINES: Readonly<Record<DisclosureLanguage, string>> = {
  en: 'Okay, the recording is off. I can still help you.',
  es: 'De acuerdo, la grabación está apagada. Le puedo ayudar de todos modos.',
};

export const RECORDING_ON_LINES: Readonly<Record<DisclosureLanguage, string>> = {
  en: 'Thank you, the recording is on again.',
  es: 'Gracias, la grabación está encendida de nuevo.',
};

export interface RecordingConsentParts {
  domain: DomainContext;
  opening: { kind: 'greeting' | 'resumption' };
  engine: SpeechEngine;
  conversation: ConversationLog;
  journal: CallJournal;
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
    this.#tell(RECORDING_OFF_LINES[language], 'The caller refused to be recorded; the recording is off.');
  }

  #allowed(utteranceId: string, language: DisclosureLanguage): void {
    const { conversation, journal } = this.#parts;
    this.#answeredId = utteranceId;
    conversation.keep();
    journal.recordingWish({ isRefused: false });
    journal.happened('recording-allowed', { language });
    this.#tell(RECORDING_ON_LINES[language], 'The caller allowed the recording; it is on again.');
  }

  #tell(line: string, fact: string): void {
    const { engine } = this.#parts;
    engine.note(`${fact} They are told so, word for word: "${line}" Say nothing else about it, and go on.`);
    engine.sayExactly(line);
  }
}
