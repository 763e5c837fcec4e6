import type { PhoneNumber } from '@afterhourfix/vocabulary';

/** The port to whoever delivers text messages. */
export interface TextMessages {
  /** Resolves once the vendor accepted the text; throws `VendorError` when it did not. */
  send(text: { to: PhoneNumber; body: string }): Promise<{ sid: string }>;
}
