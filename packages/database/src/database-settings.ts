import { Secret } from '@afterhourfix/foundation';
import { z } from 'zod';

/** Checked here, where a fault is told without its value: there is a password in it. */
const PostgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

/** The variables of every app that opens the database. */
export const DatabaseVariables = z.object({
  DATABASE_URL: PostgresUrl.optional().describe('PostgreSQL 18; embedded when left out'),
  DATABASE_APP_URL: PostgresUrl.optional().describe('A role granted afterhourfix_app; derived when left out'),
  DATA_DIR: z.string().min(1).default('.data').describe('Where the embedded PostgreSQL keeps its data'),
});

export interface DatabaseSettings {
  /** Null: the embedded server. */
  readonly ownerUrl: Secret | null;
  /** Null: derived from the owner's. */
  readonly appUrl: Secret | null;
  readonly dataDir: string;
}

export function toDatabaseSettings(env: z.output<typeof DatabaseVariables>): DatabaseSettings {
  return {
    ownerUrl: env.DATABASE_URL ? new Secret(env.DATABASE_URL) : null,
    appUrl: env.DATABASE_APP_URL ? new Secret(env.DATABASE_APP_URL) : null,
    dataDir: env.DATA_DIR,
  };
}
