import type { CallRecord, RecordedTurn } from '../call-record.ts';
import type { Expectation } from '../scenario-file.ts';
import { type Finding, found, unless } from './finding.ts';
import { listIssuedCents } from './gates.ts';
import { listAmounts, listMinutes } from './spoken-numbers.ts';
import { listAgentTurns } from './spoken-turns.ts';
import { findWorkingUse, listUses, walkValues } from './tool-uses.ts';

const COMMITS = ['book_slot', 'dispatch_technician', 'reschedule_booking'];
const ASKS_PERSONAL =
  /\b(?:your (?:full )?name|street address|(?:what is|what's) (?:the|your) address|phone number|su nombre|dirección|su teléfono)\b/i;

const listParts = (record: CallRecord): RecordedTurn[] =>
  listAgentTurns(record).answers.flatMap(({ parts }) => [...parts]);

export function judgeQuote(expect: Expectation, record: CallRecord): Finding[] {
  const { quote } = expect;
  if (!quote) return [];
  const wanted = quote.totalCentsAnyOf ?? [quote.totalCents];
  const isWanted = (cents: number) =>
    wanted.some(
      (total) =>
        cents >= total - quote.toleranceCents &&
        cents <= total * quote.demandMultiplierMax + quote.toleranceCents,
    );
  const parts = listParts(record);
  const issued = listIssuedCents(record);
  const told = parts.find(({ text }) =>
    listAmounts(text).some((cents) => isWanted(cents) && issued.has(cents)),
  );
  const commit = findWorkingUse(record.tools, ...COMMITS);
  const missing = quote.alsoQuoted.filter(
    (cents) => !parts.some(({ text }) => listAmounts(text).includes(cents)),
  );
  const asked = parts.find(({ text }) => ASKS_PERSONAL.test(text));
  const isTooLate = told !== undefined && commit !== null && told.startedAt > commit.at;
  const isAfterData = told !== undefined && asked !== undefined && told.startedAt > asked.startedAt;
  const isBeforeNeeded = quote.mustBeSpokenBeforeBooking;
  return [
    found('quote', unless(told !== undefined, `${wanted.join(' or ')} cents were not told`), ['get_pricing']),
    ...(isBeforeNeeded ? [found('quote before booking', unless(!isTooLate, 'told after it'))] : []),
    ...(quote.alsoQuoted.length > 0
      ? [found('alsoQuoted', unless(missing.length === 0, `${missing.join(', ')} cents were not told`))]
      : []),
    ...(quote.beforePersonalData
      ? [found('quote before personal data', unless(!isAfterData, 'asked for them first'))]
      : []),
  ];
}

export function judgeBooking(expect: Expectation, record: CallRecord): Finding {
  const why = explainBooking(expect.booking, record);
  return found(`booking ${expect.booking.kind}`, why, NEEDS[expect.booking.kind]);
}

type ExpectedBooking = Expectation['booking'];

const NEEDS: Record<ExpectedBooking['kind'], string[]> = {
  none: [],
  slot: ['book_slot'],
  immediate_dispatch: ['dispatch_technician'],
  multi_trade: ['dispatch_technician'],
  rescheduled: ['reschedule_booking'],
  cancelled: ['cancel_booking'],
  unassigned_incident: ['dispatch_technician'],
};

function explainBooking(booking: ExpectedBooking, record: CallRecord): string | null {
  const { tools } = record;
  const made = record.bookings.filter((one) => one.isOfThisCall && one.status === 'booked');
  const dispatched = findWorkingUse(tools, 'dispatch_technician');
  switch (booking.kind) {
    case 'none':
      return unless(made.length === 0 && !dispatched, 'something was booked');
    case 'slot':
      return explainSlot(booking, made);
    case 'rescheduled': {
      if (!findWorkingUse(tools, 'reschedule_booking')) return 'nothing was moved';
      return explainSlot(
        booking,
        record.bookings.filter(({ status }) => status === 'booked'),
      );
    }
    case 'cancelled':
      return unless(findWorkingUse(tools, 'cancel_booking') !== null, 'nothing was cancelled');
    case 'immediate_dispatch':
      return unless(dispatched !== null, 'nobody was dispatched');
    case 'multi_trade':
      return explainWorkOrders(booking, record);
    case 'unassigned_incident':
      return unless(listUses(tools, 'dispatch_technician').length > 0 && !dispatched, 'no incident is open');
  }
}

function explainSlot(
  { startsAtOrAfter, startsBefore }: ExpectedBooking,
  booked: CallRecord['bookings'],
): string | null {
  const [first] = booked;
  if (!first) return 'nothing was booked';
  const isInside = booked.some(
    ({ startsAt }) =>
      (!startsAtOrAfter || startsAt >= new Date(startsAtOrAfter)) &&
      (!startsBefore || startsAt < new Date(startsBefore)),
  );
  return unless(isInside, `booked at ${first.startsAt.toISOString()}`);
}

function explainWorkOrders({ workOrders = [] }: ExpectedBooking, { tools }: CallRecord): string | null {
  const sent = tools.filter(({ name, hasWorked }) => hasWorked && COMMITS.includes(name));
  const order = workOrders
    .toSorted((one, other) => one.order - other.order)
    .map(({ trade }) => sent.findIndex((use) => use.arguments.trade === trade));
  if (order.includes(-1)) return 'not every trade was sent';
  return unless(
    order.every((at, index) => index === 0 || at >= (order[index - 1] ?? 0)),
    'sent in another order',
  );
}

export function judgeDispatch({ dispatch }: Expectation, record: CallRecord): Finding[] {
  if (!dispatch) return [];
  const needs = ['dispatch_technician'];
  // Somebody is named once they have said yes, and not before.
  const acknowledged =
    record.tools.find(
      ({ name, hasWorked, result }) =>
        hasWorked &&
        ['dispatch_technician', 'get_dispatch_status'].includes(name) &&
        walkValues(result).some(([key]) => key === 'technicianId'),
    ) ?? null;
  const ids = [...walkValues(acknowledged?.result)].flatMap(([key, value]) =>
    key === 'technicianId' ? [value] : [],
  );
  const { technicianIdsAnyOf: wanted, etaP80MinSpoken } = dispatch;
  const parts = listParts(record);
  const tooEarly = parts.find(
    ({ text, startedAt }) => listMinutes(text).length > 0 && (!acknowledged || startedAt < acknowledged.at),
  );
  return [
    ...(wanted
      ? [
          found(
            'technician',
            unless(
              wanted.some((id) => ids.includes(id)),
              `${ids.join(', ') || 'nobody'} instead of ${wanted.join(' or ')}`,
            ),
            needs,
          ),
        ]
      : []),
    ...(dispatch.acknowledged === undefined
      ? []
      : [
          found(
            'acknowledged',
            unless((acknowledged !== null) === dispatch.acknowledged, `${acknowledged !== null}`),
            needs,
          ),
        ]),
    ...(dispatch.etaOnlyAfterAck
      ? [found('no ETA before an acknowledgement', unless(!tooEarly, `said "${tooEarly?.text}"`))]
      : []),
    ...(etaP80MinSpoken === undefined
      ? []
      : [
          found(
            'ETA',
            unless(
              parts.some(({ text }) => listMinutes(text).includes(etaP80MinSpoken)),
              `${etaP80MinSpoken} minutes were not told`,
            ),
            needs,
          ),
        ]),
  ];
}
