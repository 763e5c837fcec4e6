import { describe, expect, test } from 'vitest';
import { fill, lines } from './lines.ts';
import { MORNING, NOON, Rehearsal } from './rehearsal.ts';

const VISIT = { appointmentId: 'appt-9', trade: 'hvac', speakable: MORNING };
const PLUMBER = { appointmentId: 'appt-7', trade: 'plumbing', speakable: NOON };
const KNOWN = { lookup_customer: { isVerified: true, customer: { appointments: [VISIT, PLUMBER] } } };
const feeOf = (feeCents: number) => ({ refusal: 'not-confirmed', feeCents, speakable: `${feeCents} cents` });
const agreed = (feeCents: number) => (given: object) =>
  'agreedFeeCents' in given ? { cancelled: true } : feeOf(feeCents);

function rehearse(results: ConstructorParameters<typeof Rehearsal>[0] = {}): Rehearsal {
  return new Rehearsal({ ...KNOWN, cancel_booking: agreed(4_900), ...results })
    .withTool('cancel_booking', ['appointmentId', 'agreedFeeCents'])
    .withTool('reschedule_booking', ['appointmentId', 'slotId', 'agreedFeeCents']);
}

describe('a visit that the caller wants cancelled', () => {
  test('is cancelled once they have heard the fee and said yes, for that fee', async () => {
    const call = rehearse();
    await call.hear('please cancel my appointment, the plumber');
    const fee = fill(lines.changeFee, { fee: '4900 cents' });
    expect(await call.hear('my name is Bo Ito')).toBe(`${fee} ${lines.cancelAsk}`);
    expect(await call.hear('There is a cost for cancel?')).toBe(`${fee} ${lines.cancelAsk}`);
    expect(await call.hear('Okay, cancel please')).toContain(lines.cancelled);
    expect(call.callsOf('cancel_booking')).toEqual([
      { appointmentId: 'appt-7' },
      { appointmentId: 'appt-7', agreedFeeCents: 4_900 },
    ]);
  });

  test('costs nothing when the tool says so, and that is said', async () => {
    const call = rehearse({ cancel_booking: agreed(0) });
    await call.hear('please cancel my appointment');
    expect(await call.hear('my name is Bo Ito')).toBe(`${lines.changeFree} ${lines.cancelAsk}`);
  });

  test('stays when they do not want to pay for it', async () => {
    const call = rehearse();
    expect(
      await call.hearAll('please cancel my appointment', 'my name is Bo Ito', 'no, not for that'),
    ).toContain(lines.keptVisit);
    expect(call.callsOf('cancel_booking')).toHaveLength(1);
  });

  test('is not found for a caller who could not be told, and nothing is cancelled', async () => {
    const call = rehearse({ lookup_customer: { isVerified: false, customer: null } });
    expect(await call.hearAll('cancel my appointment', 'my name is Rex Mallory')).toContain(lines.notFound);
    expect(call.names).not.toContain('cancel_booking');
  });
});

describe('a visit that the caller wants moved', () => {
  const moved = { booking: { speakable: NOON, isConfirmed: true } };

  test('is moved to the window that they take, after it was read back', async () => {
    const call = rehearse({ reschedule_booking: moved });
    await call.hear('I need to move my furnace tune-up tomorrow');
    expect(await call.hear('my name is Ari Feld')).toBe(lines.moveWhen);
    expect(await call.hear('any day, 43201')).toContain(lines.offer);
    expect(await call.hear('the second one')).toBe(
      `${fill(lines.readBackMove, { when: NOON })} ${lines.moveAsk}`,
    );
    expect(await call.hear('yes')).toContain(fill(lines.moved, { when: NOON }));
    expect(call.callsOf('reschedule_booking')).toEqual([{ appointmentId: 'appt-9', slotId: 'slot-2' }]);
    expect(call.names).not.toContain('book_slot');
  });

  test('is moved for a fee only when they agree to it', async () => {
    const call = rehearse({
      reschedule_booking: (given) => ('agreedFeeCents' in given ? moved : feeOf(5_900)),
    });
    await call.hearAll(
      'I need to move my furnace tune-up tomorrow',
      'my name is Ari Feld',
      'any day, 43201',
      'the second one',
    );
    expect(await call.hear('yes')).toContain('5900 cents');
    expect(await call.hear('fine, do it')).toContain(fill(lines.moved, { when: NOON }));
    expect(call.callsOf('reschedule_booking').at(-1)).toEqual({
      appointmentId: 'appt-9',
      slotId: 'slot-2',
      agreedFeeCents: 5_900,
    });
  });

  test('is moved to a time with another price when they agree to that price', async () => {
    const call = rehearse({
      get_pricing: { speakable: '$298 in total' },
      reschedule_booking: () => (call.names.includes('get_pricing') ? moved : { refusal: 'quote-required' }),
    });
    await call.hearAll('I need to move my furnace tune-up tomorrow', 'my name is Ari Feld', 'any day, 43201');
    expect(await call.hearAll('the second one', 'yes')).toBe(`The visit is $298 in total. ${lines.moveAsk}`);
    expect(await call.hear('yes')).toContain(fill(lines.moved, { when: NOON }));
  });

  test('is said to be held when the calendar did not answer', async () => {
    const call = rehearse({ reschedule_booking: { booking: { speakable: NOON, isConfirmed: false } } });
    await call.hearAll(
      'I need to move my furnace tune-up tomorrow',
      'my name is Ari Feld',
      'any day, 43201',
      'the second one',
    );
    expect(await call.hear('yes')).toContain(lines.heldOnly);
  });
});
