/** What one process of the bench can be asked; each takes at most one value that survives structured cloning. */
export type Desk<Names extends string> = Record<Names, (value: never) => unknown>;

export interface Question {
  id: number;
  name: string;
  value: unknown;
}

export type Answer = { id: number; value: unknown } | { id: number; fault: string };

/** Answers the parent's questions until it goes away; then this process ends too. */
export function serveDesk<Names extends string>(desk: Desk<Names>): void {
  const answers = new Map(Object.entries<(value: never) => unknown>(desk));
  process.on('message', (question: Question) => void answerQuestion(answers, question));
  process.on('disconnect', () => process.exit(0));
}

async function answerQuestion(
  answers: ReadonlyMap<string, (value: never) => unknown>,
  { id, name, value }: Question,
): Promise<void> {
  const send = (answer: Answer) => process.send?.(answer);
  try {
    // Both ends are typed by the same desk: the name and its value belong together.
    send({ id, value: await answers.get(name)?.(value as never) });
  } catch (error) {
    send({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
