import { sqlState } from '@afterhourfix/database';

const DEADLOCK_DETECTED = '40P01';
const MAX_TRIES = 3;

/**
 * Runs a transaction again that PostgreSQL rolled back because two waited for each other. Searches walk the windows
 * in one order and so never do; a caller who comes back to an earlier window can meet one of them head on.
 */
export async function retryDeadlock<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries === MAX_TRIES || sqlState(error) !== DEADLOCK_DETECTED) throw error;
    }
  }
}
