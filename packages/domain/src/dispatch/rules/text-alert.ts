import type { TextFault } from '@afterhourfix/vocabulary';

const FAULT_WORDS: Readonly<Record<TextFault, string>> = {
  'sender-not-registered':
    'the number is not registered for texts with the carriers (A2P 10DLC or toll-free)',
  'sender-cannot-text': 'the number cannot send texts',
  'account-suspended': 'the Twilio account is suspended',
  'limit-exceeded': 'the limit of texts is used up',
  filtered: 'the carriers filter them as spam',
};

export interface TextAlert {
  businessName: string;
  /** To which START is texted. */
  line: string;
  faults: readonly { kind: TextFault; errorCode: string | null; occurrences: number }[];
  stopped: readonly { name: string }[];
}

/** What the owner reads of texts that do not arrive. */
export function toTextAlert({ businessName, line, faults, stopped }: TextAlert): string {
  const failing = faults.map(({ kind, errorCode, occurrences }) => {
    const code = errorCode === null ? '' : `, error ${errorCode}`;
    return `Texts do not arrive: ${FAULT_WORDS[kind]} (${occurrences} so far${code}).`;
  });
  const names = stopped.map(({ name }) => name).join(', ');
  const silent =
    names && `Has stopped our texts and gets no pages by text: ${names}. START to ${line} brings them back.`;
  return `${businessName}: ${[...failing, ...(silent ? [silent] : [])].join('\n')}`;
}
