export { type GetPricingInput, type GetPricingResult, getPricing, type Quote } from './get-pricing.ts';
export type { PriceLine } from './rules/price-visit.ts';
export { toNumberWords, toSpeakableMoney } from './rules/speakable-money.ts';
