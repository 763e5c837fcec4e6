/** What the person (or machine) at a dialled number does; times are script time. */
export type CalleeBehaviour =
  | {
      kind: 'answers';
      /** Default 4 s. */
      afterRingMs?: number;
      /** Keys given to the first `<Gather>`, or to each in turn; none given, the callee listens and does nothing. */
      presses?: string | readonly string[];
      /** What machine detection makes of it; default a person. A machine presses nothing. */
      answeredBy?: 'human' | 'machine' | 'unknown';
      /** A switchboard answers: the person is behind these digits, which a call made by REST can send. */
      extension?: string;
      /** How long the two talk before the callee hangs up; default 20 s. */
      talksForMs?: number;
    }
  | { kind: 'busy' }
  | { kind: 'no-answer' }
  | { kind: 'failed' };

/** Behaviour by E.164 number; a number not listed does not answer. */
export type Callees = Readonly<Record<string, CalleeBehaviour>>;
