/** A vendor failed us; thrown by adapters only. `isRetryable` says whether the same request may succeed later. */
export class VendorError extends Error {
  readonly vendor: string;
  readonly isRetryable: boolean;

  constructor(vendor: string, message: string, options: { isRetryable: boolean; cause?: unknown }) {
    super(`${vendor}: ${message}`, { cause: options.cause });
    this.name = 'VendorError';
    this.vendor = vendor;
    this.isRetryable = options.isRetryable;
  }
}
