import type { PhoneNumber } from '@afterhourfix/vocabulary';

/** The port to whoever delivers text messages. */
export interface TextMessages {
  /** Resolves once the vendor accepted the text; throws `VendorError` when it did not. `from` is the business's. */
  send(text: { from: PhoneNumber; to: PhoneNumber; body: string }): Promise<{ sid: string }>;
}
