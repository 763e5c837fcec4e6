/** A refusal as the API words it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  toJson(): object {
    const { status, reason, message } = this;
    return { error: { errors: [{ domain: 'global', reason, message }], code: status, message } };
  }
}

export const invalid = (message: string) => new ApiError(400, 'invalid', message);
export const notFound = () => new ApiError(404, 'notFound', 'Not Found');
