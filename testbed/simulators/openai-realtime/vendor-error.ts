/** What the vendor says when it refuses a client event; the session stays open. */
export interface VendorRefusal {
  type: 'invalid_request_error' | 'server_error';
  code: string | null;
  message: string;
  param: string | null;
  /** True when the client's event was malformed: a mistake in its code, never a race. */
  isClientMistake: boolean;
}

/** A malformed event: these are also recorded as unexpected. */
export function clientMistake(code: string, message: string, param: string | null = null): VendorRefusal {
  return { type: 'invalid_request_error', code, message, param, isClientMistake: true };
}

/** A well-formed event at a moment when it cannot be served. */
export function refusal(code: string | null, message: string, param: string | null = null): VendorRefusal {
  return { type: 'invalid_request_error', code, message, param, isClientMistake: false };
}

export function isRefusal(value: object): value is VendorRefusal {
  return 'isClientMistake' in value;
}
