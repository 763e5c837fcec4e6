/** A vendor failed us; thrown by adapters only. `isRetryable` says whether the same request may succeed later. */
export class VendorError extends Error {
  readonly vendor: string;
  readonly isRetryable: boolean;
  /** What the vendor asks to wait before the next request; null when it did not say. */
  readonly retryAfterMs: number | null;
  /** The vendor's own code, to look up what it means; null when it gave none. */
  readonly vendorCode: string | null;
  /** Why, in the words of the port that failed; null when it has none for it. */
  readonly reason: string | null;

  constructor(
    vendor: string,
    message: string,
    options: {
      isRetryable: boolean;
      retryAfterMs?: number | null;
      vendorCode?: string | null;
      reason?: string | null;
      cause?: unknown;
    },
  ) {
    super(`${vendor}: ${message}`, { cause: options.cause });
    this.name = 'VendorError';
    this.vendor = vendor;
    this.isRetryable = options.isRetryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.vendorCode = options.vendorCode ?? null;
    this.reason = options.reason ?? null;
  }
}
