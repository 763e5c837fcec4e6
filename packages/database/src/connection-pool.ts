import type { Logger } from '@afterhourfix/foundation';
import pg, { type Pool, type PoolClient } from 'pg';
import { isConnectionLost } from './database-errors.ts';
import type { RunTransaction } from './tenant-database.ts';
import { type JobSender, openTransaction } from './transaction.ts';

export interface PoolOptions {
  url: string;
  size: number;
  log: Logger;
}

const CONNECT_LIMIT_MS = 5_000;
const STATEMENT_LIMIT_MS = 15_000;
/** Ours, for a server that does not answer at all. */
const ANSWER_LIMIT_MS = 20_000;
const IDLE_IN_TRANSACTION_LIMIT_MS = 30_000;

/** A pool that survives the loss of the server: broken connections are logged and dropped, new ones made. */
export function createPool({ url, size, log }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    query_timeout: ANSWER_LIMIT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_LIMIT_MS,
    keepAlive: true,
    application_name: 'afterhourfix',
  });
  // A connection in use has no listener of the pool's: without this one its loss would end the process.
  pool.on('connect', (client) =>
    client.on('error', (error) => {
      // One that is being let go may be cut off by a server that stops at the same moment.
      if (pool.ending) log.debug({ err: error }, 'a connection ended before its goodbye');
      else log.warn({ err: error }, 'lost a database connection');
    }),
  );
  // Says again what an idle connection has said; unheard it would end the process too.
  pool.on('error', (error) => log.debug({ err: error }, 'dropped an idle connection from the pool'));
  return pool;
}

export function transactionRunner(pool: Pool, jobs: JobSender): RunTransaction {
  return async (begin, run) => {
    const client = await pool.connect();
    let isBroken = false;
    try {
      await client.query(begin);
      const result = await run(openTransaction(client, jobs));
      await client.query('commit');
      return result;
    } catch (error) {
      isBroken = isConnectionLost(error) || !(await canRollBack(client));
      throw error;
    } finally {
      client.release(isBroken);
    }
  };
}

async function canRollBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    // The connection is gone, and its transaction with it: the caller gets the first error, not this one.
    return false;
  }
}
