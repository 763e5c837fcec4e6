import type { MindReply } from '../mind.ts';
import { type CallSoFar, hasTool, lastCall, sayFirst, timesSaid } from './call-so-far.ts';
import { isAbusive } from './intents.ts';
import { lines } from './lines.ts';
import { ask, farewell, transfer } from './replies.ts';
import { toDigitsEverywhere } from './spoken-numbers.ts';

const COMPLAINT =
  /\b(?:nobody (?:showed|came|called)|no[- ]show|(?:didn't|never) (?:show|come|came|call)|what the hell|unacceptable|complain\w*|furious)\b/i;
const CHILD =
  /\bmy (?:mom|mommy|dad|daddy|parents?)(?:'s| is| are|'re)? (?:at work|not home|not here|away|asleep|out)\b|\bI(?:'m| am) (?:only )?(?:five|six|seven|eight|nine|ten|eleven|twelve|[5-9]|1[0-2])(?: years old)?\s*[.!]?\s*$/i;
const CARD = /\bcard (?:number )?(?:is|number)\b|\bmy card\b.*\d{4}/i;
const SOME_DIGITS = /(?:\d[ ,-]*){4,}/;
const VERY_MANY_DIGITS = /(?<!\d)(?:\d[ ,-]*){13,}/;

/** Who is calling, when that decides what is said: a child, an angry customer, one who reads out a card. */
export function hearCaller(call: CallSoFar): MindReply | null {
  const { latest } = call;
  if (isReadingCard(latest)) return stopCard(call);
  if (call.remarks.some(({ text }) => CHILD.test(text))) return lookAfterChild(call);
  if (latest === '') return null;
  if (isAbusive(latest)) return holdBoundary(call);
  if (!COMPLAINT.test(latest) || timesSaid(call, lines.sorry) > 0) return null;
  return apologize(call);
}

/** A card is known by its word, or by as many digits as only a card has. */
function isReadingCard(said: string): boolean {
  const digits = toDigitsEverywhere(said);
  return VERY_MANY_DIGITS.test(digits) || (CARD.test(said) && SOME_DIGITS.test(digits));
}

function stopCard(call: CallSoFar): MindReply {
  const stopped = sayFirst(call, lines.noCards);
  if (hasTool(call, 'send_payment_link')) return ask(stopped, lines.offerLink);
  return ask({ ...stopped, before: `${lines.noCards} ${lines.payAtOffice}` }, lines.anythingElse);
}

/** One calm word, then a person, then the end. */
function holdBoundary(call: CallSoFar): MindReply {
  const times = call.remarks.filter(({ text }) => isAbusive(text)).length;
  if (times <= 1)
    return ask(sayFirst(call, lines.boundary), call.facts.trade ? lines.offerPerson : lines.problem);
  return times === 2 ? ask(call, lines.offerPerson) : farewell(call, 'wants_human');
}

function apologize(call: CallSoFar): MindReply {
  const sorry = sayFirst(call, lines.sorry);
  const isTried = lastCall(call, 'transfer_call') !== null || !hasTool(call, 'transfer_call');
  return isTried ? ask(sorry, lines.offerPerson) : transfer(sorry, 'An angry customer complains');
}

/** No prices and no visit with a child: safety, a grown-up's number, a person. */
function lookAfterChild(call: CallSoFar): MindReply | null {
  if (timesSaid(call, lines.kidSafe) === 0) return ask(call, lines.kidSafe);
  const hasNumber = call.facts.hasGivenPhone;
  if (!hasNumber && timesSaid(call, lines.kidNumber) < 2) return ask(call, lines.kidNumber);
  if (!hasTool(call, 'transfer_call') || lastCall(call, 'transfer_call'))
    return farewell(sayFirst(call, lines.kidLeft), 'wants_human');
  return transfer(
    call,
    `A child is alone at home, a grown-up is at ${call.facts.phone ?? 'an unknown number'}`,
  );
}
