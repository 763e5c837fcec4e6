import { BusinessId } from '@afterhourfix/vocabulary';
import type { Transaction } from './transaction.ts';

/** Before a business is known: row-level security shows no tenant's row, only `system-doors.ts` work. */
export interface SystemDatabase {
  transaction<Result>(run: (tx: Transaction) => Promise<Result>): Promise<Result>;
  forBusiness(businessId: BusinessId): BusinessDatabase;
}

/** Every transaction sees and writes this business's rows only. */
export interface BusinessDatabase {
  readonly businessId: BusinessId;
  transaction<Result>(run: (tx: Transaction) => Promise<Result>): Promise<Result>;
}

/** Runs `run` between the given opening statements and COMMIT; rolls back and rethrows when it throws. */
export type RunTransaction = <Result>(
  begin: string,
  run: (tx: Transaction) => Promise<Result>,
) => Promise<Result>;

export function createSystemDatabase(runTransaction: RunTransaction): SystemDatabase {
  return {
    transaction: (run) => runTransaction('begin', run),
    forBusiness(businessId) {
      // One simple query carries both statements and saves a round trip; parsing the id keeps it harmless.
      const begin = `begin; set local app.business_id = '${BusinessId.parse(businessId)}'`;
      return { businessId, transaction: (run) => runTransaction(begin, run) };
    },
  };
}
