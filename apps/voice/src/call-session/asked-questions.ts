import { QUESTIONS, type QuestionId } from '@afterhourfix/domain';

/** A model words a question in its own way; with so many of its words it is the same one. */
const SAME_SHARE = 0.7;
const MOST_ASKED = 10;

export interface AskedQuestion {
  questionId: QuestionId;
  /** Place of the caller's utterance that answers. */
  utteranceIndex: number;
}

/** Which of triage's questions the agent has asked: a bare "yes" is an answer to one of them. */
export class AskedQuestions {
  readonly #asked: AskedQuestion[] = [];
  #open: QuestionId | null = null;

  get all(): readonly AskedQuestion[] {
    return this.#asked;
  }

  agentSaid(text: string): void {
    this.#open = findQuestion(text) ?? this.#open;
  }

  /** An utterance of the caller begins behind the question. */
  answered(utteranceIndex: number): void {
    if (this.#open !== null && this.#asked.length < MOST_ASKED)
      this.#asked.push({ questionId: this.#open, utteranceIndex });
    this.#open = null;
  }
}

function findQuestion(text: string): QuestionId | null {
  const said = new Set(toWords(text));
  for (const [id, { text: texts }] of Object.entries(QUESTIONS))
    for (const wording of Object.values(texts)) {
      const words = toWords(wording);
      if (words.filter((word) => said.has(word)).length >= words.length * SAME_SHARE && isQuestionId(id))
        return id;
    }
  return null;
}

function isQuestionId(id: string): id is QuestionId {
  return id in QUESTIONS;
}

function toWords(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}']{3,}/gu) ?? [])];
}
