import type { BusinessId, PhoneNumber, TextMessageId } from '@afterhourfix/vocabulary';

/** A text of the outbox, or a page to somebody who is asked to go. */
export type ReportTo =
  | { businessId: BusinessId; textMessageId: TextMessageId }
  | { businessId: BusinessId; pageId: string };

/** The port to whoever delivers text messages. */
export interface TextMessages {
  /**
   * Resolves once the vendor accepted the text; throws `VendorError`, with a `TextFailure` as its reason where it
   * knows one, when it did not. `from` is the business's; what it truly came from is in the answer when it differs.
   */
  send(text: {
    from: PhoneNumber;
    to: PhoneNumber;
    body: string;
    /** The row that wants to know how it went on; left out: nobody does. */
    reportTo?: ReportTo;
  }): Promise<{ sid: string; from?: PhoneNumber }>;
}
