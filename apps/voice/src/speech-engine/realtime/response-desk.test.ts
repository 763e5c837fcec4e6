import { ManualClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { ResponseDesk } from './response-desk.ts';

const STALL_LIMIT_MS = 6_000;
/** The limit, and the half second between two looks. */
const LATE_MS = STALL_LIMIT_MS + 500;

function setUp() {
  const clock = new ManualClock();
  const told: string[] = [];
  const desk = new ResponseDesk({
    clock,
    stallLimitMs: STALL_LIMIT_MS,
    run: (command) =>
      told.push(
        command.do === 'create-response'
          ? `create ${command.wish.kind === 'say' ? command.wish.text : 'continue'}`
          : `cancel ${command.responseId}`,
      ),
    onStalled: () => told.push('stalled'),
    onFloorHeld: () => told.push('floor held'),
    onFailing: (message) => told.push(`failing ${message}`),
  });
  desk.sessionOpened();
  return { clock, told, desk };
}

test('a response that is asked for and never begins is stalled', () => {
  const { clock, desk, told } = setUp();
  desk.wish({ kind: 'say', text: 'hello' });
  clock.advance(LATE_MS);
  expect(told).toEqual(['create hello', 'stalled']);
});

test('a response that begins and then says nothing is stalled', () => {
  const { clock, desk, told } = setUp();
  desk.wish({ kind: 'continue', after: null });
  desk.created('r1', 'response_1');
  clock.advance(4_000);
  desk.stirred();
  clock.advance(4_000);
  expect(told).toEqual(['create continue']);
  clock.advance(LATE_MS);
  expect(told).toEqual(['create continue', 'stalled']);
});

test('what an engine says between responses owes nothing', () => {
  const { clock, desk, told } = setUp();
  desk.stirred();
  clock.advance(60_000);
  expect(told).toEqual([]);
});

test('a caller whom the engine does not answer is answered by us', () => {
  const { clock, desk, told } = setUp();
  desk.callerStarted();
  desk.callerStopped();
  clock.advance(LATE_MS);
  expect(told).toEqual(['create continue']);
});

test('a caller whom the engine could not answer because ours was beginning is answered after it', () => {
  const { desk, told } = setUp();
  desk.wish({ kind: 'say', text: 'one moment' });
  desk.created('r1', 'response_1');
  desk.refused({ eventId: null, code: 'conversation_already_has_active_response', message: '' });
  expect(told).toEqual(['create one moment']);
  desk.done('r1', null);
  expect(told).toEqual(['create one moment', 'create continue']);
});

test('what a caller interrupted before it began is cancelled when it begins', () => {
  const { desk, told } = setUp();
  desk.wish({ kind: 'say', text: 'hello' });
  desk.callerInterrupted(false);
  desk.created('r1', 'response_1');
  expect(desk.isHearable('r1')).toBe(false);
  expect(told).toEqual(['create hello', 'cancel r1']);
});

test('only the running response is to be heard', () => {
  const { desk } = setUp();
  expect(desk.isHearable('r1')).toBe(false);
  desk.created('r1', null);
  expect(desk.isHearable('r1')).toBe(true);
  expect(desk.isHearable('r0')).toBe(false);
  desk.done('r1', null);
  expect(desk.isHearable('r1')).toBe(false);
});

test('a failed generation is tried twice again, then the engine is given up', () => {
  const { desk, told } = setUp();
  desk.wish({ kind: 'say', text: 'hello' });
  for (const attempt of [1, 2, 3]) {
    desk.created(`r${attempt}`, `response_${attempt}`);
    desk.done(`r${attempt}`, 'server_error');
  }
  expect(told).toEqual(['create hello', 'create hello', 'create hello', 'failing server_error']);
});

test('a success in between forgives earlier failures', () => {
  const { desk, told } = setUp();
  for (const attempt of [1, 2, 3, 4, 5]) {
    desk.created(`f${attempt}`, null);
    desk.done(`f${attempt}`, 'server_error');
    desk.created(`r${attempt}`, `response_${attempt}`);
    desk.done(`r${attempt}`, null);
  }
  expect(told).not.toContain('failing server_error');
});

test('a request refused again and again gives the engine up', () => {
  const { desk, told } = setUp();
  desk.wish({ kind: 'say', text: 'hello' });
  for (const attempt of [1, 2, 3])
    desk.refused({ eventId: `response_${attempt}`, code: 'invalid_value', message: 'bad' });
  expect(told).toEqual(['create hello', 'create hello', 'create hello', 'failing bad']);
});

test('errors about other things leave the queue alone', () => {
  const { desk, told } = setUp();
  desk.wish({ kind: 'say', text: 'hello' });
  desk.refused({ eventId: 'event_7', code: 'item_not_found', message: '' });
  desk.refused({ eventId: null, code: 'invalid_value', message: '' });
  expect(told).toEqual(['create hello']);
});

test('a response of ours that begins while the caller speaks is no answer to the caller', () => {
  const { clock, desk, told } = setUp();
  desk.wish({ kind: 'say', text: 'one moment' });
  desk.callerStarted();
  desk.created('r1', 'response_1');
  desk.done('r1', null);
  desk.callerStopped();
  clock.advance(LATE_MS);
  expect(told).toEqual(['create one moment', 'create continue']);
});

test('a response of ours that begins between the caller’s last word and an answer is not that answer', () => {
  const { clock, desk, told } = setUp();
  desk.wish({ kind: 'say', text: 'one moment' });
  desk.callerStarted();
  desk.callerStopped();
  desk.created('r1', 'response_1');
  desk.done('r1', null);
  clock.advance(LATE_MS);
  expect(told).toEqual(['create one moment', 'create continue']);
});

test('a floor that is held for long is told of, and is answered by us when nothing comes of it', () => {
  const { clock, desk, told } = setUp();
  desk.callerStarted();
  clock.advance(10_500);
  expect(told).toEqual(['floor held']);
  clock.advance(LATE_MS);
  expect(told).toEqual(['floor held', 'create continue']);
});

test('a caller who has not stopped speaking when our answer is over is watched again', () => {
  const { clock, desk, told } = setUp();
  desk.callerStarted();
  clock.advance(10_500);
  desk.floorGiven();
  desk.wish({ kind: 'continue', after: null });
  desk.created('r1', 'response_1');
  desk.done('r1', null);
  clock.advance(10_500);
  expect(told).toEqual(['floor held', 'create continue', 'floor held']);
});

test('a response that says a sentence of ours says which', () => {
  const { desk } = setUp();
  desk.wish({ kind: 'say', text: 'Goodbye.' });
  desk.created('auto', null);
  expect(desk.runningSentence).toBe('Goodbye.');
  desk.done('auto', null);
  expect(desk.runningSentence).toBeNull();
});
