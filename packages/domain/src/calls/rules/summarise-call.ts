import {
  type CallOutcome,
  type CallOutcomeReason,
  type PhoneNumber,
  type Severity,
  type Trade,
  toDisplayMoney,
} from '@afterhourfix/vocabulary';
import { DateTime } from 'luxon';
import { OUTCOME_WORDS, REASON_WORDS, SEVERITY_WORDS, toLineWords, toWords } from './summary-words.ts';

/** What the rows say of a call that has ended. Windows are worded; nothing in it was said by caller or model. */
export interface CallStory {
  startedAt: Date;
  timeZone: string;
  lengthMs: number;
  callerNumber: PhoneNumber | null;
  customerName: string | null;
  /** Null when triage has left no verdict. */
  verdict: CallVerdict | null;
  /** Ids of the approved lines that were spoken, and of those that could not be. */
  spokenLines: readonly string[];
  failedLines: readonly string[];
  quotes: readonly { trade: Trade; totalCents: number }[];
  visits: readonly CallVisit[];
  /** Of visits that were booked before the call. */
  changes: readonly CallVisitChange[];
  message: { isComplete: boolean; isPaged: boolean } | null;
  transfers: { count: number; isTaken: boolean };
  /** The person on call was texted that somebody wanted them. */
  isCallbackPaged: boolean;
  /** They were texted of a danger for which nobody was sent. */
  isDangerPaged: boolean;
  correctionCount: number;
  isRecordingRefused: boolean;
  isCardStopped: boolean;
  outcome: CallOutcome;
  reason: CallOutcomeReason;
}

export interface CallVerdict {
  severity: Severity;
  trades: readonly string[];
  jobTypes: readonly string[];
  isVulnerable: boolean;
}

export interface CallVisit {
  trade: Trade;
  window: string;
  /** Null when the business's own calendar picks who comes. */
  technicianName: string | null;
  isBooked: boolean;
}

export interface CallVisitChange {
  kind: 'moved' | 'cancelled';
  trade: Trade;
  /** The one that holds now, or the one that was given up. */
  window: string;
  /** What the caller agreed to pay for it; 0 when it was free. */
  feeCents: number;
}

/** The call in a few sentences, for an owner at breakfast: the same rows, the same words. */
export function summariseCall(story: CallStory): string {
  return [
    describeCaller(story),
    ...describeDanger(story),
    ...describeQuotes(story),
    ...describeVisits(story),
    ...describeChanges(story),
    ...describeMessage(story),
    ...describeTransfers(story),
    ...describeDangerPage(story),
    ...describeIncidents(story),
    describeOutcome(story),
  ].join(' ');
}

/** Names come by telephone: one that is a speech must not fill the page. */
const LONGEST_NAME = 60;

function describeCaller({ startedAt, timeZone, lengthMs, callerNumber, customerName }: CallStory): string {
  const at = DateTime.fromJSDate(startedAt, { zone: timeZone }).setLocale('en-US');
  const number = callerNumber ? toReadableNumber(callerNumber) : 'a withheld number';
  const name = customerName?.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
  const who = name ? `${name} (${number})` : `A caller from ${number}`;
  return `${who} called on ${at.toFormat("cccc, LLLL d 'at' h:mm a")} for ${toLengthWords(lengthMs)}.`;
}

function* describeDanger({ verdict, spokenLines, failedLines }: CallStory): Generator<string> {
  if (verdict) yield describeVerdict(verdict);
  if (spokenLines.length > 0) yield `The safety line was spoken: ${toList(spokenLines.map(toLineWords))}.`;
  if (failedLines.length > 0)
    yield `The safety line was not heard to its end: ${toList(failedLines.map(toLineWords))}.`;
}

export function describeVerdict({ severity, trades, jobTypes, isVulnerable }: CallVerdict): string {
  const jobs = jobTypes.map((jobType) => toWords(jobType.slice(jobType.indexOf('.') + 1)));
  const about = [toList(trades.map(toWords)), jobs.length > 0 ? `(${toList(jobs)})` : ''].filter(Boolean);
  const subject = about.length > 0 ? `, ${about.join(' ')}` : '';
  return `Judged as ${SEVERITY_WORDS[severity]}${subject}${isVulnerable ? '; somebody vulnerable is there' : ''}.`;
}

/** A price that was asked for again is the same price. */
function* describeQuotes({ quotes }: CallStory): Generator<string> {
  const prices = quotes.map(({ trade, totalCents }) => `${toDisplayMoney(totalCents)} for ${toWords(trade)}`);
  if (prices.length > 0) yield `Quoted ${toList([...new Set(prices)])}.`;
}

function* describeVisits({ visits }: CallStory): Generator<string> {
  for (const { trade, window, technicianName } of visits.filter(({ isBooked }) => isBooked))
    yield `Booked: ${toWords(trade)} visit on ${window}${technicianName === null ? '' : `, with ${technicianName}`}.`;
  for (const { trade, window } of visits.filter(({ isBooked }) => !isBooked))
    yield `Given up: ${toWords(trade)} visit on ${window}.`;
}

function* describeChanges({ changes }: CallStory): Generator<string> {
  for (const { kind, trade, window, feeCents } of changes) {
    const done = kind === 'moved' ? 'Moved' : 'Cancelled';
    const fee = feeCents > 0 ? `, for a late fee of ${toDisplayMoney(feeCents)}` : '';
    yield `${done}: ${toWords(trade)} visit${kind === 'moved' ? ', now' : ''} on ${window}${fee}.`;
  }
}

function* describeMessage({ message }: CallStory): Generator<string> {
  if (!message) return;
  const page = message.isPaged ? 'the person on call was texted' : 'nobody has been texted about it yet';
  yield `Left ${message.isComplete ? 'a message' : 'part of a message'}; ${page}.`;
}

function* describeTransfers({ transfers, isCallbackPaged }: CallStory): Generator<string> {
  const missed = transfers.count - (transfers.isTaken ? 1 : 0);
  if (missed > 0) yield `The person on call was rung ${toTimes(missed)} and did not take the call.`;
  if (transfers.isTaken) yield 'The person on call took the call.';
  if (isCallbackPaged) yield 'They were texted that the caller wanted to speak to somebody.';
}

function* describeDangerPage({ isDangerPaged }: CallStory): Generator<string> {
  if (isDangerPaged) yield 'Nobody was sent before the caller was gone; the person on call was texted of it.';
}

function* describeIncidents({
  correctionCount,
  isRecordingRefused,
  isCardStopped,
}: CallStory): Generator<string> {
  if (correctionCount > 0) yield `The assistant was corrected ${toTimes(correctionCount)} while it spoke.`;
  if (isCardStopped) yield 'The caller was stopped from reading out a card number; it was not kept.';
  if (isRecordingRefused) yield 'The caller refused the recording, which was turned off.';
}

function describeOutcome({ outcome, reason }: CallStory): string {
  const [came, why] = [OUTCOME_WORDS[outcome], REASON_WORDS[reason]];
  return `Outcome: ${came === why ? came : `${came}; ${why}`}.`;
}

/** North American numbers in the groups that their owners write, others as they are dialled. */
function toReadableNumber(number: PhoneNumber): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

function toLengthWords(lengthMs: number): string {
  const seconds = Math.round(lengthMs / 1000);
  const minutes = Math.trunc(seconds / 60);
  const rest = toCount(seconds % 60, 'second');
  if (minutes === 0) return rest;
  return seconds % 60 === 0 ? toCount(minutes, 'minute') : `${toCount(minutes, 'minute')} ${rest}`;
}

const toCount = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

const toTimes = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const LIST = new Intl.ListFormat('en-US', { type: 'conjunction' });
const toList = (words: readonly string[]): string => LIST.format(words);
