import { type ExtractTablesWithRelations, type SQL, sql } from 'drizzle-orm';
import { type NodePgQueryResultHKT, NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres';
import { PgDialect, type PgSession } from 'drizzle-orm/pg-core';
import { createTableRelationsHelpers, extractTablesRelationalConfig } from 'drizzle-orm/relations';
import type { PoolClient } from 'pg';
import * as tables from './schema/index.ts';

export type Tables = typeof tables;
type Relations = ExtractTablesWithRelations<Tables>;
type Session = PgSession<NodePgQueryResultHKT, Tables, Relations>;

export interface SendOptions {
  /** Not before this instant. */
  startAfter?: Date;
  /** Runs after the first failed one, with pauses that grow to five minutes; default 5. */
  retryLimit?: number;
}

/** The sending side of the job queue. */
export interface JobSender extends AsyncDisposable {
  /** Writes the job with the transaction's own connection, so it commits or vanishes with its rows. */
  send(tx: Transaction, job: { name: string; payload: object; options?: SendOptions }): Promise<void>;
}

interface Prepared<Row> {
  execute: { rows: Row[] };
  all: never;
  values: never;
}

const dialect = new PgDialect();
const { tables: relations, tableNamesMap } = extractTablesRelationalConfig<Relations>(
  tables,
  createTableRelationsHelpers,
);
const relationalSchema = { fullSchema: tables, schema: relations, tableNamesMap };

/**
 * What a verb works with: Drizzle's query builders over one open transaction, and the job queue.
 * `transaction(run)` is a savepoint: its failure leaves the outer transaction usable.
 */
export class Transaction extends NodePgTransaction<Tables, Relations> {
  readonly jobs: JobSender;
  readonly #session: Session;

  constructor(session: Session, jobs: JobSender, depth = 0) {
    super(dialect, session, relationalSchema, depth);
    this.#session = session;
    this.jobs = jobs;
  }

  /**
   * `execute` for the statements that callers wait for: each connection parses and plans the text once, which behind
   * row-level security costs more than most statements themselves. `name` stands for this one text.
   */
  async executePrepared<Row>(name: string, query: SQL): Promise<Row[]> {
    const config = dialect.sqlToQuery(query);
    const prepared = this.#session.prepareQuery<Prepared<Row>>(config, undefined, name, false);
    return (await prepared.execute()).rows;
  }

  override async transaction<Result>(run: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const depth = this.nestedIndex + 1;
    const savepoint = sql.raw(`sp${depth}`);
    const nested = new Transaction(this.#session, this.jobs, depth);
    await nested.execute(sql`savepoint ${savepoint}`);
    try {
      const result = await run(nested);
      await nested.execute(sql`release savepoint ${savepoint}`);
      return result;
    } catch (error) {
      await nested.execute(sql`rollback to savepoint ${savepoint}`);
      throw error;
    }
  }
}

export function openTransaction(client: PoolClient, jobs: JobSender): Transaction {
  return new Transaction(new NodePgSession(client, dialect, relationalSchema), jobs);
}
