import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '@afterhourfix/foundation';
import { runProgram, type ServerAccount } from './run-program.ts';

const ACCOUNT_NAME = 'postgres';

/** Null when we are not root: the server then runs as ourselves. Creates the account when it is missing. */
export async function getServerAccount(log: Logger): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  return (await findAccount()) ?? (await createAccount(log));
}

/** Whether the account may pass through every folder on the way to `target` and read `target` itself. */
export async function canReach(account: ServerAccount | null, target: string): Promise<boolean> {
  if (!account) return true;
  const READ = 4;
  const PASS = 1;
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    if (!(await isAllowed(account, folder, PASS))) return false;
    if (folder === path.dirname(folder)) return isAllowed(account, target, READ | PASS);
  }
}

async function isAllowed({ uid, gid }: ServerAccount, file: string, bits: number): Promise<boolean> {
  const { mode, ...owner } = await stat(file);
  const shift = owner.uid === uid ? 6 : owner.gid === gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}

async function findAccount(): Promise<ServerAccount | null> {
  try {
    const [uid, gid] = await Promise.all([
      runProgram('id', ['-u', ACCOUNT_NAME]),
      runProgram('id', ['-g', ACCOUNT_NAME]),
    ]);
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return null;
  }
}

async function createAccount(log: Logger): Promise<ServerAccount> {
  log.info({ account: ACCOUNT_NAME }, 'creating a system account: PostgreSQL does not run as root');
  try {
    await runProgram('useradd', ['--system', '--user-group', '--no-create-home', ACCOUNT_NAME]);
  } catch (cause) {
    throw new Error('PostgreSQL does not run as root: use another account, or set DATABASE_URL', { cause });
  }
  const account = await findAccount();
  if (!account) throw new Error(`The account ${ACCOUNT_NAME} was created but cannot be found`);
  return account;
}
