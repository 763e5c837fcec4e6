export type KeyListener = (key: string) => void;

/** What a verb asks of the person at this end of the line. */
export type Question = 'digits' | 'words';

/** What the person gives: keys as pressed, or words as a recogniser understood them. */
export type Reply = { digits: string } | { words: string; confidence?: number };

interface WaitingReply {
  reply: Reply;
  resolve: () => void;
}

interface OpenQuestion {
  accepts: ReadonlySet<Question>;
  take: (reply: Reply) => void;
}

/** The keys and understood words of one person; nothing is buffered for a key that nobody listens to. */
export class Keypad {
  readonly #listeners = new Set<KeyListener>();
  readonly #waiting: WaitingReply[] = [];
  #question: OpenQuestion | null = null;

  press(key: string): void {
    for (const listener of [...this.#listeners]) listener(key);
  }

  onKey(listener: KeyListener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  /** Resolves when a `<Gather>` that accepts this kind of reply took it; one asked later counts too. */
  reply(reply: Reply): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ reply, resolve });
      this.#serve();
    });
  }

  /** Opens a question until disposed. */
  ask(question: OpenQuestion): Disposable {
    this.#question = question;
    queueMicrotask(() => this.#serve());
    return {
      [Symbol.dispose]: () => {
        if (this.#question === question) this.#question = null;
      },
    };
  }

  #serve(): void {
    const question = this.#question;
    if (question === null) return;
    const at = this.#waiting.findIndex(({ reply }) =>
      question.accepts.has('digits' in reply ? 'digits' : 'words'),
    );
    const [taken] = at === -1 ? [] : this.#waiting.splice(at, 1);
    if (taken === undefined) return;
    this.#question = null;
    question.take(taken.reply);
    taken.resolve();
  }
}
