export { canOfferPriority } from './can-offer-priority.ts';
export { declareEmergency, type EmergencyInput, updateEmergency } from './declare-emergency.ts';
export {
  type FindLiveQuoteInput,
  type FindLiveQuoteResult,
  findLiveQuote,
  type LiveQuote,
} from './find-live-quote.ts';
export { findPriceBook, getPriceBook } from './get-price-book.ts';
export { type GetPricingRefusal, type GetPricingResult, getPricing } from './get-pricing.ts';
export { type PriceBook, PriceBookContent } from './price-book.ts';
export type { PricingTriage } from './pricing-triage.ts';
export { type PublishPriceBookResult, publishPriceBook } from './publish-price-book.ts';
export type { Alternative, GetPricingInput, Quote, RepairRange } from './quote.ts';
export type { OfferedTime, PriorityGain, Upgrade } from './rules/choose-upgrade.ts';
export { lateCancelFeeCents } from './rules/late-cancel-fee.ts';
export type { PriceLine } from './rules/price-visit.ts';
export type { Note } from './rules/quote-words.ts';
export { toSpanishMoney, toSpanishNumberWords } from './rules/spanish-money.ts';
export type { Speakable } from './rules/speakable.ts';
export { toNumberWords, toSpeakableMoney } from './rules/speakable-money.ts';
export { setDemandLevel } from './set-demand-level.ts';
