import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './testing/index.ts';
import { createEmptyDatabase } from './testing/test-server.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
const NAME = '0012-service-zones.sql';

async function apply(owner: pg.Client, name: string): Promise<void> {
  await owner.query(await readFile(new URL(name, FOLDER), 'utf8'));
}

test('ZIPs of every business are carried over into zones, also by an owner who stands before the wall', async () => {
  // Makes the roles of the server.
  await using _migrated = await createTestDatabase();
  await using database = await createEmptyDatabase({ plainOwner: 'zones_owner' });
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('create schema deployment');
  const earlier = (await readdir(FOLDER)).filter((name) => name < NAME).toSorted();
  for (const name of earlier) await apply(owner, name);
  for (const slug of ['oak', 'mesa']) await addListedBusiness(owner, slug);
  await apply(owner, NAME);
  expect(await readZones(owner, 'oak')).toEqual([
    ['core', { kind: 'zips', zips: ['43201', '43215'] }, { zone: 'core' }],
    [
      'edge',
      { kind: 'zips', zips: ['43017'] },
      { zone: 'edge', feeCents: null, minSeverity: null, referral: null },
    ],
    [
      'referral to Valley at +17405550188',
      { kind: 'zips', zips: ['43055', '43056'] },
      { zone: 'referral', referral: { name: 'Valley', phone: '+17405550188' } },
    ],
  ]);
  expect(await readZones(owner, 'mesa')).toHaveLength(3);
  await owner.end();
});

const asBusiness = (owner: pg.Client, id: string) =>
  owner.query("select set_config('app.business_id', $1, false)", [id]);

async function addListedBusiness(owner: pg.Client, slug: string): Promise<void> {
  const { rows } = await owner.query<{ id: string }>('select uuidv7() as id');
  const id = rows[0]?.id ?? '';
  await asBusiness(owner, id);
  await owner.query(
    `insert into businesses (id, slug, name, time_zone, state, trades, hours)
     values ($1, $2, $2, 'America/New_York', 'OH', '{}', '{}')`,
    [id, slug],
  );
  await owner.query(
    `insert into service_area_zips (business_id, zip, zone, referral_name, referral_phone) values
     ($1, '43215', 'core', null, null), ($1, '43201', 'core', null, null), ($1, '43017', 'edge', null, null),
     ($1, '43055', 'referral', 'Valley', '+17405550188'), ($1, '43056', 'referral', 'Valley', '+17405550188')`,
    [id],
  );
  ids.set(slug, id);
  await asBusiness(owner, '');
}

const ids = new Map<string, string>();

async function readZones(owner: pg.Client, slug: string): Promise<unknown[]> {
  await asBusiness(owner, ids.get(slug) ?? '');
  const { rows } = await owner.query<{ name: string; shape: unknown; terms: unknown }>(
    'select name, shape, terms from service_zones order by position',
  );
  return rows.map(({ name, shape, terms }) => [name, shape, terms]);
}
