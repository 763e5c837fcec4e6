import type { Trade } from '@afterhourfix/vocabulary';

// The first that matches decides, so the telling words come before the ambiguous ones.
const TRADE_WORDS: readonly (readonly [Trade, RegExp])[] = [
  ['garage_door', /\bgarage\b/i],
  ['locksmith', /\b(lock(ed)? ?out|locksmith|deadbolt|locked|my keys?)\b/i],
  ['roofing', /\b(roof|shingles?)\b/i],
  ['plumbing', /\bwater heater\b/i],
  ['water_damage', /\b(water damage|soaked|wet carpet|mold)\b/i],
  [
    'appliance',
    /\b(fridge|refrigerator|freezer|dishwasher|oven|stove|washer|washing machine|dryer|microwave)\b/i,
  ],
  [
    'hvac',
    /\b(a\/?c|air condition\w*|furnace|heat|heating|heat pump|thermostat|hvac|boiler|no cooling|freezing)\b/i,
  ],
  ['electrical', /\b(power|outlets?|breakers?|electric\w*|panel|sparks?|sparking|wiring|lights?)\b/i],
  [
    'plumbing',
    /\b(flood\w*|pipes?|leak\w*|toilet|drains?|sewer|faucet|sink|clog\w*|plumb\w*|disposal|tubs?|water|shower|sump|gas)\b/i,
  ],
];

/** What trade a problem is for, by its words; null when they tell nothing. */
export function findTrade(text: string): Trade | null {
  return TRADE_WORDS.find(([, words]) => words.test(text))?.[0] ?? null;
}
