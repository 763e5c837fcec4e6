/** The caller of a verb broke its promise. A refusal that can be spoken is a result instead, never an error. */
export abstract class DomainError extends Error {
  abstract readonly code: 'not-found' | 'forbidden' | 'conflict' | 'invalid';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

export class NotFound extends DomainError {
  readonly code = 'not-found';
}

export class Forbidden extends DomainError {
  readonly code = 'forbidden';
}

export class Conflict extends DomainError {
  readonly code = 'conflict';
}

export class Invalid extends DomainError {
  readonly code = 'invalid';
}
