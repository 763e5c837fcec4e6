/** What PostgreSQL said, dug out of Drizzle's wrapper. */
interface PostgresError {
  code: string;
  constraint: string | null;
}

/**
 * SQLSTATE classes 08 (connection), 53 (no room, too many connections) and 57P (shutdown), 25006 (a standby before
 * its promotion), 28P01 (a password that is being changed), and what sockets and names report when a network is away.
 */
const CONNECTION_LOST =
  /^(08|53|57P|25006|28P01|ECONN|EPIPE|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EADDRNOTAVAIL|EMFILE|ENFILE)/;
const CONNECTION_LOST_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|client has encountered|query read timeout/i;

/** The name of the constraint that refused a statement (unique, foreign key, check or exclusion), or null. */
export function violatedConstraint(error: unknown): string | null {
  const found = findPostgresError(error);
  return found?.code.startsWith('23') ? found.constraint : null;
}

/** The five-character SQLSTATE, for example `40001`, or null when the error is not PostgreSQL's. */
export function sqlState(error: unknown): string | null {
  return findPostgresError(error)?.code ?? null;
}

/** Whether the database was unreachable or went away, so that the same work may succeed later. */
export function isConnectionLost(error: unknown): boolean {
  return causes(error).some(
    (cause) =>
      (hasCode(cause) && CONNECTION_LOST.test(cause.code)) || CONNECTION_LOST_MESSAGE.test(cause.message),
  );
}

function findPostgresError(error: unknown): PostgresError | null {
  for (const cause of causes(error)) {
    if (!hasCode(cause) || !/^[0-9A-Z]{5}$/.test(cause.code)) continue;
    const constraint =
      'constraint' in cause && typeof cause.constraint === 'string' ? cause.constraint : null;
    return { code: cause.code, constraint };
  }
  return null;
}

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 8; cause = cause.cause) chain.push(cause);
  return chain;
}

const hasCode = (error: Error): error is Error & { code: string } =>
  'code' in error && typeof error.code === 'string';
