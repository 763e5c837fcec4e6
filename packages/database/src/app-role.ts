import { createHmac } from 'node:crypto';
import { EnvironmentFault } from '@afterhourfix/foundation';
import type { Client, Pool } from 'pg';
import pg from 'pg';
import { sqlState } from './database-errors.ts';

/** The role the apps work as: no superuser, no BYPASSRLS, owner of nothing. */
export const APP_ROLE = 'afterhourfix_app';

const DUPLICATE_ROLE = ['42710', '23505'];
const INSUFFICIENT_PRIVILEGE = '42501';
/** Wrong password, or (28000) a role that may not log in. */
const LOGIN_REFUSED = ['28P01', '28000'];

/**
 * The URL of the app role on the owner's server. Its password is derived from the owner's, so every node
 * that knows the owner's URL agrees on it without talking. Throws when the owner's URL has no password: anybody
 * could derive one from the rest.
 */
export function toAppUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  const secret = decodeURIComponent(url.password);
  if (secret === '')
    throw new EnvironmentFault(
      `DATABASE_URL has no password, and the one of the role ${APP_ROLE} is derived from it. ` +
        'Set DATABASE_APP_URL to say how the apps log in.',
    );
  url.username = APP_ROLE;
  url.password = createHmac('sha256', secret).update(`${APP_ROLE} password`).digest('base64url');
  return url.href;
}

/**
 * Makes the role when it is missing, and gives it the derived password when it cannot log in with it, unless the
 * operator said how the apps log in (`isOwnUrl`): then a missing role gets the password named there, or, when
 * the apps log in as another role that it is granted to, none.
 */
export async function ensureAppRole(
  owner: Client,
  { appUrl, isOwnUrl }: { appUrl: string; isOwnUrl: boolean },
): Promise<void> {
  try {
    if (await doesRoleExist(owner)) {
      if (isOwnUrl || (await canLogIn(appUrl))) return;
      await assertOwnRole(owner);
      await setLogin(owner, 'alter', appUrl);
    } else {
      await setLogin(owner, 'create', appUrl);
      await owner.query(
        `do $$ begin execute format('comment on role ${APP_ROLE} is %L', current_database()); end $$`,
      );
    }
  } catch (error) {
    // Another database of this server may be migrating at the same time: advisory locks are per database.
    if (DUPLICATE_ROLE.includes(sqlState(error) ?? '')) return;
    if (sqlState(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new EnvironmentFault(
      `The owner of the database may not manage the role ${APP_ROLE}. Create it by hand (CREATE ROLE ` +
        `${APP_ROLE} LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS) and set DATABASE_APP_URL.`,
      { cause: error },
    );
  }
}

async function doesRoleExist(owner: Client): Promise<boolean> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [APP_ROLE]);
  return rowCount === 1;
}

/** The role is the whole server's: a new password for it would lock out the deployment on another database. */
async function assertOwnRole(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ database: string | null; own: string }>(
    "select shobj_description(oid, 'pg_authid') as database, current_database() as own from pg_roles where rolname = $1",
    [APP_ROLE],
  );
  const { database = null, own } = rows[0] ?? {};
  if (database === null || database === own) return;
  throw new EnvironmentFault(
    `The role ${APP_ROLE} of this PostgreSQL server belongs to the database ${database}, with another password. ` +
      'Set DATABASE_APP_URL to a role of your own that was granted it.',
  );
}

async function setLogin(owner: Client, verb: 'create' | 'alter', appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl);
  const secret = username === APP_ROLE ? decodeURIComponent(password) : '';
  const login = secret === '' ? 'nologin' : `login password ${owner.escapeLiteral(secret)}`;
  await owner.query(`${verb} role ${APP_ROLE} ${login}`);
}

async function canLogIn(appUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: appUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (!LOGIN_REFUSED.includes(sqlState(error) ?? '')) throw error;
    return false;
  } finally {
    await client.end();
  }
}

/** Refuses a role that could look over the wall between tenants, or that was never let in. */
export async function assertAppRole(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; fault: string | null }>(ROLE_FAULT);
  const role = rows[0];
  if (role?.fault)
    throw new Error(
      `Refusing to work as the database role ${role.name}: it ${role.fault}. See DATABASE_APP_URL.`,
    );
}

const ROLE_FAULT = `
  select rolname as name, case
    when rolsuper then 'is a superuser'
    when rolbypassrls then 'bypasses row-level security'
    when exists (
      select from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
        and pg_has_role(current_user, relowner, 'member')
    ) then 'owns the tables'
    when to_regclass('public.businesses') is null then 'finds no tables: the database is not migrated'
    when not has_table_privilege('public.businesses', 'select') then 'was not granted ${APP_ROLE}'
  end as fault
  from pg_roles where rolname = current_user`;
