import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openConfiguredDatabase } from '@afterhourfix/database';
import { forBusiness, listBusinessIds } from '@afterhourfix/domain';
import { createLogger, systemClock } from '@afterhourfix/foundation';
import { readApiConfig } from './config.ts';
import { listAddresses } from './list-addresses.ts';

const USAGE = 'Usage: FEED_SECRET=… npm run addresses -- --url https://<where the API is reached>';

if (existsSync('.env')) process.loadEnvFile('.env');
const { values } = parseArgs({ options: { url: { type: 'string' } } });
const { database: settings, feedSecret: secret, logLevel } = readApiConfig();
if (!values.url || !URL.canParse(values.url) || !secret) {
  console.error(USAGE);
  process.exit(2);
}
const log = createLogger({ name: 'addresses', level: logLevel === 'info' ? 'warn' : logLevel });
await using database = await openConfiguredDatabase(settings, { poolSize: 1, log });
const system = { db: database.system, clock: systemClock, log };
for (const businessId of await listBusinessIds(system)) {
  const ctx = await forBusiness(system, businessId, { kind: 'operator' });
  console.log(JSON.stringify(await listAddresses(ctx, { apiUrl: values.url, secret }), null, 2));
}
