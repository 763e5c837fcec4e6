import { listAmounts, listDigitRuns } from './judge/spoken-numbers.ts';
import { isSaid } from './judge/spoken-turns.ts';
import { factOf, isAskedFor, listAskedFacts } from './questions.ts';
import type { SafetyInstruction, Scenario, ScenarioTurn } from './scenario-file.ts';

/** What the caller says next. */
export interface CallerWords {
  /** Null when the script has no words for what was asked. */
  turnId: string | null;
  words: string;
  /** Said only when the agent has spoken again, or after so long a silence. */
  silenceMs: number;
}

const FACT_REPEATS = 2;
const FURTHER_ANSWERS = 6;
const PATIENT_MS = 12_000;
const AWAITED_SILENCE_MS = 8_000;
/** How a question begins that a yes answers. */
const YES_OR_NO =
  /(?:^|[.,!?]\s+)(?:\w+ )?(?:shall|should|would|can|could|may|do|does|did|is|are|was|will|have|has|right|correct|okay|¿)\b/i;
/** Who says so wants nothing more. */
const IS_OVER = /\b(?:wrong number|bye|goodbye)\b/i;
/** What every caller can say, in the language of the script. */
const STOCK = {
  en: {
    goodbye: 'No, that is all. Thank you, goodbye.',
    first: 'The first one is fine.',
    yes: 'Yes, please.',
  },
  es: {
    goodbye: 'No, es todo. Muchas gracias, adiós.',
    first: 'La primera está bien.',
    yes: 'Sí, por favor.',
  },
} as const;
const FIFTY_TO_FIFTEEN: Readonly<Record<string, string>> = { '50': 'fifty', '15': 'fifteen' };

/** A caller who follows the turns of a scenario, and tells the truth of `callerFacts` when asked for more. */
export class CallerScript {
  readonly #pending: ScenarioTurn[];
  readonly #facts: Scenario['callerFacts'];
  readonly #stock: (typeof STOCK)['en' | 'es'];
  readonly #safety: SafetyInstruction | null;
  readonly #given = new Map<string, number>();
  /** All that the agent said so far, the greeting apart. */
  #heard = '';
  #hasSpoken = false;
  #lastSaid = '';
  #furtherAnswers = 0;
  #hasSaidGoodbye = false;

  constructor(scenario: Scenario, safety: readonly SafetyInstruction[]) {
    this.#pending = [...scenario.turns];
    this.#facts = scenario.callerFacts;
    this.#stock =
      STOCK[/[¿¡]|\bespañol\b/i.test(scenario.turns.map(({ say: words }) => words).join(' ')) ? 'es' : 'en'];
    const { instructionId } = scenario.expect.firstSafety;
    this.#safety = safety.find(({ id }) => id === instructionId) ?? null;
  }

  /** True when the next turn begins while the agent is speaking. */
  get isAboutToInterrupt(): boolean {
    return this.#hasSpoken && this.#pending[0]?.when === 'during:agent';
  }

  /** A turn that breaks in on the words just heard, or null. */
  interrupt(words: string): CallerWords | null {
    const turn = this.#pending.find(({ mode, when }) => mode === 'barge_in' && /^(?:after|if):/.test(when));
    const isDue = turn && turn === this.#nextInOrder(words) && this.#hasOccurred(turn, words);
    return isDue && this.#hasSpoken ? this.#say(turn) : null;
  }

  /** What to say to `answer`, all that the agent said since; null when the caller only waits for the end. */
  reply(answer: string): CallerWords | null {
    if (this.#hasSpoken) this.#heard += ` ${answer}`;
    const asked = this.#pending.find(
      ({ when }) => when.startsWith('asked:') && isAskedFor(when.slice(6), answer),
    );
    if (asked && this.#hasSpoken) return this.#say(asked);
    const next = this.#nextInOrder(answer);
    const fields = this.#hasSpoken ? listAskedFacts(answer) : [];
    const holder = this.#findHolder(fields, next);
    if (holder) return this.#say(holder);
    return this.#tellFacts(fields) ?? this.#continue(next, answer);
  }

  #continue(next: ScenarioTurn | undefined, answer: string): CallerWords | null {
    if (next) return this.#say(next);
    const unasked = this.#pending.find(({ when }) => when.startsWith('asked:'));
    if (unasked) return this.#say(unasked);
    if (this.#hasSaidGoodbye) return null;
    const further = this.#answerFurther(answer);
    if (further) return further;
    this.#hasSaidGoodbye = true;
    return say(this.#stock.goodbye);
  }

  /** The first turn that may be said now; one whose condition has not occurred steps aside. */
  #nextInOrder(answer: string): ScenarioTurn | undefined {
    return this.#pending.find((turn) => {
      if (turn.when.startsWith('asked:')) return false;
      return !turn.when.startsWith('if:') || this.#hasOccurred(turn, answer);
    });
  }

  /** The turn that holds what was asked for: the next one, or one that waits to be asked. */
  #findHolder(fields: readonly string[], next: ScenarioTurn | undefined): ScenarioTurn | undefined {
    const waiting = this.#pending.filter((turn) => turn === next || turn.when.startsWith('asked:'));
    return waiting.find(({ say: words }) => fields.some((field) => this.#holds(words, field)));
  }

  #holds(words: string, field: string): boolean {
    const truth = this.#facts[factOf(field) ?? ''];
    if (!truth) return false;
    if (/^\+?\d+$/.test(truth)) return listDigitRuns(words).join(' ').includes(truth.slice(-10));
    const [first = ''] = truth.replace(/^[\d\s]+(?:[NSEW] )?/, '').split(' ');
    return words.toLowerCase().includes(first.toLowerCase());
  }

  #tellFacts(fields: readonly string[]): CallerWords | null {
    const told = fields.flatMap((field) => {
      const truth = this.#facts[factOf(field) ?? ''];
      const count = this.#given.get(field) ?? 0;
      if (!truth || count >= FACT_REPEATS) return [];
      this.#given.set(field, count + 1);
      return [field === 'phone' || field === 'adult' ? truth.slice(-10) : truth];
    });
    return told.length > 0 ? say(told.join(', ')) : null;
  }

  #answerFurther(answer: string): CallerWords | null {
    if (!answer.includes('?') || this.#furtherAnswers++ >= FURTHER_ANSWERS) return null;
    if (IS_OVER.test(this.#lastSaid)) return null;
    if (/\b(?:anything|something|what) else\b|algo más/i.test(answer)) return null;
    if (isAskedFor('slot', answer)) return say(this.#stock.first);
    return YES_OR_NO.test(answer) ? say(this.#stock.yes) : null;
  }

  #hasOccurred(turn: ScenarioTurn, answer: string): boolean {
    const [, kind, condition = ''] = /^(after|if):(.*)$/.exec(turn.when) ?? [];
    const heard = `${this.#heard} ${answer}`;
    if (kind === undefined || condition === 'silence') return true;
    if (condition === 'quote') return listAmounts(heard).length > 0;
    if (condition === 'safety')
      return this.#safety?.all.every((group) => group.some((one) => isSaid(one, heard))) ?? false;
    if (condition === 'phone_wrong') return this.#isPhoneWrong(answer);
    const named = /^agent_(?:says|asks|offers|mentions)_(.+)$/.exec(condition)?.[1] ?? condition;
    return named.split('_').every((word) => isWordSaid(word, answer));
  }

  #isPhoneWrong(answer: string): boolean {
    const truth = this.#facts.phone?.slice(-10);
    const read = listDigitRuns(answer).filter(({ length }) => length === 7 || length === 10);
    return truth !== undefined && read.some((digits) => !truth.endsWith(digits));
  }

  #say(turn: ScenarioTurn): CallerWords {
    this.#pending.splice(this.#pending.indexOf(turn), 1);
    this.#hasSpoken = true;
    this.#lastSaid = turn.say;
    const isPatient = turn.mode === 'silence_12s';
    const silenceMs = isPatient ? PATIENT_MS : turn.when === 'after:silence' ? AWAITED_SILENCE_MS : 0;
    return { turnId: turn.id, words: turn.say, silenceMs };
  }
}

const say = (words: string): CallerWords => ({ turnId: null, words, silenceMs: 0 });

function isWordSaid(word: string, answer: string): boolean {
  const spoken = FIFTY_TO_FIFTEEN[word];
  return (
    new RegExp(`\\b${word}`, 'i').test(answer) || (spoken !== undefined && isSaid(`\\b${spoken}`, answer))
  );
}
