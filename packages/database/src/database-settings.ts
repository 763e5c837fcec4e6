import { Secret } from '@afterhourfix/foundation';
import { z } from 'zod';

/** The variables of every app that opens the database. */
export const DatabaseVariables = z.object({
  DATABASE_URL: z.string().min(1).optional().describe('PostgreSQL 18; embedded when left out'),
  DATABASE_APP_URL: z
    .string()
    .min(1)
    .optional()
    .describe('A role granted afterhourfix_app; derived when left out'),
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
