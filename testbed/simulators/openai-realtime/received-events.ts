import type { ClientEvent } from './wire-types.ts';

export type ReceivedEvent = Exclude<ClientEvent, { type: 'input_audio_buffer.append' }>;

type Of<Type extends ReceivedEvent['type']> = Extract<ReceivedEvent, { type: Type }>;

/** The well-formed client events of a session, but appends, in order. */
export class ReceivedEvents {
  readonly list: ReceivedEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #isOver = false;

  add(event: ReceivedEvent): void {
    this.list.push(event);
    this.#wake();
  }

  /** No more will come: whoever still waits is told so. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async until<Type extends ReceivedEvent['type']>(type: Type, nth: number): Promise<Of<Type>> {
    for (;;) {
      const found = this.list.filter((event): event is Of<Type> => event.type === type)[nth - 1];
      if (found) return found;
      if (this.#isOver) throw new Error(`The session ended before ${type} was received`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
