import type { Trade } from '@afterhourfix/vocabulary';
import type { MindItem } from '../mind.ts';
import { toDigits } from './spoken-numbers.ts';

/** What the caller has said about the job, over all utterances so far. */
export interface CallerFacts {
  trade: Trade | null;
  problem: string | null;
  zip: string | null;
  name: string | null;
  addressLine: string | null;
  phone: string | null;
}

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
    /\b(flood\w*|pipes?|leak\w*|toilet|drains?|sewer|faucet|sink|clog\w*|plumb\w*|water|shower|sump)\b/i,
  ],
];

const STREET_KINDS =
  'street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|place|pl|way|boulevard|blvd|terrace|parkway|circle|trail|pike';
const STREET_ADDRESS = new RegExp(`\\b\\d{1,6} (?:[A-Za-z'.]+ ){1,4}?(?:${STREET_KINDS})\\b`, 'i');
const NUMBER_AND_NAME = /\b\d{1,5} (?!in\b|at\b|works?\b)[A-Za-z][A-Za-z' ]+?(?=[,.]| and my | zip|$)/i;
const NAMED =
  /\b(?:my name is|the name is|name's|this is|i am|i'm|it's)\s+([A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2})/;
const NAME_BEFORE_COMMA =
  /^(?:it's |sure,? |yes,? |okay,? )?([A-Za-z][a-z'-]+(?: [A-Za-z][a-z'-]+){0,2})(?=[,.]|$)/i;
const ZIP = /\b(\d{5})(?:-\d{4})?\b/g;
const PHONE = /(?:\+?1[ ,.-]*)?\(?(\d{3})\)?[ ,.-]*(\d{3})[ ,.-]*(\d{4})\b/;

export function findTrade(text: string): Trade | null {
  return TRADE_WORDS.find(([, words]) => words.test(text))?.[0] ?? null;
}

function readAddress(text: string, wasAsked: boolean): string | null {
  const address = STREET_ADDRESS.exec(text)?.[0] ?? (wasAsked ? NUMBER_AND_NAME.exec(text)?.[0] : undefined);
  return address?.trim() ?? null;
}

function readName(text: string, wasAsked: boolean): string | null {
  const named = NAMED.exec(
    text.replace(/\b(My name|The name|Name's|This is|I am|I'm|It's)\b/g, (start) => start.toLowerCase()),
  );
  if (named?.[1]) return named[1];
  if (!wasAsked) return null;
  for (const clause of text.split(/[,.]| and /)) {
    const name = NAME_BEFORE_COMMA.exec(clause.trim())?.[1];
    if (name && !/^(yes|yeah|sure|okay|ok|no|the|that|this|my|please|it|street|zip)\b/i.test(name))
      return name;
  }
  return null;
}

function readUtterance(said: string, asked: string): Partial<CallerFacts> {
  const text = toDigits(said);
  const addressLine = readAddress(text, /address/i.test(asked));
  const withoutAddress = addressLine ? text.replace(addressLine, ' ') : text;
  const phone = PHONE.exec(withoutAddress);
  const withoutPhone = phone ? withoutAddress.replace(phone[0], ' ') : withoutAddress;
  const zip = [...withoutPhone.matchAll(ZIP)].at(-1)?.[1];
  const name = readName(withoutPhone, /your name/i.test(asked));
  const trade = findTrade(said);
  return {
    ...(addressLine ? { addressLine } : {}),
    ...(phone ? { phone: `+1${phone[1]}${phone[2]}${phone[3]}` } : {}),
    ...(zip ? { zip } : {}),
    ...(name ? { name } : {}),
    ...(trade ? { trade, problem: said } : {}),
  };
}

/** The number that instructions name as the caller's, in digits or as digits are read aloud. */
function readCallerNumber(instructions: string): string | null {
  const digits = /\bcaller\b[^.;\n]*?((?:\+?\d[ ,-]*){10,11})/i.exec(instructions)?.[1]?.replace(/\D/g, '');
  return digits ? `+1${digits.slice(-10)}` : null;
}

/** Reads every utterance in the light of the question before it; a later fact replaces an earlier one, but the first problem stays. */
export function readCallerFacts(conversation: readonly MindItem[], instructions: string): CallerFacts {
  const facts: CallerFacts = {
    trade: null,
    problem: null,
    zip: null,
    name: null,
    addressLine: null,
    phone: readCallerNumber(instructions),
  };
  let asked = '';
  for (const item of conversation) {
    if (item.kind === 'agent') asked = item.text;
    if (item.kind !== 'caller') continue;
    const { trade, problem, ...others } = readUtterance(item.text, asked);
    Object.assign(facts, others);
    facts.trade ??= trade ?? null;
    facts.problem ??= problem ?? null;
  }
  return facts;
}
