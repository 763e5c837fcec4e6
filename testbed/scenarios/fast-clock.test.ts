import type { Clock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { createFastClock } from './fast-clock.ts';

const startsAt = new Date('2026-12-09T02:00:00Z');

const faults: unknown[] = [];
const start = (speed: number) => createFastClock({ startsAt, speed, onFault: (error) => faults.push(error) });

function pass(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => clock.after(delayMs, resolve));
}

function keepBusy(wallMs: number): void {
  const untilMs = performance.now() + wallMs;
  while (performance.now() < untilMs);
}

test('stands at its start until it is first asked, and runs so many times faster from there', async () => {
  const clock = start(20);
  keepBusy(15);
  expect(clock.now()).toEqual(startsAt);
  const wallMs = performance.now();
  await pass(clock, 2_000);
  expect(clock.now().getTime() - startsAt.getTime()).toBeGreaterThanOrEqual(2_000);
  expect(performance.now() - wallMs).toBeLessThan(1_500);
});

test('runs timers in their order and at their time, however busy the machine is', async () => {
  const clock = start(10);
  const ran: [string, number][] = [];
  const note = (name: string) => ran.push([name, clock.monotonicMs()]);
  let beganAtMs = 0;
  // Within a timer time stands still, so all of these are counted from one instant.
  clock.after(1, () => {
    beganAtMs = clock.monotonicMs();
    clock.after(300, () => note('second'));
    clock.after(100, () => {
      note('first');
      keepBusy(60);
    });
    clock.after(300, () => note('third'));
  });
  await pass(clock, 900);
  expect(ran.map(([name]) => name)).toEqual(['first', 'second', 'third']);
  expect(ran.map(([, atMs]) => Math.round(atMs - beganAtMs))).toEqual([100, 300, 300]);
});

test('lets sockets have their turn between two frames that are late', async () => {
  const clock = start(50);
  const order: string[] = [];
  clock.after(20, () => setImmediate(() => order.push('socket')));
  clock.after(40, () => order.push('frame'));
  const over = pass(clock, 60);
  keepBusy(10);
  await over;
  expect(order).toEqual(['socket', 'frame']);
});

test('gives up what it missed, and says how fast it truly ran', async () => {
  const clock = start(10);
  const over = pass(clock, 40);
  keepBusy(200);
  await over;
  expect(clock.monotonicMs()).toBeLessThan(500);
  expect(clock.truePace()).toBeLessThan(5);
});

test('is no faster than the wall while somebody waits, and hurries again afterwards', async () => {
  const clock = start(50);
  const wallMs = performance.now();
  const one = clock.atWallPace();
  const other = clock.atWallPace();
  await pass(clock, 40);
  expect(performance.now() - wallMs).toBeGreaterThanOrEqual(38);
  one[Symbol.dispose]();
  one[Symbol.dispose]();
  expect(clock.truePace()).toBeLessThanOrEqual(1.1);
  const waited = pass(clock, 5_000);
  other[Symbol.dispose]();
  const hurriedAtMs = performance.now();
  await waited;
  expect(performance.now() - hurriedAtMs).toBeLessThan(2_500);
});

test('repeats until it is disposed, also from within, and forgets a timer that is disposed', async () => {
  const clock = start(50);
  const atMs: number[] = [];
  const repeated = clock.every(100, () => {
    atMs.push(Math.round(clock.monotonicMs()));
    if (atMs.length === 3) repeated[Symbol.dispose]();
  });
  clock.after(50, () => atMs.push(-1))[Symbol.dispose]();
  await pass(clock, 800);
  expect(atMs).toHaveLength(3);
  expect((atMs[2] ?? 0) - (atMs[0] ?? 0)).toBe(200);
});

test('tells of a timer that throws, and runs the others', async () => {
  const clock = start(50);
  clock.after(20, () => {
    throw new Error('a slip');
  });
  await pass(clock, 20);
  expect(faults.splice(0)).toEqual([new Error('a slip')]);
});
