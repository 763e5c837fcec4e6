import { createLogger, type Logger } from '@afterhourfix/foundation';

const ERROR_LEVEL = 50;

export interface LogLine {
  level: number;
  msg: string;
  [field: string]: unknown;
}

/** Keeps what a server logs: a line at `error` that no test expects is a failure. */
export class CapturedLog {
  readonly lines: LogLine[] = [];
  readonly log: Logger;
  readonly #expected: RegExp[] = [];

  constructor(name: string) {
    this.log = createLogger({
      name,
      level: 'debug',
      destination: { write: (line: string) => void this.lines.push(JSON.parse(line)) },
    });
  }

  /** An error whose message matches is part of this story. */
  expectError(message: RegExp): void {
    this.#expected.push(message);
  }

  get unexpectedErrors(): LogLine[] {
    return this.lines.filter(
      ({ level, msg }) => level >= ERROR_LEVEL && !this.#expected.some((message) => message.test(msg)),
    );
  }

  /** Messages at warn and above, for assertions. */
  get complaints(): string[] {
    return this.lines.filter(({ level }) => level >= 40).map(({ msg }) => msg);
  }
}
