/** A refusal as the API words it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  toJson(path: string, at: Date): object {
    const { code, message, status } = this;
    const details = { message, error: code.replace(/Exception$/, ''), statusCode: status };
    return {
      status: 'error',
      timestamp: at.toISOString(),
      path,
      error: { code, message, details },
    };
  }
}

export const badRequest = (message: string) => new ApiError(400, 'BadRequestException', message);
export const notFound = (message: string) => new ApiError(404, 'NotFoundException', message);

export const alreadyBooked = () =>
  badRequest('User either already has booking at this time or is not available');

export const noUsers = () => new ApiError(409, 'ConflictException', 'no_available_users_found_error');
