import type { CallFacts } from './call-session/conclusion.ts';

/** How the agent comes back to a caller it had before. */
export interface CallReturn {
  /** Goes to the carrier and back with the stream: any node may get it. */
  kind: 'after-fault' | 'after-transfer';
  /** Spoken by the carrier while the agent comes back; null when the agent says all there is to say. */
  bridge: string | null;
  /** Spoken first by the agent. */
  text: string;
  /** Told to the agent. */
  knownFacts: readonly string[];
  facts: Partial<CallFacts>;
}

export const AFTER_FAULT: CallReturn = {
  kind: 'after-fault',
  bridge: 'One moment, please.',
  text: 'Sorry, we were cut off for a moment.',
  knownFacts: [
    'The line was interrupted by a technical fault and the caller has been reconnected. Go on where you were.',
  ],
  facts: {},
};

export const AFTER_TRANSFER: CallReturn = {
  kind: 'after-transfer',
  bridge: null,
  text: "I'm sorry, nobody could take your call right now.",
  knownFacts: [
    'A transfer to the person on call was tried and nobody took it. Say so honestly; offer what you can do yourself.',
  ],
  facts: { isTransferFailed: true },
};

/** Null when the stream is no return. */
export function readCallReturn(kind: string | undefined): CallReturn | null {
  return [AFTER_FAULT, AFTER_TRANSFER].find((back) => back.kind === kind) ?? null;
}
