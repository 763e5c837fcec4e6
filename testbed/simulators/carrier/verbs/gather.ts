import type { Question, Reply } from '../keypad.ts';
import { followAction, NEXT_VERB, type Next, type Scene } from '../script.ts';
import type { FormFields } from '../signature.ts';
import { readCount } from '../twiml-grammar.ts';
import { listElements, type XmlElement } from '../xml-reader.ts';
import { makeSound } from './speak.ts';

const DEFAULT_TIMEOUT_SECONDS = 5;
const DEFAULT_CONFIDENCE = 0.92;

/** Listens while the prompt plays and for `timeout` seconds after it, or after the last key. */
class Answer {
  readonly #element: XmlElement;
  readonly #isDone = Promise.withResolvers<void>();
  readonly #finishOnKey: string;
  readonly #numDigits: number;
  readonly #accepts: ReadonlySet<Question>;
  /** Aborted by the first key or word: the prompt stops. */
  readonly interruption = new AbortController();
  #digits = '';
  #words: { text: string; confidence: number } | null = null;
  #onDigit: () => void = () => undefined;

  constructor(element: XmlElement) {
    this.#element = element;
    this.#finishOnKey = element.attributes.get('finishOnKey') ?? '#';
    this.#numDigits = readCount(element, 'numDigits', Number.POSITIVE_INFINITY);
    const input = element.attributes.get('input') ?? 'dtmf';
    this.#accepts = new Set<Question>([
      ...(input.includes('dtmf') ? (['digits'] as const) : []),
      ...(input.includes('speech') ? (['words'] as const) : []),
    ]);
  }

  listen(scene: Scene): Disposable {
    const { keypad } = scene.leg;
    const keys = keypad.onKey((key) => {
      if (this.#accepts.has('digits')) this.#takeKey(key);
    });
    const question = keypad.ask({ accepts: this.#accepts, take: (reply) => this.#takeReply(reply) });
    return {
      [Symbol.dispose]: () => {
        keys[Symbol.dispose]();
        question[Symbol.dispose]();
      },
    };
  }

  /** Resolves when the answer is whole, or nothing came for the time-out. */
  async untilDone(scene: Scene): Promise<void> {
    const timeoutMs = readCount(this.#element, 'timeout', DEFAULT_TIMEOUT_SECONDS) * 1000;
    let hasNews = true;
    while (hasNews) {
      const news = Promise.withResolvers<'digit'>();
      this.#onDigit = () => news.resolve('digit');
      const patience = new AbortController();
      const silence = scene.leg.wait(timeoutMs, AbortSignal.any([scene.signal, patience.signal]));
      try {
        const first = await Promise.race([silence, this.#isDone.promise.then(() => 'done'), news.promise]);
        hasNews = first === 'digit';
      } finally {
        patience.abort();
        silence.catch(() => undefined);
      }
    }
  }

  /** The parameters of the action, or null when nothing came. */
  toFields(): FormFields | null {
    if (this.#words !== null) {
      return { SpeechResult: this.#words.text, Confidence: String(this.#words.confidence) };
    }
    if (this.#digits !== '') return { Digits: this.#digits };
    return this.#element.attributes.get('actionOnEmptyResult') === 'true' ? { Digits: '' } : null;
  }

  #takeKey(key: string): void {
    this.interruption.abort();
    if (key === this.#finishOnKey) {
      this.#isDone.resolve();
      return;
    }
    this.#digits += key;
    if (this.#digits.length >= this.#numDigits) this.#isDone.resolve();
    else this.#onDigit();
  }

  #takeReply(reply: Reply): void {
    this.interruption.abort();
    if ('digits' in reply) this.#digits = reply.digits;
    else this.#words = { text: reply.words, confidence: reply.confidence ?? DEFAULT_CONFIDENCE };
    this.#isDone.resolve();
  }
}

async function prompt(element: XmlElement, scene: Scene, interruption: AbortSignal): Promise<void> {
  const stop = AbortSignal.any([scene.signal, interruption]);
  for (const part of listElements(element)) {
    if (stop.aborted) return;
    scene.leg.noteStep(part, 'Gather');
    await makeSound(part, scene, stop).catch((error: unknown) => {
      if (!interruption.aborted) throw error;
    });
  }
}

/** `<Gather>`: keys or words; nothing given, the next verb follows. */
export async function gather(element: XmlElement, scene: Scene): Promise<Next> {
  const answer = new Answer(element);
  using _listening = answer.listen(scene);
  await prompt(element, scene, answer.interruption.signal);
  await answer.untilDone(scene);
  const fields = answer.toFields();
  if (fields === null) return NEXT_VERB;
  return followAction(element, scene, { fields, isSelfByDefault: true });
}
