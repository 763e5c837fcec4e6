import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnsweredCalls, MESA_NUMBER, type TestCall } from '../testing/answered-call.ts';
import { buildInstructions } from './build-instructions.ts';
import { SPOKEN_LINES } from './spoken-lines.ts';

let calls: AnsweredCalls;
let placed: TestCall;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
  placed = await calls.answer();
});
afterAll(() => calls[Symbol.asyncDispose]());

const STARTED_AT = new Date('2026-11-24T03:00:00.000Z');

function build({ domain, agent }: TestCall, callerNumber: PhoneNumber | null) {
  return buildInstructions({ business: domain.business, agent, callerNumber, startedAt: STARTED_AT });
}

describe('the agent’s instructions', () => {
  test('are the same bytes however often they are built: a changed prompt loses the engine’s cache', () => {
    const number = PhoneNumber.parse('+16145550115');
    expect(build(placed, number)).toBe(build(placed, number));
  });

  test('begin with the published ones and name business, trades and local time', async () => {
    const text = build(placed, null);
    expect(text.startsWith(placed.agent.instructions)).toBe(true);
    expect(text).toContain('Trades: ');
    expect(text).toContain('Monday, November 23, 2026 at 10:00');
    expect(build(await calls.answer({ to: MESA_NUMBER }), null)).toContain(
      'Monday, November 23, 2026 at 8:00',
    );
  });

  test('tell the caller’s number, or to ask for one', () => {
    const known = build(placed, PhoneNumber.parse('+16145550115'));
    expect(known.replace(/\D/g, '')).toContain('6145550115');
    expect(known).not.toContain('withholds');
    expect(build(placed, null)).toContain('withholds their number');
  });
});

test('no line that we say word for word promises anything but what code does next', () => {
  for (const line of Object.values(SPOKEN_LINES)) {
    expect(line.length).toBeLessThan(120);
    expect(line).not.toMatch(/\$|\d|book|arriv/i);
  }
});
