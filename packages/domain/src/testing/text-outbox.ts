import { VendorError } from '@afterhourfix/foundation';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import type { TextMessages } from '../messages/index.ts';

type Text = Parameters<TextMessages['send']>[0];

/** Keeps the texts it is given; refuses those to `refusedNumbers` for good, as a vendor does a landline. */
export function createOutbox(
  refusedNumbers: readonly PhoneNumber[] = [],
): TextMessages & { texts: Text[]; asked: PhoneNumber[] } {
  const texts: Text[] = [];
  const asked: PhoneNumber[] = [];
  return {
    texts,
    asked,
    async send(text) {
      asked.push(text.to);
      if (refusedNumbers.includes(text.to))
        throw new VendorError('twilio', `${text.to} takes no texts`, { isRetryable: false });
      return { sid: `SM${texts.push(text)}` };
    },
  };
}
