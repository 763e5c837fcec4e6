import type { MindReply } from '../mind.ts';
import { type CallSoFar, lastCallHere, sayFirst } from './call-so-far.ts';
import { nameDay } from './day-wishes.ts';
import { admitFailure, wrapUp } from './ending-steps.ts';
import { saysNo } from './intents.ts';
import { fill, lines } from './lines.ts';
import type { Remark } from './remarks.ts';
import { ask, callTool, giveUp } from './replies.ts';
import { hearSlotAnswer, namesSlot, type SlotAnswer } from './slot-answers.ts';
import {
  findText,
  type OfferedSlot,
  type RememberedCall,
  readError,
  readRefusal,
  readSlots,
} from './tool-memory.ts';
import {
  askForSlots,
  findMissedWish,
  findSlotByClock,
  listAskedDays,
  lookOnWishedDay,
  readAskedDay,
} from './wish-steps.ts';

const MAX_OFFERS = 4;
const BETWEEN = ', between ';
const DAY_END = ', '.length;

/** Where the choice of a window stands. */
interface Choice {
  /** What the caller has not turned down. */
  remaining: readonly OfferedSlot[];
  chosen: OfferedSlot | null;
  wantsEarlier: boolean;
  /** The last answer named a time that no window has. */
  isTimeMissed: boolean;
}

export type Settled = { slot: OfferedSlot } | { reply: MindReply };

/** Offers the windows and hears the answers, until one is chosen. */
export function settleSlot(call: CallSoFar): Settled {
  const slots = lastCallHere(call, 'get_slots');
  const offered = slots ? readSlots(slots.output) : [];
  if (!slots || offered.length === 0) return { reply: declineWithoutSlot(call, slots) };
  const other = lookOnWishedDay(call, offered, slots.index);
  if (other) return { reply: other };
  const choice = hearChoice(call, offered, slots.index);
  if (choice.chosen) return { slot: choice.chosen };
  if (choice.remaining.length === 0) return { reply: lookForOthers(call, offered) };
  const wished = admitMissedWish(call, { offered, slots, isNamedAgain: choice.isTimeMissed });
  const asking = choice.wantsEarlier ? sayFirst(call, lines.earliest) : wished;
  return { reply: ask(asking, wordOffer(choice.remaining)) };
}

/** That there is nothing on the day, or at the time, that was asked for; of a time that does not exist the tool's note. */
function admitMissedWish(
  call: CallSoFar,
  {
    offered,
    slots,
    isNamedAgain,
  }: { offered: readonly OfferedSlot[]; slots: RememberedCall; isNamedAgain: boolean },
): CallSoFar {
  const missed = findMissedWish(call, offered);
  const note = findText(slots.output, 'note');
  if (missed === 'day') return sayOnce(call, lines.nothingThatDay);
  if (note !== null) return isNamedAgain ? sayFirst(call, note) : call;
  if (isNamedAgain) return sayFirst(call, lines.nothingThatTime);
  return missed === 'time' ? sayOnce(call, lines.nothingThatTime) : call;
}

/** Two at most: nobody keeps more in mind. Of two on one day the day is said once. */
function wordOffer([first, second]: readonly OfferedSlot[]): string {
  if (!first) return lines.nothingElse;
  if (!second) return fill(lines.offerOne, { first: first.speakable });
  return fill(lines.offerTwo, { first: first.speakable, second: shortenSecond(first, second) });
}

function shortenSecond(first: OfferedSlot, second: OfferedSlot): string {
  const at = second.speakable.indexOf(BETWEEN);
  const day = second.speakable.slice(0, Math.max(0, at));
  return at > 0 && first.speakable.startsWith(`${day}${BETWEEN}`)
    ? second.speakable.slice(at + DAY_END)
    : second.speakable;
}

function hearChoice(call: CallSoFar, offered: readonly OfferedSlot[], sinceIndex: number): Choice {
  const choice: Choice = { remaining: offered, chosen: null, wantsEarlier: false, isTimeMissed: false };
  for (const remark of call.remarks) {
    if (remark.index < sinceIndex || !isAnswer(remark)) continue;
    const named = findSlotByClock(call, choice.remaining, remark.text);
    choice.isTimeMissed = named === 'missed' && !choice.chosen;
    if (choice.isTimeMissed) continue;
    apply(
      choice,
      typeof named === 'object' && !saysNo(remark.text)
        ? { kind: 'chosen', slot: named }
        : hearSlotAnswer(choice.remaining, remark.text),
    );
  }
  return choice;
}

// An offer that was cut short counts as made: the caller answered it.
function isAnswer({ asked, wasCut, text }: Remark): boolean {
  if (asked.includes(lines.offer) || (wasCut && !asked.includes(lines.readBack))) return true;
  return namesSlot(text, asked.includes(lines.readBack));
}

function apply(choice: Choice, answer: SlotAnswer): void {
  choice.wantsEarlier = answer.kind === 'earlier';
  if (answer.kind === 'chosen') choice.chosen = answer.slot;
  if (answer.kind !== 'rejected') return;
  choice.remaining = choice.remaining.filter((slot) => !answer.slots.includes(slot));
  choice.chosen = null;
}

function lookForOthers(call: CallSoFar, offered: readonly OfferedSlot[]): MindReply {
  const earliestAt = offered.at(-1)?.endsAt ?? null;
  const offers = call.calls.filter(({ name }) => name === 'get_slots').length;
  if (offers >= MAX_OFFERS) return giveUp(sayFirst(call, lines.nothingElse));
  return callTool(sayFirst(call, lines.looking), 'get_slots', { ...toPlace(call), earliestAt });
}

function declineWithoutSlot(call: CallSoFar, slots: RememberedCall | null): MindReply {
  if (slots && readError(slots.output)) return admitFailure(call, slots);
  const refusal = slots ? readRefusal(slots.output) : 'no tool';
  if (slots && refusal === 'ask-day') return askWhichDay(call, slots);
  if (slots && refusal === 'past')
    return callTool(sayFirst(call, lines.timeOver), 'get_slots', toPlace(call));
  if (refusal === 'trade-not-offered') return wrapUp(sayOnce(call, lines.wrongTrade));
  return giveUp(sayFirst(call, lines.nothingElse));
}

const toPlace = ({ facts: { trade, zip } }: CallSoFar) => ({ trade, zip });

function askWhichDay(call: CallSoFar, slots: RememberedCall): MindReply {
  if (readAskedDay(call) !== null) return askForSlots(sayFirst(call, lines.looking));
  const [first = '', second = ''] = listAskedDays(slots.output).map(nameDay);
  return ask(call, fill(lines.whichOfDays, { first, second }));
}

function sayOnce(call: CallSoFar, line: string): CallSoFar {
  const wasSaid = call.context.conversation.some((item) => item.kind === 'agent' && item.text.includes(line));
  return wasSaid ? call : sayFirst(call, line);
}
