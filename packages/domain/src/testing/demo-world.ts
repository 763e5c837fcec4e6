import type { SystemDatabase } from '@afterhourfix/database';
import { createTestDatabase, type TestDatabase } from '@afterhourfix/database/testing';
import { type Clock, ManualClock, silentLogger } from '@afterhourfix/foundation';
import { BusinessId } from '@afterhourfix/vocabulary';
import { forBusiness } from '../businesses/index.ts';
import { type AnsweredCall, answerCall } from '../calls/index.ts';
import type { DomainContext, SystemContext } from '../context.ts';
import { seedDemoBusinesses } from '../demo/index.ts';
import { OAK_AND_IRON } from '../demo/oak-and-iron.ts';
import { REDWOOD } from '../demo/redwood.ts';
import { SAGUARO } from '../demo/saguaro.ts';

const DEMOS = { oak: OAK_AND_IRON, mesa: SAGUARO, redwood: REDWOOD };
export type DemoName = keyof typeof DEMOS;

export interface PlacedCall {
  ctx: DomainContext;
  call: AnsweredCall;
  mediaToken: string;
}

/** The demo businesses in a database of their own, on a clock that stands still: Monday 23 Nov 2026, 10 pm in Ohio. */
export interface DemoWorld extends AsyncDisposable {
  system: SystemContext;
  clock: ManualClock;
  db: SystemDatabase;
  contextOf(name: DemoName): Promise<DomainContext>;
  placeCall(options?: { to?: DemoName; from?: string; callSid?: string }): Promise<PlacedCall>;
  listJobs(name: string): Promise<unknown[]>;
  asOwner: TestDatabase['asOwner'];
  /** Gathers the planner's statistics, as autovacuum does in time; for benchmarks. */
  analyze(): Promise<void>;
}

export async function createDemoWorld(
  options: { clock?: Clock; poolSize?: number } = {},
): Promise<DemoWorld> {
  const { poolSize = 5 } = options;
  const database = await createTestDatabase({ poolSize });
  const clock = new ManualClock();
  const system = { db: database.system, clock: options.clock ?? clock, log: silentLogger };
  await seedDemoBusinesses(system);
  let calls = 0;
  return {
    system,
    clock,
    db: database.system,
    asOwner: database.asOwner,
    analyze: () => database.analyze(),
    contextOf: (name) => forBusiness(system, BusinessId.parse(DEMOS[name].id), { kind: 'operator' }),
    async placeCall({ to = 'oak', from = '+16145550101', callSid } = {}) {
      calls += 1;
      const sid = callSid ?? `CA${String(calls).padStart(32, '0')}`;
      const answer = await answerCall(system, { callSid: sid, from, to: DEMOS[to].phoneNumber });
      if (!answer.ok) throw new Error(`The call was refused: ${answer.refusal}`);
      const { call, mediaToken } = answer;
      const actor = { kind: 'agent', callId: call.id } as const;
      return { call, mediaToken, ctx: await forBusiness(system, answer.business.id, actor) };
    },
    async listJobs(name) {
      const jobs = await database.listJobs();
      return jobs.filter((job) => job.name === name).map((job) => job.payload);
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
