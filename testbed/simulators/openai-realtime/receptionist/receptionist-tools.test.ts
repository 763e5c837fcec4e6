import { describe, expect, test } from 'vitest';
import { lines } from './lines.ts';
import { Rehearsal } from './rehearsal.ts';

const VERDICT = { triage_call: { ok: true } };
const DISPATCH = { ...VERDICT, dispatch_technician: { dispatchId: 'd-1', status: 'paging' } };

describe('a verdict', () => {
  test('is written down without a word once the trouble is known', async () => {
    const call = new Rehearsal(VERDICT);
    expect(await call.hear('the water heater is leaking, my mother is eighty years old')).toContain(
      lines.closeValve,
    );
    expect(call.callsOf('triage_call')).toEqual([
      {
        severity: 'property_damage',
        trades: ['plumbing'],
        jobTypes: ['plumbing.water_heater_leak'],
        vulnerable: true,
      },
    ]);
    await call.hear('it is in the basement');
    expect(call.callsOf('triage_call')).toHaveLength(1);
  });

  test('is written again when it gets worse, and only after the safety line', async () => {
    const call = new Rehearsal(VERDICT);
    await call.hear('my kitchen sink is clogged');
    expect(await call.hear('oh, and now it smells like gas in here')).toContain(lines.gas);
    expect(call.callsOf('triage_call')).toMatchObject([{ severity: 'routine' }]);
    await call.hear('we are all outside now');
    expect(call.callsOf('triage_call')).toMatchObject([{ severity: 'routine' }, { severity: 'life_safety' }]);
  });

  test('is routine for a gas bill and a smell that is denied', async () => {
    const call = new Rehearsal(VERDICT);
    await call.hear('my gas bill is awful, no gas smell though, I want the furnace checked, 43209');
    expect(call.callsOf('triage_call')).toMatchObject([{ severity: 'routine', trades: ['hvac'] }]);
    expect(call.said.join(' ')).not.toMatch(/911|leave/);
  });
});

describe('whose work it is', () => {
  test.each([
    [['My AC is not working', 'no, nothing like that', 'the lights in the back are out too'], 'electrical'],
    [['My AC is not working', 'no', 'no, everything else works'], 'hvac'],
    [['the AC quit, it blows warm air'], 'hvac'],
    [['our air conditioning is dead', 'no', 'yes'], 'electrical'],
  ])('after %j is %s, within three questions', async (said, trade) => {
    const call = new Rehearsal();
    await call.hearAll(...said, '43201');
    expect(call.callsOf('get_slots').at(-1)?.trade).toBe(trade);
    const asked = [lines.burning, lines.otherPower, lines.unitRunning];
    expect(call.said.filter((words) => asked.some((one) => words.includes(one))).length).toBeLessThanOrEqual(
      3,
    );
  });
});

test('says what to leave off when half the power is gone, and how to keep a baby warm', async () => {
  const dark = new Rehearsal();
  await dark.hearAll('My AC is not working', 'no');
  expect(await dark.hear('the lights are out too')).toContain(lines.powerOff);
  expect(await new Rehearsal().hear('our furnace quit and we have a newborn')).toContain(lines.keepWarm);
});

describe('somebody who comes now', () => {
  const URGENT = 'a pipe burst, I am at 1733 Neil Avenue, 43201. Tom Aldana.';

  test('is sent after the price and a yes, and promised only when a person has said so', async () => {
    const answers = [{ status: 'paging' }, { status: 'acked', speakable: 'by ten fifteen tonight' }];
    const call = new Rehearsal({ ...DISPATCH, get_dispatch_status: () => answers.shift() ?? {} });
    expect(await call.hear(URGENT)).toMatch(/\$258 in total.*Shall I send someone now\?/);
    expect(await call.hear('yes please')).toContain(lines.notYet);
    expect(call.said.join(' ')).not.toContain('confirmed: ');
    expect(await call.hear('how long does it take')).toContain(
      'A technician has confirmed: by ten fifteen tonight.',
    );
    expect(call.callsOf('dispatch_technician')).toMatchObject([
      { trade: 'plumbing', severity: 'property_damage', addressLine: '1733 Neil Avenue', quoteId: 'quote-1' },
    ]);
    expect(call.names).not.toContain('book_slot');
  });

  test('is not sent when the caller would rather wait', async () => {
    const call = new Rehearsal({ ...DISPATCH, get_dispatch_status: {} });
    await call.hear(URGENT);
    expect(await call.hear('no')).toContain('I can offer');
    expect(call.names).not.toContain('dispatch_technician');
  });

  test('is not sent when the caller names the hour at which they are home', async () => {
    const TODAY =
      'Today is Saturday, November 21, 2026 (America/New_York). The caller rings from +16145550115.';
    const call = new Rehearsal({ ...DISPATCH, get_dispatch_status: {} }, TODAY);
    expect(await call.hear(`${URGENT} Can someone come at two thirty tonight?`)).toContain('I can offer');
    expect(call.names).not.toContain('dispatch_technician');
  });
});

describe('beside the job', () => {
  test('the caller is looked up once, without a word', async () => {
    const call = new Rehearsal({ lookup_customer: { customer: null } });
    await call.hearAll('my sink is clogged', '43201');
    expect(call.callsOf('lookup_customer')).toEqual([{ phone: '+16145550115' }]);
  });

  test('a caller with an appointment is looked up again with the name that they say', async () => {
    const call = new Rehearsal({ lookup_customer: { isVerified: false, customer: null } });
    await call.hearAll('I need to move my appointment', 'my name is Ari Feld');
    expect(call.callsOf('lookup_customer')).toEqual([
      { phone: '+16145550115' },
      { phone: '+16145550115', name: 'Ari Feld' },
    ]);
  });

  test('a text goes out only after the caller agreed to it', async () => {
    const call = new Rehearsal({ set_contact_consent: { ok: true }, send_sms: { ok: true } });
    await call.hearAll('this is Tom Aldana, 1733 Neil Ave, 43201, a pipe burst', 'the first');
    expect(await call.hear('yes')).toContain(lines.textAsk);
    expect(call.names).not.toContain('send_sms');
    await call.hear('yes');
    expect(call.names.slice(-2)).toEqual(['set_contact_consent', 'send_sms']);
    expect(call.callsOf('send_sms')).toMatchObject([{ language: 'en' }]);
  });

  test('who reads out a card gets a link when there is one, else hears how to pay', async () => {
    const call = new Rehearsal({
      lookup_customer: { customer: { invoiceId: 'inv-7' } },
      send_payment_link: { ok: true },
    });
    const CARD = 'I want to pay my bill. Card is four two four two, four two four two,';
    expect(await call.hear(CARD)).toBe(`${lines.noCards} ${lines.offerLink}`);
    expect(await call.hear('oh, okay, text it')).toContain(lines.linkSent);
    expect(call.callsOf('send_payment_link')).toMatchObject([{ invoiceId: 'inv-7' }]);
    expect(await new Rehearsal().hear(CARD)).toContain(lines.payAtOffice);
  });

  test('a visit is cancelled when its name is known and the caller is sure', async () => {
    const call = new Rehearsal({
      lookup_customer: { appointments: [{ id: 'appt-9' }] },
      cancel_booking: { ok: true },
    });
    await call.hear('please cancel my appointment, the plumber');
    expect(await call.hear('my name is Bo Ito')).toContain(lines.cancelAsk);
    expect(await call.hear('yes')).toContain(lines.cancelled);
    expect(call.callsOf('cancel_booking')).toEqual([{ appointmentId: 'appt-9', bookingId: 'appt-9' }]);
  });

  test('a call back is kept when nobody could be reached', async () => {
    const call = new Rehearsal({
      transfer_call: { refusal: 'nobody-on-call' },
      take_message: { message: { isPaged: false } },
    });
    await call.hear('nobody showed up today, this is Vic Stone');
    expect(await call.hear('then somebody better call me tonight')).toContain(lines.messageKept);
    expect(call.callsOf('take_message')).toMatchObject([{ name: 'Vic Stone' }]);
  });
});

describe('a tool that is held back for safety', () => {
  test('is not asked for again before the caller is out', async () => {
    let isSafe = false;
    const call = new Rehearsal({
      check_service_area: () => (isSafe ? { zone: 'core' } : { refusal: 'safety-first' }),
    });
    expect(await call.hear('a pipe burst in 43201')).toContain(lines.safe);
    expect(call.names).toEqual(['check_service_area']);
    isSafe = true;
    await call.hear('yes, everyone is outside');
    expect(call.said.at(-1)).toContain('I can offer');
    expect(call.said.join(' ')).not.toContain('we do not come');
  });
});

describe('good manners', () => {
  test.each([
    ['are you a real person or a robot?', lines.aboutMe],
    ["please don't record me", lines.noRecording],
    ['you stupid machine', lines.boundary],
  ])('answer "%s"', async (said, line) => {
    const call = new Rehearsal();
    expect(await call.hear(said)).toContain(line);
    expect(call.names).toEqual([]);
  });

  test('give an abusive caller one warning, then the offer of a person, then a goodbye', async () => {
    const call = new Rehearsal();
    await call.hear('you are an idiot');
    expect(await call.hear('shut up')).toContain(lines.offerPerson);
    expect(await call.hear('you idiot')).toContain(lines.farewell);
    expect(call.callsOf('end_call')).toEqual([{ reason: 'wants_human' }]);
  });

  test('take a hazard seriously in a joke', async () => {
    const call = new Rehearsal();
    expect(await call.hear('haha just kidding, this is batman, and I smell gas')).toContain(lines.gas);
  });

  test('let an angry customer have a person at once', async () => {
    const call = new Rehearsal();
    await call.hear('nobody showed up, this is unacceptable');
    expect(call.said.at(-1)).toContain(lines.sorry);
    expect(call.names).toEqual(['transfer_call']);
  });

  test('speak to the customer behind a relay operator', async () => {
    const call = new Rehearsal();
    expect(await call.hear('Hello, this is relay operator 4521. My sink is clogged. Go ahead.')).toBe(
      `${lines.zip} Go ahead.`,
    );
  });
});
