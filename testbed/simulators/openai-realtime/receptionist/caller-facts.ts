import type { Trade } from '@afterhourfix/vocabulary';
import { type Details, readCorrection } from './corrections.ts';
import { lines } from './lines.ts';
import { findMischief } from './mischief.ts';
import type { Remark } from './remarks.ts';
import { readAddress } from './spoken-addresses.ts';
import { readLoneName, readName } from './spoken-names.ts';
import { toDigits } from './spoken-numbers.ts';
import { findTrade } from './trades.ts';

/** What the caller has said about the job, over all utterances so far. */
export interface CallerFacts extends Details {
  trade: Trade | null;
  problem: string | null;
  /** The number is not the one the caller rings from. */
  hasGivenPhone: boolean;
}

const ZIP = /\b(\d{5})(?:-\d{4})?\b/;
const PHONE = /(?:\+?1[ ,.-]*)?\(?(\d{3})\)?[ ,.-]*(\d{3})[ ,.-]*(\d{4})\b/;
const TAKES_BACK = /^\s*(?:no|nope|sorry|actually|wait|i mean)\b/i;
const MAX_PROBLEM_LENGTH = 500;

function readUtterance({ text: said, asked }: Remark): Partial<CallerFacts> {
  const wasAsked = /address|zip/i.test(asked) || asked.includes(lines.change);
  const address = readAddress(said, wasAsked || ZIP.test(toDigits(said)));
  const withoutAddress = address ? address.rest : toDigits(said);
  const phone = PHONE.exec(withoutAddress);
  const withoutPhone = phone ? withoutAddress.replace(phone[0], ' ') : withoutAddress;
  const zip = [...withoutPhone.matchAll(new RegExp(ZIP, 'g'))].at(-1)?.[1];
  const isDetails = address !== null || zip !== undefined;
  const name =
    readName(withoutPhone, /\b(?:your|what) name\b/i.test(asked)) ??
    (isDetails ? readLoneName(withoutPhone) : null);
  return {
    ...(address ? { addressLine: address.addressLine } : {}),
    ...(phone ? { phone: `+1${phone[1]}${phone[2]}${phone[3]}`, hasGivenPhone: true } : {}),
    ...(zip ? { zip } : {}),
    ...(name ? { name } : {}),
  };
}

/** The number that instructions name as the caller's, in digits or as digits are read aloud. */
function readCallerNumber(instructions: string): string | null {
  const digits = /\bcaller\b[^.;\n]*?((?:\+?\d[ ,-]*){10,11})/i.exec(instructions)?.[1]?.replace(/\D/g, '');
  return digits ? `+1${digits.slice(-10)}` : null;
}

function takeProblem(facts: CallerFacts, said: string): void {
  const trade = findTrade(said);
  if (trade === null) return;
  if (facts.trade === null || (trade !== facts.trade && TAKES_BACK.test(said))) {
    facts.trade = trade;
    facts.problem = said.slice(0, MAX_PROBLEM_LENGTH);
  }
}

/** A later detail replaces an earlier one; of the problem the first word stands until it is taken back. */
export function readCallerFacts(remarks: readonly Remark[], instructions: string): CallerFacts {
  const facts: CallerFacts = {
    trade: null,
    problem: null,
    zip: null,
    name: null,
    addressLine: null,
    phone: readCallerNumber(instructions),
    hasGivenPhone: false,
  };
  for (const remark of remarks) {
    const correction = readCorrection(remark.text, facts);
    Object.assign(facts, correction ?? readUtterance(remark));
    if (!correction && findMischief(remark.text) === null) takeProblem(facts, remark.text);
  }
  return facts;
}
