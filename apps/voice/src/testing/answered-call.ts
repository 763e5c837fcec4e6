import type { BusinessDatabase } from '@afterhourfix/database';
import { createTestDatabase, type TestDatabase } from '@afterhourfix/database/testing';
import {
  type AnsweredCall,
  answerCall,
  type DomainContext,
  forBusiness,
  type PublishedAgent,
  type SystemContext,
  seedDemoBusinesses,
} from '@afterhourfix/domain';
import { ManualClock, silentLogger } from '@afterhourfix/foundation';

export const OAK_NUMBER = '+16145550142';
export const MESA_NUMBER = '+16025550142';

export interface TestCall {
  domain: DomainContext;
  call: AnsweredCall;
  agent: PublishedAgent;
}

/** Calls to the demo businesses, answered in a database of their own, on a clock that stands still. */
export class AnsweredCalls implements AsyncDisposable {
  readonly clock: ManualClock;
  readonly database: TestDatabase;
  readonly #system: SystemContext;
  #count = 0;
  /** While set, every transaction rejects with it. */
  failure: Error | null = null;

  private constructor(parts: { clock: ManualClock; database: TestDatabase; system: SystemContext }) {
    this.clock = parts.clock;
    this.database = parts.database;
    this.#system = parts.system;
  }

  static async open(): Promise<AnsweredCalls> {
    const database = await createTestDatabase();
    const clock = new ManualClock();
    const system: SystemContext = { db: database.system, clock, log: silentLogger };
    await seedDemoBusinesses(system);
    return new AnsweredCalls({ clock, database, system });
  }

  async answer({ to = OAK_NUMBER, from = '+16145550115' } = {}): Promise<TestCall> {
    const callSid = `CA${String(++this.#count).padStart(32, '0')}`;
    const answered = await answerCall(this.#system, { callSid, from, to });
    if (!answered.ok) throw new Error(`The call was refused: ${answered.refusal}`);
    const { call, business, agent } = answered;
    const domain = await forBusiness(this.#system, business.id, { kind: 'agent', callId: call.id });
    return { call, agent, domain: { ...domain, db: this.#failing(domain.db) } };
  }

  /** Rows of the business, in plain SQL. */
  async rows(domain: DomainContext, sql: string): Promise<Record<string, unknown>[]> {
    const { rows } = await domain.db.transaction((tx) => tx.execute<Record<string, unknown>>(sql));
    return rows;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.database[Symbol.asyncDispose]();
  }

  #failing(db: BusinessDatabase): BusinessDatabase {
    return {
      businessId: db.businessId,
      transaction: async (run) => {
        if (this.failure) throw this.failure;
        return db.transaction(run);
      },
    };
  }
}

/** What the driver says when nobody listens at the database's port. */
export function createConnectionError(): Error {
  return Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
}
