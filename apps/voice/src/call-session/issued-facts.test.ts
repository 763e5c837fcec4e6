import { createSpokenFactsLedger, judgeSpokenFacts, toSpeakableWindow } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import { issueFacts } from './issued-facts.ts';

const timeZone = 'America/New_York';
const EMPTY = createSpokenFactsLedger({ timeZone, now: new Date('2026-11-24T03:00:00Z') });
const FIRST = { startsAt: new Date('2026-11-24T13:00:00Z'), endsAt: new Date('2026-11-24T15:00:00Z') };
const SECOND = { startsAt: new Date('2026-11-24T15:00:00Z'), endsAt: new Date('2026-11-24T17:00:00Z') };
const asJson = (result: unknown): unknown => JSON.parse(JSON.stringify(result));
const issue = (...answers: [string, unknown][]) =>
  answers
    .map(([name, result], index) => ({ toolCallId: `c${index}`, name, result: asJson(result) }))
    .reduce(issueFacts, EMPTY);

test('a price is issued with its lines, and by which call', () => {
  const lines = [{ label: 'trip fee', amountCents: 4_900 }];
  expect(issue(['get_pricing', { totalCents: 4_900, lines, speakable: 'x' }]).quotes).toEqual([
    { toolResultId: 'c0', totalCents: 4_900, lines },
  ]);
});

test('slots are offered, the booked one is booked, and a moved visit gives its window up', () => {
  const booking = { ...FIRST, technicianName: 'Ana', movedFrom: null };
  const moved = { ...SECOND, technicianName: 'Ana', movedFrom: toSpeakableWindow(FIRST, timeZone) };
  const ledger = issue(
    ['get_slots', { slots: [FIRST, SECOND] }],
    ['book_slot', { booking }],
    ['book_slot', { booking: moved }],
  );
  expect(ledger.windows.map(({ status, startsAt }) => [status, startsAt.getUTCHours()])).toEqual([
    ['offered', 13],
    ['offered', 15],
    ['moved-from', 13],
    ['booked', 15],
  ]);
  expect(ledger.technicians.map(({ name }) => name)).toEqual(['Ana', 'Ana']);
});

test('a visit that the calendar has not confirmed may be offered and held, and not be called booked', () => {
  const booking = { ...FIRST, technicianName: null, movedFrom: null, isConfirmed: false };
  const ledger = issue(['book_slot', { booking }]);
  expect(ledger.windows).toMatchObject([{ status: 'offered' }]);
  const doubts = (text: string) =>
    judgeSpokenFacts({ text, language: 'en' }, ledger).filter(({ verdict }) => verdict !== 'backed');
  expect(doubts('The time is held and will be confirmed by text.')).toEqual([]);
  expect(doubts('You are booked.')).not.toEqual([]);
});

test('from the first offer on, times are those of the clocks at the service address', () => {
  expect(issue(['get_slots', { slots: [FIRST], timeZone: 'America/Chicago' }]).timeZone).toBe(
    'America/Chicago',
  );
  expect(issue(['get_slots', { slots: [FIRST] }]).timeZone).toBe(timeZone);
});

test('a verified caller’s visits may be told: those to come as booked, past ones by their day', () => {
  const customer = { name: 'Joan Abbate', appointments: [FIRST], pastVisits: [SECOND] };
  const ledger = issue(['lookup_customer', { isVerified: true, customer }]);
  expect(ledger.windows).toEqual([{ ...FIRST, toolResultId: 'c0', status: 'booked' }]);
  expect(ledger.publications.flatMap(({ isoDates }) => isoDates)).toEqual(['2026-11-24']);
});

test('the day by which the office answers may be told', () => {
  const ledger = issue([
    'create_privacy_request',
    { privacyRequest: { kind: 'access', dueOn: '2027-01-07' } },
  ]);
  expect(ledger.publications.flatMap(({ isoDates }) => isoDates)).toEqual(['2027-01-07']);
});

test('what the business publishes may be spoken', () => {
  const articles = [{ title: 'Warranty', body: 'A maintenance visit is $129 and takes place from 8 am.' }];
  const { publications } = issue(
    ['get_knowledge', { articles }],
    ['check_service_area', { feeCents: 3_500 }],
  );
  expect(publications.flatMap(({ amountsCents }) => amountsCents)).toEqual(
    expect.arrayContaining([12_900, 3_500]),
  );
});

const fee = (feeCents: number) => ({ refusal: 'not-confirmed', feeCents });
test.each(['cancel_booking', 'reschedule_booking'])('the fee that %s asks for may be said', (name) => {
  const { publications, discounts } = issue([name, fee(4_900)]);
  expect(publications).toMatchObject([{ amountsCents: [4_900], toolResultId: 'c0' }]);
  expect(discounts).toEqual([]);
  expect(issue([name, fee(0)])).toMatchObject({ discounts: [{ toolResultId: 'c0' }] });
});

test('a visit that is cancelled may be told as cancelled, and as booked no more', () => {
  const customer = { name: 'Joan Abbate', appointments: [FIRST, SECOND], pastVisits: [] };
  const { windows } = issue(
    ['lookup_customer', { isVerified: true, customer }],
    ['cancel_booking', { cancelled: true, appointmentId: 'b1', ...FIRST, feeCents: 0 }],
  );
  expect(windows.map(({ status, startsAt }) => [status, startsAt.getUTCHours()])).toEqual([
    ['booked', 15],
    ['cancelled', 13],
  ]);
});

test('the times of a note about the clocks may be said, and the days of a wish that fits two', () => {
  const note = 'The clocks go forward that night, so 2:30 AM does not exist; the next is 3:30 AM.';
  const { publications, windows } = issue(
    ['get_slots', { slots: [FIRST], note }],
    ['get_slots', { refusal: 'ask-day', days: ['2026-11-24', '2026-11-25'] }],
  );
  expect(windows).toMatchObject([{ status: 'offered' }]);
  expect(publications.flatMap(({ minutesOfDay }) => minutesOfDay)).toEqual(
    expect.arrayContaining([150, 210]),
  );
  expect(publications.flatMap(({ isoDates }) => isoDates)).toEqual(['2026-11-24', '2026-11-25']);
});

test('a telephone number in an article may be given to the caller', () => {
  const known = createSpokenFactsLedger({ timeZone, now: EMPTY.now, phoneNumbers: [] });
  const articles = [{ title: 'Gas', body: 'The gas company answers at 1-800-344-4077.' }];
  const ledger = issueFacts(known, { toolCallId: 'c0', name: 'get_knowledge', result: { articles } });
  expect(ledger.phoneNumbers).toContain('18003444077');
});

test.each([
  ['get_pricing', { refusal: 'outside-service-area' }],
  ['book_slot', { refusal: 'slot-taken' }],
  ['reschedule_booking', { refusal: 'unknown-booking' }],
  ['cancel_booking', { cancelled: false, ...FIRST, feeCents: 4_900 }],
  ['get_slots', { slots: 'many' }],
  ['lookup_customer', { isVerified: false, customer: null, membership: 'oak_club' }],
  ['lookup_customer', { isVerified: false, customer: { appointments: [FIRST], pastVisits: [] } }],
  ['take_message', { message: {} }],
  ['a_tool_of_tomorrow', { totalCents: 1 }],
  ['get_pricing', null],
])('%s that answers %j lets nothing be said', (name, result) => {
  expect(issue([name, result])).toEqual(EMPTY);
});

const GIVEN_BACK = {
  status: 'paging',
  technicianName: undefined,
  etaMinutes: undefined,
  arrivesBy: undefined,
};

test('a technician may be named and timed once they have said yes, and not before', () => {
  const paging = { dispatchId: 'd-1', trade: 'plumbing', status: 'paging', askedCount: 1 };
  const taken = {
    ...paging,
    status: 'acknowledged',
    technicianName: 'Ben Kowalski',
    etaMinutes: { usual: 35, veryLikely: 50 },
    arrivesBy: FIRST.startsAt,
  };
  const before = issue(['dispatch_technician', paging]);
  expect(before.dispatches).toMatchObject([{ isAcknowledged: false, technicianName: null, etaMinutes: [] }]);
  const after = issue(
    ['dispatch_technician', paging],
    ['get_dispatch_status', { ...paging, dispatchId: 'd-2', others: [taken] }],
  );
  expect(after.dispatches).toContainEqual({
    toolResultId: 'c1',
    dispatchId: 'd-1',
    isAcknowledged: true,
    technicianName: 'Ben Kowalski',
    etaMinutes: [35, 50],
    arrivesBy: FIRST.startsAt,
  });
  const givenBack = issue(['get_dispatch_status', taken], ['get_dispatch_status', paging]);
  expect(givenBack.dispatches).toMatchObject([{ dispatchId: 'd-1', isAcknowledged: false }]);
});

test('whoever has given a job back is not said to come any more', () => {
  const taken = {
    dispatchId: 'd-1',
    status: 'acknowledged',
    technicianName: 'Ben Kowalski',
    etaMinutes: { usual: 35, veryLikely: 50 },
    arrivesBy: FIRST.startsAt,
  };
  const back = issue(['dispatch_technician', taken], ['get_dispatch_status', { ...taken, ...GIVEN_BACK }]);
  expect(back.dispatches).toMatchObject([{ isAcknowledged: false, technicianName: null }]);
});

test.each(['waiting-for-owner', 'owner-refused', 'owner-did-not-answer', 'cancelled'])(
  'nobody is said to have been asked while a dispatch is %s',
  (status) => {
    const paging = { dispatchId: 'd-1', status: 'paging' };
    expect(issue(['dispatch_technician', { ...paging, status }])).toEqual(EMPTY);
    const ended = issue(['dispatch_technician', paging], ['get_dispatch_status', { ...paging, status }]);
    expect(ended.dispatches).toEqual([]);
  },
);
