import type {
  ClockTime,
  DateFinding,
  DurationFinding,
  TextSpan,
  TimeFinding,
  WindowFinding,
} from './finding.ts';
import { isTotalOrListed } from './judge-amount.ts';
import { CALLERS_OWN, findSaidDay, type Ruling, ruleBy, type SentenceFacts } from './judgement.ts';
import type { LedgerDispatch, LedgerWindow, SpokenFactsLedger } from './ledger.ts';
import { type LocalTime, toLocalTime, toLocalWindow } from './local-windows.ts';

const HALF_DAY_MINUTES = 720;
const MINUTE_MS = 60_000;
const ETA_STEP_MINUTES = 5;

/** A window must be one that a tool gave, whole: the start of one and the end of another is none. */
export function judgeWindow(finding: WindowFinding, facts: SentenceFacts, ledger: SpokenFactsLedger): Ruling {
  if (facts.isAttributed(finding) && isCallersTime(finding.from, ledger) && isCallersTime(finding.to, ledger))
    return CALLERS_OWN;
  const windows = listSayableWindows(facts, ledger);
  const found = windows.findLast((window) => {
    const { start, end } = toLocalWindow(window, window.timeZone ?? ledger.timeZone);
    const isSame = isAt(finding.from, start) && isAt(finding.to, end);
    return isSame && isOnSaidDay({ finding, facts }, start);
  });
  return found
    ? ruleBy(found, true)
    : ruleBy(findPublished([finding.from, finding.to], ledger), windows.length > 0);
}

/** A time alone may be the start of a window, "by" its end, or the time by which a dispatched technician is there. */
export function judgeTime(finding: TimeFinding, facts: SentenceFacts, ledger: SpokenFactsLedger): Ruling {
  if (facts.isAttributed(finding) && isCallersTime(finding, ledger)) return CALLERS_OWN;
  if (isNow(finding, { facts, ledger })) return CALLERS_OWN;
  const quote = finding.couldBeAmount ? findQuote(finding, facts, ledger) : undefined;
  if (quote) return ruleBy(quote, true);
  const dispatch = ledger.dispatches.findLast((candidate) =>
    isArrival(finding, { dispatch: candidate, ledger }),
  );
  if (dispatch) return ruleBy(dispatch, true);
  const windows = listSayableWindows(facts, ledger);
  const isSharp = isSaidSharp(finding, facts);
  const found = windows.findLast((window) => {
    if (isSharp) return false;
    const { start, end } = toLocalWindow(window, window.timeZone ?? ledger.timeZone);
    const isSame = finding.isDeadline ? isAt(finding, end) : isAt(finding, start);
    return isSame && isOnSaidDay({ finding, facts }, start);
  });
  if (found) return ruleBy(found, true);
  return ruleBy(findPublished([finding], ledger), windows.length > 0 || ledger.dispatches.length > 0);
}

/** Within a window nobody comes to the minute. */
const SHARP_AFTER =
  /^ ?(?:in the (?:morning|afternoon|evening) |de la (?:manana|tarde|noche) )?(?:sharp|on the dot|exactly|on the nose|precisely|en punto|exact[ao]s?)\b/;
const SHARP_BEFORE = /\b(?:exactly|precisely|promptly|exactamente|justo)(?: at| a)?(?: las?)? $/;

function isSaidSharp({ start, end }: TextSpan, { plain }: SentenceFacts): boolean {
  const isInside = plain.slice(start, end).endsWith(' en punto');
  return isInside || SHARP_AFTER.test(plain.slice(end)) || SHARP_BEFORE.test(plain.slice(0, start));
}

const NOW = /\b(?:now|ahora)\b/;
const NOW_REACH_MINUTES = 2;

/** "It's 8:40 now": what the clock says promises nothing. */
function isNow(
  finding: TimeFinding,
  { facts, ledger }: { facts: SentenceFacts; ledger: SpokenFactsLedger },
): boolean {
  const { minutesOfDay } = toLocalTime(ledger.now, ledger.timeZone);
  const round = finding.isHalfDayKnown ? 2 * HALF_DAY_MINUTES : HALF_DAY_MINUTES;
  const apart = Math.abs((minutesOfDay % round) - (finding.minutesOfDay % round));
  return NOW.test(facts.plain) && Math.min(apart, round - apart) <= NOW_REACH_MINUTES;
}

/** Days that stand beside a time are judged with it as well; a day alone must be a day of some window. */
export function judgeDate(finding: DateFinding, facts: SentenceFacts, ledger: SpokenFactsLedger): Ruling {
  const { isoDates } = finding;
  if (facts.isAttributed(finding) && isoDates.some((date) => ledger.caller.isoDates.includes(date)))
    return CALLERS_OWN;
  const windows = listSayableWindows(facts, ledger);
  const found = windows.findLast((window) =>
    isoDates.includes(toLocalWindow(window, window.timeZone ?? ledger.timeZone).start.isoDate),
  );
  if (found) return ruleBy(found, true);
  const dispatch = ledger.dispatches.findLast(
    ({ arrivesBy, isAcknowledged }) =>
      isAcknowledged && arrivesBy && isoDates.includes(toLocalTime(arrivesBy, ledger.timeZone).isoDate),
  );
  if (dispatch) return ruleBy(dispatch, true);
  const published = ledger.publications.findLast((entry) =>
    entry.isoDates.some((date) => isoDates.includes(date)),
  );
  return ruleBy(published, windows.length > 0);
}

/** An ETA is what an acknowledged dispatch gave; said later, it may be what is left of it, rounded up. */
export function judgeDuration(
  finding: DurationFinding,
  facts: SentenceFacts,
  ledger: SpokenFactsLedger,
): Ruling {
  const { minutes, fromMinutes } = finding;
  const { durationMinutes } = ledger.caller;
  if (facts.isAttributed(finding) && durationMinutes.includes(minutes)) return CALLERS_OWN;
  const acknowledged = ledger.dispatches.filter((dispatch) => dispatch.isAcknowledged);
  const found = acknowledged.findLast((dispatch) =>
    [minutes, fromMinutes].every((value) => isEta(value, { dispatch, now: ledger.now })),
  );
  if (found) return ruleBy(found, true);
  return ruleBy(
    ledger.publications.findLast((entry) => entry.durationMinutes.includes(minutes)),
    acknowledged.length > 0,
  );
}

/** "Tonight it's two fifty" where two hundred fifty dollars were quoted. */
function findQuote({ minutesOfDay }: TimeFinding, facts: SentenceFacts, { quotes }: SpokenFactsLedger) {
  const hours = Math.trunc(minutesOfDay / 60) || 12;
  const amountCents = (hours * 100 + (minutesOfDay % 60)) * 100;
  return quotes.findLast((quote) => isTotalOrListed(quote, { amountCents, saidCents: facts.amountsCents }));
}

function isEta(minutes: number, { dispatch, now }: { dispatch: LedgerDispatch; now: Date }): boolean {
  if (dispatch.etaMinutes.includes(minutes)) return true;
  if (dispatch.arrivesBy === null) return false;
  const left = (dispatch.arrivesBy.getTime() - now.getTime()) / MINUTE_MS;
  return left > 0 && minutes === Math.ceil(left / ETA_STEP_MINUTES) * ETA_STEP_MINUTES;
}

function isArrival(
  finding: TimeFinding,
  { dispatch, ledger }: { dispatch: LedgerDispatch; ledger: SpokenFactsLedger },
): boolean {
  if (!dispatch.isAcknowledged || dispatch.arrivesBy === null) return false;
  return isAt(finding, toLocalTime(dispatch.arrivesBy, ledger.timeZone));
}

/** What the sentence says is booked must be the booking, not another slot that was offered. */
function listSayableWindows(facts: SentenceFacts, { windows }: SpokenFactsLedger): readonly LedgerWindow[] {
  const booked = windows.filter((window) => window.status === 'booked');
  const saysBooked = facts.claims.some(({ action }) => action === 'booked' || action === 'moved');
  if (!saysBooked) return windows.filter((window) => window.status !== 'cancelled');
  const isMove = facts.claims.some(({ action }) => action === 'moved');
  return isMove ? windows.filter(({ status }) => status === 'booked' || status === 'moved-from') : booked;
}

function isAt(said: ClockTime, at: LocalTime): boolean {
  if (said.isHalfDayKnown) return said.minutesOfDay === at.minutesOfDay;
  return said.minutesOfDay % HALF_DAY_MINUTES === at.minutesOfDay % HALF_DAY_MINUTES;
}

function isOnSaidDay(
  { finding, facts }: { finding: TextSpan; facts: SentenceFacts },
  at: LocalTime,
): boolean {
  const said = findSaidDay(finding, facts.dates);
  return said === undefined || said.isoDates.includes(at.isoDate);
}

function isCallersTime(said: ClockTime, { caller }: SpokenFactsLedger): boolean {
  return caller.minutesOfDay.some((at) => at % HALF_DAY_MINUTES === said.minutesOfDay % HALF_DAY_MINUTES);
}

function findPublished(said: readonly ClockTime[], { publications }: SpokenFactsLedger) {
  return publications.findLast(({ minutesOfDay }) =>
    said.every((time) => minutesOfDay.some((at) => isAt(time, { isoDate: '', minutesOfDay: at }))),
  );
}
