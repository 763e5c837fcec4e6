import type { TextKind } from '@afterhourfix/vocabulary';

/** `granted`: only after a yes. `not-refused`: an answer to a text of theirs. `none`: the one that confirms a no. */
type NeededConsent = 'granted' | 'not-refused' | 'none';

interface TextPolicy {
  consent: NeededConsent;
  /** About a visit under way, or an answer to a text of theirs: at any hour. */
  isUrgent: boolean;
  /** Later it would no longer be true, or no longer be wanted. */
  livesMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const NEWS: TextPolicy = { consent: 'granted', isUrgent: false, livesMs: 2 * DAY_MS };
const UNDER_WAY: TextPolicy = { consent: 'granted', isUrgent: true, livesMs: 30 * MINUTE_MS };
const ANSWER: TextPolicy = { consent: 'not-refused', isUrgent: true, livesMs: 15 * MINUTE_MS };

const POLICIES: Readonly<Record<TextKind, TextPolicy>> = {
  'booking-confirmation': NEWS,
  'booking-moved': NEWS,
  'booking-cancelled': NEWS,
  'pay-link': NEWS,
  'dispatch-requested': UNDER_WAY,
  'dispatch-eta': UNDER_WAY,
  'slip-notice': UNDER_WAY,
  'dispatch-late': UNDER_WAY,
  'dispatch-returned': UNDER_WAY,
  'dispatch-exhausted': UNDER_WAY,
  'dispatch-called-off': UNDER_WAY,
  'dropped-call': UNDER_WAY,
  'cancel-question': ANSWER,
  'cancel-refused': ANSWER,
  'opt-in-confirmation': ANSWER,
  help: { ...ANSWER, consent: 'none' },
  'unread-reply': ANSWER,
  // 47 CFR 64.1200(a)(12): one confirmation, within five minutes.
  'opt-out-confirmation': { consent: 'none', isUrgent: true, livesMs: 5 * MINUTE_MS },
};

export const getTextPolicy = (kind: TextKind): TextPolicy => POLICIES[kind];

export function isConsentEnough(needed: NeededConsent, held: 'granted' | 'refused' | 'unasked'): boolean {
  if (needed === 'none') return true;
  return needed === 'granted' ? held === 'granted' : held !== 'refused';
}
