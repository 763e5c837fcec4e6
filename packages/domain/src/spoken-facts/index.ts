export { asksForCard } from './rules/cards/asks-card.ts';
export {
  type CardNumberFinding,
  maskCardNumbers,
  maskDigitRows,
  readCardNumber,
} from './rules/cards/card-number.ts';
export { isCardInPieces, isWholeCard } from './rules/cards/card-shapes.ts';
export { type CardUtterance, readCardUtterance } from './rules/cards/card-utterance.ts';
export { hasCardNumber, withoutCardNumbers } from './rules/cards/card-values.ts';
export { readClaims } from './rules/claims.ts';
export type {
  AmountFinding,
  AmountPart,
  Certainty,
  ClaimAction,
  ClaimFinding,
  ClockTime,
  DateFinding,
  DurationFinding,
  PhoneFinding,
  SpokenFinding,
  SpokenLanguage,
  TechnicianFinding,
  TextSpan,
  TimeFinding,
  WindowFinding,
} from './rules/finding.ts';
export { findForeignNumbers, readPhoneDigits } from './rules/foreign-numbers.ts';
export { GUARD_LINES, type GuardLineId } from './rules/guard-lines.ts';
export { judgeSpokenFacts, type SpokenText } from './rules/judge-spoken-facts.ts';
export type { Judgement, Verdict } from './rules/judgement.ts';
export {
  type CallerFacts,
  createSpokenFactsLedger,
  type LedgerDispatch,
  type LedgerMessage,
  type LedgerPublication,
  type LedgerQuote,
  type LedgerWindow,
  type SpokenFactsLedger,
} from './rules/ledger.ts';
export { addCallerWords, readPublishedFacts, readSpokenFacts } from './rules/read-spoken-facts.ts';
export { type AmountContext, readSpokenAmounts } from './rules/spoken-amounts.ts';
export { readSpokenDates } from './rules/spoken-dates.ts';
export { readSpokenDurations } from './rules/spoken-durations.ts';
export { SpokenSentence } from './rules/spoken-sentence.ts';
export { readSpokenTimes } from './rules/spoken-times.ts';
export { readTechnicianNames } from './rules/technician-names.ts';
export { toCorrection } from './to-correction.ts';
